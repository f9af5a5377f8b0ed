// What a unit tells the page: every event, with what is said of each card.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { onEachSite } from "./sites.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c, d] = manySkus(4);
const RULE = { name: "The dear ones", relation: "related", display: { attribute: "price", operator: "greater than", value: 15 } };
const FEED = smallFeed(
  [
    { sku: a, related: [b, c] },
    { sku: b, price: "7.9", "regular-price": "9.90", "min-quantity": 3 },
    { sku: c, url: "javascript:alert(1)", price: -1 },
    { sku: d, name: "<b>D</b>", price: 20 },
  ],
  { rules: [RULE] },
);
const UNIT = `<kindred-related sku="${a}" heading="Goes with it"></kindred-related>`;
const ITEMS = [
  {
    sku: b,
    name: `Product ${b}`,
    url: `/p/${b}`,
    position: 1,
    price: 7.9,
    regularPrice: 9.9,
    quantity: 3,
    source: "link",
  },
  { sku: c, name: `Product ${c}`, position: 2, quantity: 1, source: "link" },
  {
    sku: d,
    name: "<b>D</b>",
    url: `/p/${d}`,
    position: 3,
    price: 20,
    quantity: 1,
    source: "rule",
    rule: RULE.name,
  },
];
const HEAD = { relation: "related", unit: "related", type: "related", heading: "Goes with it", currency: "EUR" };
const detailOf = (...items) => ({ ...HEAD, skus: items.map(({ sku }) => sku), items });

/** Waits until events of that name have told of so many cards; their details. */
async function details(heard, name, nCards) {
  const all = async () => (await heard.events(name)).map(({ detail }) => detail);
  const counted = async () => (await all()).flatMap(({ items }) => items).length;
  await expect.poll(counted, { message: `the cards of ${name}` }).toBe(nCards);
  return all();
}

/** Opens a page whose links lead nowhere, so that a test outlives its clicks. */
async function open(page, body = UNIT, feed = FEED) {
  await page.addInitScript(() => {
    const stay = (event) => event.composedPath().some(({ href }) => href) && event.preventDefault();
    for (const name of ["click", "auxclick"]) addEventListener(name, stay);
  });
  await openSmallPage(page, { feed, body });
  return new Unit(page, "related");
}

test("cards that show are told with all that is known of them", async ({ page, heard }) => {
  const unit = await open(page);
  await unit.shows([b, c, d]);
  expect(await details(heard, "kindred:render", 3)).toStrictEqual([detailOf(...ITEMS)]);
});

onEachSite((site) => {
  test("the shop's cards are told in the order in which they stand", async ({ page, heard }) => {
    const productPage = new ProductPage(page);
    await productPage.open(site, site.bothRelations);
    for (const [name, unit] of [["related", productPage.related], ["up-sell", productPage.upSell]]) {
      const skus = await unit.shown();
      const told = (await heard.events("kindred:render")).filter(({ detail }) => detail.relation === name);
      expect(told).toHaveLength(1);
      const { items } = told[0].detail;
      expect(items.map(({ sku, position }) => [sku, position])).toEqual(skus.map((sku, index) => [sku, index + 1]));
      const prices = await unit.cards.evaluateAll((cards) =>
        cards.map((card) => card.querySelector("[part=price]").textContent.replace(/[^0-9.]/g, "")),
      );
      expect(items.map(({ price }) => price.toFixed(2))).toEqual(prices);
    }
  });
});

test.describe("views", () => {
  const BELOW = `<div style="height: 3000px"></div>${UNIT}<div style="height: 3000px"></div>`;

  test("cards are seen once they come into sight, together, and only once", async ({ page, heard }) => {
    const unit = await open(page, BELOW);
    await unit.host.evaluate((host) => host.scrollIntoView({ block: "center", behavior: "instant" }));
    await unit.shows([b, c, d]);
    expect(await details(heard, "kindred:view", 3)).toStrictEqual([detailOf(...ITEMS)]);
    await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
    await unit.host.evaluate((host) => host.scrollIntoView({ block: "center", behavior: "instant" }));
    // Two frames later the browser would have told of it.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await heard.events("kindred:view")).toHaveLength(1);
  });

  test("what is out of sight has not been seen, though it has been rendered", async ({ page, heard }) => {
    const unit = await open(page, BELOW);
    await unit.shows([b, c, d]);
    await details(heard, "kindred:render", 3);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await heard.events("kindred:view")).toEqual([]);
  });

  test("cards of a carousel are seen as they scroll into it", async ({ page, heard }) => {
    const many = manySkus(13);
    const [first, ...rest] = many;
    const unit = await open(
      page,
      `<kindred-related sku="${first}" limit="12"></kindred-related>`,
      smallFeed([{ sku: first, related: rest }, ...rest]),
    );
    await unit.shows(rest);
    await expect.poll(() => heard.events("kindred:view")).toHaveLength(1);
    const seen = async () => (await heard.events("kindred:view")).flatMap(({ detail }) => detail.skus);
    const atFirst = await seen();
    expect(atFirst).toEqual(rest.slice(0, atFirst.length));
    expect(atFirst.length).toBeLessThan(rest.length);
    await unit.track.evaluate((track) => track.scrollTo({ left: track.scrollWidth, behavior: "instant" }));
    await expect.poll(seen).toContain(rest.at(-1));
    expect(new Set(await seen()).size).toBe((await seen()).length);
  });

  test("a card that comes later is seen by itself", async ({ page, heard }) => {
    const unit = await open(page, `<kindred-related sku="${a}" heading="Goes with it" limit="2"></kindred-related>`);
    await unit.shows([b, c]);
    await details(heard, "kindred:view", 2);
    await unit.host.evaluate((host) => host.setAttribute("limit", "3"));
    await unit.shows([b, c, d]);
    const [, second] = await details(heard, "kindred:view", 3);
    expect(second.skus).toEqual([d]);
    await unit.host.evaluate((host) => host.setAttribute("limit", "1"));
    await unit.shows([b]);
    await unit.host.evaluate((host) => host.setAttribute("limit", "3"));
    await unit.shows([b, c, d]);
    const [, , third] = await details(heard, "kindred:view", 5);
    expect(third.skus).toEqual([c, d]);
  });
});

test.describe("clicks", () => {
  for (const [what, press] of [
    ["a click", (link) => link.click()],
    ["a click of the middle button", (link) => link.click({ button: "middle" })],
    ["the Enter key", (link) => link.press("Enter")],
    ["a click beside a held key", (link) => link.click({ modifiers: ["Shift"] })],
  ]) {
    test(`${what} on a card's link is told, with the card`, async ({ page, heard }) => {
      const unit = await open(page);
      await unit.shows([b, c, d]);
      await press(unit.card(d).locator("[part=link]"));
      expect(await details(heard, "kindred:click", 1)).toStrictEqual([detailOf(ITEMS[2])]);
    });
  }

  test("neither the right button nor a card without a link nor a tick is a click", async ({ page, heard }) => {
    const unit = await open(page);
    await unit.shows([b, c, d]);
    await unit.card(d).locator("[part=link]").click({ button: "right" });
    await unit.card(c).locator("[part=name]").click();
    await unit.checkboxes.first().check();
    await unit.card(d).locator("[part=link]").click();
    expect((await details(heard, "kindred:click", 1))[0].skus).toEqual([d]);
  });

  test("to choose options is to follow a link, and no addition to the cart", async ({ page, heard }) => {
    const feed = smallFeed([
      { sku: a, "cross-sell": [b] },
      { sku: b, "needs-options": true },
    ]);
    await open(page, `<kindred-cross-sell cart="${a}"></kindred-cross-sell>`, feed);
    const unit = new Unit(page, "cross-sell");
    await unit.card(b).locator("[part=button]").click();
    const [detail] = await details(heard, "kindred:click", 1);
    expect(detail).toMatchObject({ relation: "cross-sell", heading: "More choices", skus: [b] });
    await unit.card(b).locator("[part=button]").click({ button: "middle" });
    await details(heard, "kindred:click", 2);
    expect(await heard.events("kindred:add-to-cart")).toEqual([]);
  });
});

test("the middle button on a button adds nothing", async ({ page, heard }) => {
  await open(
    page,
    `<kindred-cross-sell cart="${a}"></kindred-cross-sell>`,
    smallFeed([{ sku: a, "cross-sell": [b] }, b]),
  );
  const unit = new Unit(page, "cross-sell");
  await unit.card(b).locator("[part=button]").click({ button: "middle" });
  await unit.card(b).locator("[part=button]").click();
  expect(await details(heard, "kindred:add-to-cart", 1)).toMatchObject([{ skus: [b] }]);
});

test("events of a unit inside a shadow root are heard around it", async ({ page, heard }) => {
  await open(
    page,
    `<div id="shop"></div><script>
      const root = document.querySelector("#shop").attachShadow({ mode: "open" });
      root.innerHTML = '${UNIT}';
    </script>`,
  );
  await new Unit(page, "related").shows([b, c, d]);
  expect(await details(heard, "kindred:render", 3)).toHaveLength(1);
  expect(await details(heard, "kindred:view", 3)).toHaveLength(1);
});
