// What a merchant sets for a unit: filters, stock, bundles, and products that another unit of the page shows.

import { expect, test } from "./test.mjs";
import { linkedSkus, manySkus, smallFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { DEMO, feedOf, onEachSite } from "./sites.mjs";
import { FALLBACK, openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c, d, e] = manySkus(5);
const is = (attribute, value) => ({ attribute, operator: "is", value });

/** The related products of `a`: linked ones, and behind them what a rule brings. */
const SHOP = [
  { sku: a, price: 20, related: [b, c] },
  { sku: b, price: 12, categories: ["Cups/Large"], "low-stock": true },
  { sku: c, price: 40, categories: ["Pots"], type: "virtual", attributes: { visibility: "search" } },
  { sku: d, price: 15, categories: ["Cups"] },
  { sku: e, price: 22.5, categories: ["Pots"] },
];
const RULES = [{ name: "All", relation: "related", display: { attribute: "sku", operator: "()", value: [d, e] } }];
const feedWith = (settings, products = SHOP, rest = {}) =>
  smallFeed(products, { rules: RULES, units: { related: settings }, ...rest });

const UNIT = `<kindred-related sku="${a}">${FALLBACK}</kindred-related>`;

async function open(page, feed, body = UNIT) {
  await openSmallPage(page, { feed, body });
  return new Unit(page, "related");
}

const price = (operator, operand) => ({ attribute: "price", operator, ...operand });
const matched = (rest) => ({ matched: "price", ...rest });

for (const { what, settings, shown } of [
  { what: "no filter", settings: {}, shown: [b, c, d, e] },
  { what: "only one category, with those below it", settings: { include: [is("category", "Cups")] }, shown: [b, d] },
  { what: "any category but one", settings: { exclude: [is("category", "Cups")] }, shown: [c, e] },
  {
    what: "two inclusions, which must both hold",
    settings: { include: [is("category", "Cups"), price("less than", { value: 15 })] },
    shown: [b],
  },
  {
    what: "two exclusions, of which one is enough",
    settings: { exclude: [is("category", "Cups"), is("sku", e)] },
    shown: [c],
  },
  {
    what: "an inclusion and an exclusion",
    settings: { include: [is("category", "Cups")], exclude: [is("sku", b)] },
    shown: [d],
  },
  { what: "no product of which few are left", settings: { exclude: [is("low-stock", true)] }, shown: [c, d, e] },
  { what: "no virtual product", settings: { exclude: [is("type", "virtual")] }, shown: [b, d, e] },
  { what: "nothing that only a search finds", settings: { exclude: [is("visibility", "search")] }, shown: [b, d, e] },
  {
    what: "a price within bounds",
    settings: { include: [price(">=", { value: 15 }), price("<=", { value: 22.5 })] },
    shown: [d, e],
  },
  {
    what: "at most the viewed price and 2.50",
    settings: { include: [price("<=", matched({ plus: 2.5 }))] },
    shown: [b, d, e],
  },
  {
    what: "a quarter below the viewed price to a quarter above it",
    settings: { include: [price(">=", matched({ percent: 75 })), price("<=", matched({ percent: 125 }))] },
    shown: [d, e],
  },
  {
    what: "conditions within conditions",
    settings: { include: [{ any: [is("sku", b), { all: [is("category", "Pots"), is("type", "simple")] }] }] },
    shown: [b, e],
  },
]) {
  test(`a unit that takes ${what} shows nothing else, linked or not`, async ({ page }) => {
    await (await open(page, feedWith(settings))).shows(shown);
  });
}

test("a filter that nothing passes leaves the fallback, without an error", async ({ page, heard }) => {
  const unit = await open(page, feedWith({ include: [is("category", "Spoons")] }));
  await unit.showsFallback();
  await unit.givesRoomBack();
  expect(await heard.codes()).toEqual([]);
});

test("a filter beside the viewed product's price lets nothing through where that has none", async ({ page, heard }) => {
  const products = SHOP.map((product) => (product.sku === a ? { ...product, price: undefined } : product));
  for (const settings of [
    { include: [price("<=", matched({ percent: 200 }))] },
    { exclude: [price(">", matched())] },
    { exclude: [{ any: [is("sku", "nobody"), price(">", matched({ plus: 5 }))] }] },
  ]) {
    const unit = await open(page, feedWith(settings, products));
    await unit.showsFallback();
    await unit.givesRoomBack();
  }
  expect(await heard.codes()).toEqual([]);
  await (await open(page, feedWith({}, products))).shows([b, c, d, e]);
});

test("a unit that is switched off shows nothing", async ({ page, heard }) => {
  const unit = await open(page, feedWith({ active: false }));
  await unit.showsFallback();
  expect(await heard.codes()).toEqual([]);
});

test("what is sold out shows where the feed says so, and cannot be added", async ({ page }) => {
  const products = SHOP.map((product) => (product.sku === b ? { ...product, "in-stock": false } : product));
  await (await open(page, feedWith({}, products))).shows([c, d, e]);
  const unit = await open(page, feedWith({}, products, { "show-out-of-stock": true }));
  await unit.shows([b, c, d, e]);
  await expect(unit.card(b).getByRole("checkbox")).toHaveCount(0);
  await expect(unit.card(c).getByRole("checkbox")).toHaveCount(1);
});

test.describe("bundles", () => {
  const bundle = (sku, ...contains) => ({ sku, type: "bundle", contains });
  const products = [
    { sku: a, "up-sell": [b], variants: ["A-1-L"] },
    b,
    bundle("box", a, b),
    bundle("crate", "A-1-L"),
    bundle("chest", b),
    { sku: "set", type: "grouped", contains: [a] },
    bundle("sold out", a),
    "A-1-L",
  ].map((product) => (product.sku === "sold out" ? { ...product, "in-stock": false } : product));
  const body = `<kindred-up-sell sku="${a}">${FALLBACK}</kindred-up-sell>`;

  for (const { settings, shown } of [
    { settings: {}, shown: [b, "box", "crate"] },
    { settings: { bundles: 1 }, shown: [b, "box"] },
    { settings: { bundles: 0 }, shown: [b] },
    { settings: { limit: 2 }, shown: [b, "box"] },
    { settings: { show: "selected" }, shown: [b, "box", "crate"] },
    { settings: { show: "rules" }, shown: [] },
    { settings: { exclude: [is("sku", "box")], bundles: 1 }, shown: [b, "crate"] },
  ]) {
    test(`up-sells with ${JSON.stringify(settings)} take ${shown.length - 1} of them at the most`, async ({ page }) => {
      await openSmallPage(page, { feed: smallFeed(products, { units: { "up-sell": settings } }), body });
      const unit = new Unit(page, "up-sell");
      if (shown.length) await unit.shows(shown);
      else await unit.givesRoomBack();
    });
  }

  test("only up-sells do", async ({ page }) => {
    const units = `<kindred-related sku="${b}">${FALLBACK}</kindred-related>
      <kindred-cross-sell cart="${b}">${FALLBACK}</kindred-cross-sell><kindred-up-sell sku="${b}"></kindred-up-sell>`;
    await openSmallPage(page, { feed: smallFeed(products), body: units });
    await new Unit(page, "up-sell").shows(["box", "chest"]);
    for (const relation of ["related", "cross-sell"]) await new Unit(page, relation).givesRoomBack();
  });

  onEachSite(
    (site) => {
      test("the demo's basil seed is in two boxes, of which one shows behind the grown basil", async ({ page }) => {
        const feed = await feedOf(site);
        const boxes = feed.products.filter(({ contains }) => contains?.includes("SD-101")).map(({ sku }) => sku);
        expect(boxes).toEqual(["SD-401", "SD-402"]);
        const { related, upSell } = new ProductPage(page);
        await new ProductPage(page).open(site, "SD-101");
        const expected = [...linkedSkus(feed, "up-sell", ["SD-101"], await related.shown()), "SD-401"];
        await expect.poll(async () => (await upSell.skus()).slice(0, expected.length)).toEqual(expected);
        expect(await upSell.skus()).not.toContain("SD-402");
      });
    },
    [DEMO],
  );
});

test.describe("products that another unit shows", () => {
  const products = [
    { sku: a, related: [b, c], "up-sell": [b, c, d], "cross-sell": [c, d, e] },
    b,
    c,
    d,
    e,
  ];
  const unit = (relation) =>
    `<kindred-${relation} ${relation === "cross-sell" ? "cart" : "sku"}="${a}">${FALLBACK}</kindred-${relation}>`;
  const units = (page) => ["related", "up-sell", "cross-sell"].map((relation) => new Unit(page, relation));

  test("drop out, in the order of the document", async ({ page }) => {
    await openSmallPage(page, {
      feed: smallFeed(products),
      body: unit("related") + unit("up-sell") + unit("cross-sell"),
    });
    const [related, upSell, crossSell] = units(page);
    await related.shows([b, c]);
    await upSell.shows([d]);
    await crossSell.shows([e]);
    await openSmallPage(page, {
      feed: smallFeed(products),
      body: unit("cross-sell") + unit("up-sell") + unit("related"),
    });
    await crossSell.shows([c, d, e]);
    await upSell.shows([b]);
    await related.givesRoomBack();
  });

  test("come back when the earlier unit lets go of them, and go when a unit arrives before", async ({ page }) => {
    const body = `<main></main>${unit("up-sell")}${unit("cross-sell")}`;
    await openSmallPage(page, { feed: smallFeed(products), body });
    const [related, upSell, crossSell] = units(page);
    await upSell.shows([b, c, d]);
    await crossSell.shows([e]);
    await page.evaluate((html) => (document.querySelector("main").innerHTML = html), unit("related"));
    await related.shows([b, c]);
    await upSell.shows([d]);
    await related.host.evaluate((host) => host.setAttribute("limit", "1"));
    await related.shows([b]);
    await upSell.shows([c, d]);
    await related.host.evaluate((host) => host.remove());
    await upSell.shows([b, c, d]);
    await crossSell.shows([e]);
  });

  test("stay where the later unit is set to show them", async ({ page }) => {
    const feed = smallFeed(products, { units: { "cross-sell": { "show-repeated": true } } });
    await openSmallPage(page, { feed, body: unit("related") + unit("up-sell") + unit("cross-sell") });
    const [related, upSell, crossSell] = units(page);
    await related.shows([b, c]);
    await upSell.shows([d]);
    await crossSell.shows([c, d, e]);
  });

  test("drop out of a second unit of the same relation too", async ({ page }) => {
    const body = `<kindred-related sku="${a}" limit="1"></kindred-related>
      <kindred-related sku="${a}"></kindred-related>`;
    await openSmallPage(page, { feed: smallFeed(products), body });
    await new Unit(page, "related:nth-of-type(1)").shows([b]);
    await new Unit(page, "related:nth-of-type(2)").shows([c]);
  });
});
