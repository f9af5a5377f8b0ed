// Fresh prices and stock: what the page's own function says before cards show, and how long they wait for it.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { FALLBACK, openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c, d, e] = manySkus(5);
const FEED = smallFeed([
  { sku: a, related: [b, c, d, e], "up-sell": [e], "cross-sell": [b, c, d] },
  { sku: b, price: 10, "regular-price": 14, "group-prices": { trade: 8 } },
  c,
  d,
  e,
]);
const unitWith = (attributes = "") => `<kindred-related sku="${a}" limit="2" ${attributes}>${FALLBACK}</kindred-related>`;

/**
 * Opens a page that gives an overlay: the text of a function of `skus`. What it was asked lies in `window.asked`, and
 * `window.answer` answers those that wait for it.
 */
async function open(page, overlay, { body = unitWith(), feed = FEED } = {}) {
  const script = `<script type="module">
    window.asked = [];
    const told = new Promise((done) => (window.answer = done));
    const overlay = ${overlay};
    kindred.setOverlay((skus) => {
      window.asked.push(skus);
      return overlay(skus);
    });
  </script>`;
  await openSmallPage(page, { feed, body: script + body });
  return new Unit(page, "related");
}

const asked = (page) => page.evaluate(() => window.asked);
const price = (unit, sku) => unit.card(sku).locator("[part=price]");
const regularPrice = (unit, sku) => unit.card(sku).locator("[part=regular-price]");

test("cards show the prices that the page knows, as numbers or as texts", async ({ page, heard }) => {
  const unit = await open(
    page,
    `async () => [{ sku: "${b}", price: 9.5, regularPrice: "12.00" }, { sku: "${c}", price: "7.25" }]`,
  );
  await unit.shows([b, c]);
  await expect(price(unit, b)).toContainText("€9.50");
  await expect(regularPrice(unit, b)).toContainText("€12.00");
  await expect(price(unit, c)).toContainText("€7.25");
  const [{ detail }, ...more] = await heard.events("kindred:render");
  expect(more).toEqual([]);
  expect(detail.items).toMatchObject([{ price: 9.5, regularPrice: 12 }, { price: 7.25 }]);
  expect(heard.warnings).toEqual([]);
});

test("what a script has reckoned is the amount that it means", async ({ page, heard }) => {
  const unit = await open(page, `() => [{ sku: "${b}", price: 0.1 + 0.2 }, { sku: "${c}", price: 1e-7, regularPrice: null }]`);
  await expect(price(unit, b)).toContainText("€0.30");
  await expect(price(unit, c)).toContainText("€0.00");
  const [{ detail }] = await heard.events("kindred:render");
  expect(detail.items.map((item) => item.price)).toEqual([0.3, 0]);
});

test("it is asked once, for the cards of all units and for what may take their place", async ({ page }) => {
  const unit = await open(page, "() => []", { body: unitWith() + `<kindred-up-sell sku="${a}"></kindred-up-sell>` });
  await unit.shows([b, c]);
  await new Unit(page, "up-sell").shows([e]);
  expect((await asked(page)).map((skus) => skus.sort())).toEqual([[b, c, d, e]]);
});

test("what is sold out leaves its place to the next one", async ({ page }) => {
  const unit = await open(page, `() => [{ sku: "${b}", inStock: false }, { sku: "${d}", price: 3 }]`);
  await unit.shows([c, d]);
  await expect(price(unit, d)).toContainText("€3.00");
});

test("a feed that shows what is sold out keeps it, but it cannot be added", async ({ page }) => {
  const feed = { ...FEED, "show-out-of-stock": true };
  const unit = await open(page, `() => [{ sku: "${b}", inStock: false }]`, { feed });
  await unit.shows([b, c]);
  await expect(unit.card(b).getByRole("checkbox")).toHaveCount(0);
  await expect(unit.card(c).getByRole("checkbox")).toHaveCount(1);
});

test("where everything is sold out the fallback stays", async ({ page, heard }) => {
  const unit = await open(page, "(skus) => skus.map((sku) => ({ sku, inStock: false }))");
  await unit.givesRoomBack();
  await unit.showsFallback();
  expect(await heard.codes()).toEqual([]);
});

test("its price goes before that of the customer's group", async ({ page }) => {
  const unit = await open(page, `() => [{ sku: "${b}", price: 9 }]`, {
    body: `<script type="module">kindred.setCustomer({ group: "trade" });</script>` + unitWith(),
  });
  await expect(price(unit, b)).toContainText("€9.00");
});

test("after 300 milliseconds the feed's prices stand, and a late answer moves nothing", async ({ page, heard }) => {
  // The page's time is in the test's hands.
  await page.addInitScript(() => {
    const { setTimeout } = window;
    window.setTimeout = (act, delay, ...rest) =>
      delay === 300 ? (window.endPatience = act) && 1 : setTimeout(act, delay, ...rest);
  });
  const unit = await open(page, "() => told");
  await expect.poll(() => asked(page)).toHaveLength(1);
  await unit.showsFallback();
  await page.evaluate(() => window.endPatience());
  await unit.shows([b, c]);
  await expect(price(unit, b)).toContainText("€10.00");
  const html = () => unit.host.evaluate((host) => host.shadowRoot.innerHTML);
  const before = await html();
  await page.evaluate((sku) => window.answer([{ sku, price: 1, inStock: false }]), b);
  expect(await html()).toBe(before);
  expect(await heard.events("kindred:render")).toHaveLength(1);
  // It counts when the unit selects again.
  await unit.host.evaluate((host) => host.setAttribute("heading", "Again"));
  await unit.shows([c, d]);
  expect(await asked(page)).toHaveLength(1);
});

test("a function that never answers does not keep the cards away", async ({ page, heard }) => {
  const unit = await open(page, "() => told");
  await unit.shows([b, c]);
  expect(heard.warnings).toEqual([]);
});

test("cards that stay are not asked about again when others come", async ({ page }) => {
  const unit = await open(page, "(skus) => skus.map((sku) => ({ sku, price: 5 }))", {
    body: unitWith().replace('limit="2"', 'limit="1"'),
  });
  await unit.shows([b]);
  await unit.host.evaluate((host) => host.setAttribute("limit", "2"));
  await unit.shows([b, c]);
  await expect(price(unit, c)).toContainText("€5.00");
  expect(await asked(page)).toEqual([[b, c], [d, e]]);
});

test("another function is asked anew, and without one the feed alone counts", async ({ page }) => {
  const unit = await open(page, `() => [{ sku: "${b}", price: 9 }]`);
  await expect(price(unit, b)).toContainText("€9.00");
  await page.evaluate((sku) => window.kindred.setOverlay(async () => [{ sku, price: 8 }]), b);
  await expect(price(unit, b)).toContainText("€8.00");
  await page.evaluate(() => window.kindred.setOverlay());
  await expect(price(unit, b)).toContainText("€10.00");
});

test("what an earlier function says late is nobody's", async ({ page }) => {
  const unit = await open(page, "() => told");
  await expect.poll(() => asked(page)).toHaveLength(1);
  await page.evaluate((sku) => window.kindred.setOverlay(() => [{ sku, price: 8 }]), b);
  await unit.shows([b, c]);
  await page.evaluate((sku) => window.answer([{ sku, price: 1 }]), b);
  await unit.host.evaluate((host) => host.setAttribute("heading", "Again"));
  await expect(unit.heading).toHaveText("Again");
  await expect(price(unit, b)).toContainText("€8.00");
});

for (const { what, overlay, says } of [
  { what: "throws", overlay: `() => { throw new Error("no prices today"); }`, says: /no prices today/ },
  { what: "fails", overlay: `async () => { throw new Error("no prices today"); }`, says: /no prices today/ },
  { what: "says nothing", overlay: "() => {}", says: /expected a list, found null/ },
  { what: "says something else", overlay: `() => ({ ${JSON.stringify(b)}: 5 })`, says: /expected a list, found an object/ },
  {
    what: "says what JSON cannot",
    overlay: "(skus) => { const list = [skus]; list.push(list); return list; }",
    says: /circular/,
  },
  { what: "forgets a SKU", overlay: "() => [{ price: 2 }]", says: /\[0\]\.sku: expected a text, found nothing/ },
  {
    what: "names a stock that is none",
    overlay: `() => [{ sku: "${b}", price: 1, inStock: "yes" }]`,
    says: /\[0\]\.inStock: expected true or false, found a text/,
  },
  {
    what: "names a price that no shop has",
    overlay: `() => [{ sku: "${b}", price: "12,50" }]`,
    says: /\[0\]\.price: expected an amount such as 12\.50, found a text/,
  },
  { what: "lists no objects", overlay: `() => ["${b}"]`, says: /\[0\]: expected an object, found a text/ },
  {
    what: "names a negative price",
    overlay: `() => [{ sku: "${c}", price: 6 }, { sku: "${b}", price: -1, inStock: false }]`,
    says: /\[1\]\.price: expected an amount such as 12\.50, found a number/,
  },
]) {
  test(`a function that ${what} costs one line on the console, and the feed stands`, async ({ page, heard }) => {
    const unit = await open(page, overlay);
    await unit.shows([b, c]);
    await expect(price(unit, b)).toContainText("€10.00");
    await expect(price(unit, c)).toContainText(what === "names a negative price" ? "€6.00" : "€10.00");
    expect(heard.warnings).toEqual([expect.stringMatching(/^kindred: overlay: /)]);
    expect(heard.warnings[0]).toMatch(says);
    // Nor is there a second line for a second failure.
    await unit.host.evaluate((host) => host.setAttribute("limit", "3"));
    await unit.shows([b, c, d]);
    expect(heard.warnings).toHaveLength(1);
    expect(await heard.codes()).toEqual([]);
  });
}

test("answers about products that nobody asked for count for nothing", async ({ page }) => {
  const unit = await open(page, `() => [{ sku: "nobody", price: 1 }, { sku: "${a}", inStock: false }]`);
  await unit.shows([b, c]);
});

test("a cart that changes is not kept waiting for long", async ({ page }) => {
  await open(page, "(skus) => skus.map((sku) => ({ sku, price: 5 }))", {
    body: `<kindred-cross-sell limit="1"></kindred-cross-sell><script type="module">kindred.setCart(["${a}"]);</script>`,
  });
  const unit = new Unit(page, "cross-sell");
  await unit.shows([b]);
  await expect(price(unit, b)).toContainText("€5.00");
  await page.evaluate((skus) => window.kindred.setCart(skus), [b, a]);
  await unit.shows([c]);
  await expect(price(unit, c)).toContainText("€5.00");
});
