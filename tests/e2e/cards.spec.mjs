// What a card says of its product, and what a page's author can leave out of it.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c] = manySkus(3);
const PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/%3E";

/** One unit about `a`, whose cards are these products; the page may have further attributes for the element. */
async function open(page, products, { relation = "related", attributes = "", feed = {} } = {}) {
  const others = products.map((product, place) => ({ sku: manySkus(9)[place + 1], ...product }));
  const skus = others.map(({ sku }) => sku);
  const anchor = { sku: a, [relation]: skus };
  const anchorage = relation === "cross-sell" ? `cart="${a}"` : `sku="${a}"`;
  const body = `<kindred-${relation} ${anchorage} ${attributes}></kindred-${relation}>`;
  await openSmallPage(page, { feed: smallFeed([anchor, ...others], feed), body });
  const unit = new Unit(page, relation);
  await unit.shows(skus);
  return unit;
}

const part = (card, name) => card.locator(`[part~="${name}"]`);

for (const { now, was, text } of [
  { now: "7.99", was: 10, text: "-20%" },
  { now: "6.67", was: 10, text: "-33%" },
  { now: "0.01", was: "9999999999.99", text: "-99%" },
]) {
  test(`a price of ${now} that was ${was} is reduced by ${text}`, async ({ page }) => {
    const unit = await open(page, [{ price: now, "regular-price": was }]);
    await expect(part(unit.card(b), "discount")).toHaveText(text);
  });
}

test("a price that is lower by less than one per cent has no discount to show", async ({ page }) => {
  const unit = await open(page, [{ price: "9.99", "regular-price": 10 }]);
  await expect(unit.card(b).locator("s")).toHaveText("Was €10.00");
  await expect(part(unit.card(b), "discount")).toHaveCount(0);
});

test("a product whose variants cost more than its price says from where its prices begin", async ({ page }) => {
  const unit = await open(page, [{ price: 12, "price-to": 20 }, { price: 12, "price-to": 12 }]);
  await expect(part(unit.card(b), "price")).toHaveText("From €12.00");
  await expect(part(unit.card(c), "price")).toHaveText("€12.00");
});

test("badges stand on the picture, and are text whatever they say", async ({ page }) => {
  const unit = await open(page, [{ badges: ["New", "<b>Bold</b>"] }, {}]);
  await expect(part(unit.card(b), "badge")).toHaveText(["New", "<b>Bold</b>"]);
  await expect(part(unit.card(c), "badges")).toHaveCount(0);
  const [frame, badge] = await Promise.all(
    ["frame", "badge"].map((name) => part(unit.card(b), name).first().boundingBox()),
  );
  expect(badge.y).toBeGreaterThanOrEqual(frame.y);
  expect(badge.y + badge.height).toBeLessThan(frame.y + frame.height);
});

test("badges are no part of the link's name, and a click on one is a click on the link", async ({ page }) => {
  const unit = await open(page, [{ badges: ["New"] }]);
  await expect(unit.card(b).getByRole("link", { name: `Product ${b}`, exact: true })).toBeVisible();
  const { x, y, width, height } = await part(unit.card(b), "badge").boundingBox();
  await page.route("**/p/*", (route) => route.fulfill({ contentType: "text/html", body: "The product" }));
  await page.mouse.click(x + width / 2, y + height / 2);
  await expect(page).toHaveURL(new RegExp(`/p/${b}$`));
});

for (const { rating, reviews, name, count, filled } of [
  { rating: 4.6, reviews: 12, name: "4.6 out of 5, 12 reviews", count: "12", filled: 46 },
  { rating: "3.25", reviews: 1, name: "3.3 out of 5, 1 review", count: "1", filled: 33 },
  { rating: 5, name: "5 out of 5", filled: 50 },
]) {
  test(`a rating of ${rating} is heard as "${name}"`, async ({ page }) => {
    const unit = await open(page, [{ rating, ...(reviews && { reviews }) }]);
    await expect(unit.card(b).getByRole("img", { name, exact: true })).toBeVisible();
    const stars = part(unit.card(b), "stars");
    expect(await stars.evaluate((stars) => stars.style.getPropertyValue("--_rating"))).toBe(String(filled));
    await expect(part(unit.card(b), "reviews")).toHaveText(count ? [count] : []);
  });
}

for (const rating of [6, -1, "good", null]) {
  test(`a rating of ${rating} is left out, and the product shows`, async ({ page }) => {
    const unit = await open(page, [{ rating }]);
    await expect(part(unit.card(b), "name")).toBeVisible();
    await expect(part(unit.card(b), "rating")).toHaveCount(0);
  });
}

test("what is left of a product is said where it is little or nothing", async ({ page }) => {
  const feed = { "show-out-of-stock": true };
  const unit = await open(page, [{ "low-stock": true }, { "in-stock": false, "low-stock": true }, {}], { feed });
  await expect(part(unit.card(b), "stock")).toHaveText("Only a few left");
  await expect(part(unit.card(c), "stock")).toHaveText("Out of stock");
  await expect(part(unit.card(manySkus(4)[3]), "stock")).toHaveCount(0);
});

for (const relation of ["related", "cross-sell"]) {
  test(`a product with options says how many, and ${relation} leads to its page`, async ({ page }) => {
    const products = [{ type: "configurable", options: 3 }, { options: 1 }];
    const unit = await open(page, products, { relation });
    const card = unit.card(b);
    await expect(part(card, "options")).toHaveText("3 options");
    const link = card.getByRole("link", { name: `Choose options Product ${b}` });
    await expect(link).toHaveAttribute("href", `/p/${b}`);
    await expect(card.getByRole("checkbox")).toHaveCount(0);
    await expect(part(unit.card(c), "options")).toHaveCount(0);
    await expect(unit.card(c).getByRole("link")).toHaveCount(1);
  });

  test(`what cannot be bought offers nothing to choose in ${relation}`, async ({ page }) => {
    const feed = { "show-out-of-stock": true };
    const unit = await open(page, [{ "in-stock": false }], { relation, feed });
    await expect(unit.card(b).getByRole("link")).toHaveCount(1);
    await expect(unit.card(b).locator("button, input")).toHaveCount(0);
  });
}

test("the rows of all cards are in line, whatever each has to say", async ({ page }) => {
  const products = [
    { name: "Cup", rating: 4, options: 2, type: "configurable" },
    { name: "A cup with a name that is much too long for a single line of a card of this width" },
  ];
  const unit = await open(page, products);
  const tops = (name) => unit.track.locator(`[part="${name}"]`).evaluateAll((parts) =>
    parts.map((part) => Math.round(part.getBoundingClientRect().top)));
  const [one, other] = await tops("prices");
  expect(one).toBe(other);
  const buttons = await unit.cards.evaluateAll((cards) =>
    cards.map((card) => Math.round(card.lastElementChild.getBoundingClientRect().bottom)));
  expect(buttons[0]).toBe(buttons[1]);
});

test("a unit in which no card has details has no row for them", async ({ page }) => {
  const gap = async (unit) => {
    const [name, prices] = await Promise.all(["name", "prices"].map((name) => part(unit.card(b), name).boundingBox()));
    return Math.round(prices.y - name.y - name.height);
  };
  const without = await gap(await open(page, [{}]));
  const withDetails = await gap(await open(page, [{}, { rating: 3 }]));
  expect(without).toBeLessThan(2);
  expect(withDetails).toBeGreaterThan(20);
});

test("a second picture is asked for when a pointer comes, and not before", async ({ page, heard }) => {
  const svg = { contentType: "image/svg+xml", body: decodeURIComponent(PICTURE.split(",")[1]) };
  await page.route("**/pictures/*", (route) => route.fulfill(svg));
  const unit = await open(page, [{ image: "/pictures/one.svg", "image-2": "/pictures/two.svg" }]);
  const asked = () => heard.requests.filter((path) => path.startsWith("/pictures/"));
  await expect.poll(asked).toEqual(["/pictures/one.svg"]);
  await part(unit.card(b), "name").hover();
  await expect(part(unit.card(b), "picture-2")).toBeVisible();
  await expect.poll(asked).toEqual(["/pictures/one.svg", "/pictures/two.svg"]);
  await page.mouse.move(0, 0);
  await expect(part(unit.card(b), "picture-2")).toBeHidden();
});

test("a second picture that cannot be had leaves the first one there", async ({ page }) => {
  await page.route("**/missing.svg", (route) => route.fulfill({ status: 404 }));
  const unit = await open(page, [{ image: PICTURE, "image-2": "/missing.svg" }]);
  await part(unit.card(b), "name").hover();
  await expect(part(unit.card(b), "picture-2")).toBeHidden();
  await expect(part(unit.card(b), "picture")).toBeVisible();
});

test("a second picture with a harmful address is left out", async ({ page }) => {
  const unit = await open(page, [{ "image-2": "javascript:alert(1)" }]);
  await expect(part(unit.card(b), "picture-2")).toHaveCount(0);
});

test.describe("where nothing hovers", () => {
  test.use({ hasTouch: true, isMobile: true });

  test("a second picture is never asked for", async ({ page, heard }) => {
    const unit = await open(page, [{ image: PICTURE, "image-2": "/pictures/two.svg", url: "#here" }]);
    await unit.card(b).locator("a").first().tap();
    await expect(page).toHaveURL(/#here$/);
    expect(heard.requests).not.toContain("/pictures/two.svg");
  });
});

const EVERYTHING = {
  image: PICTURE, price: 8, "regular-price": 10, badges: ["New"], rating: 4, reviews: 2, options: 2, "low-stock": true,
};
for (const { name, relation = "related", hides } of [
  { name: "picture", hides: "[part=frame]" },
  { name: "price", hides: "[part=prices]" },
  { name: "badge", hides: "[part~=badge]" },
  { name: "rating", hides: "[part=rating]" },
  { name: "stock", hides: "[part~=stock]" },
  { name: "options", hides: "[part=options]" },
  { name: "tick", hides: "[part=tick], [part=tick-all]" },
  { name: "button", relation: "cross-sell", hides: "[part=button]" },
  { name: "heading", hides: "[part=heading]" },
]) {
  test(`hide="${name}" takes it off every card, and nothing else`, async ({ page }) => {
    const unit = await open(page, [EVERYTHING], { relation });
    const all = await visible(unit);
    await unit.host.evaluate((host, name) => host.setAttribute("hide", `something ${name}`), name);
    for (const element of await unit.host.locator(hides).all()) await expect(element).toBeHidden();
    const hidden = await unit.host.locator(hides).evaluateAll((elements) =>
      elements.flatMap((element) => [element, ...element.querySelectorAll("[part]")]).map((one) => one.part.value));
    expect(hidden.length).toBeGreaterThan(0);
    const left = all.filter((part) => !hidden.includes(part));
    // What holds only what is hidden may go with it.
    expect((await visible(unit)).filter((part) => part !== "badges")).toEqual(left.filter((part) => part !== "badges"));
  });
}

/** The parts that have some room on the page. */
const visible = (unit) =>
  unit.host.evaluate((host) =>
    [...host.shadowRoot.querySelectorAll("[part]")]
      .filter((element) => element.getClientRects().length)
      .map((element) => element.part.value),
  );

test("a heading that is hidden still names the unit", async ({ page }) => {
  const unit = await open(page, [{}], { attributes: 'hide="heading" heading="Goes well with it"' });
  await expect(unit.heading).toBeHidden();
  await expect(unit.host.getByRole("region", { name: "Goes well with it" })).toBeVisible();
});
