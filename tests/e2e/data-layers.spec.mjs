// The data layers: what Kindred tells Google's and Adobe's, held against the fields that their makers document.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { openSmallPage, scriptWith } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c] = manySkus(3);
const FEED = smallFeed([
  { sku: a, "cross-sell": [b, c] },
  { sku: b, price: "7.90", "regular-price": 9.9, "min-quantity": 3 },
  { sku: c, price: undefined },
]);
const UNIT = `<kindred-cross-sell cart="${a}" heading="Take these too"></kindred-cross-sell>`;

/** Checks that an object has what its maker's list requires, of the types it says, and nothing that is not on it. */
function keepsTo(fields, object, what) {
  for (const [name, { type, required }] of Object.entries(fields)) {
    if (required) expect(object, `${what} needs ${name}`).toHaveProperty(name);
    if (object[name] === undefined) continue;
    const types = [type].flat();
    const found = object[name] === null ? "null" : Array.isArray(object[name]) ? "array" : typeof object[name];
    expect(types, `${name} of ${what}`).toContain(found);
  }
  for (const name of Object.keys(object)) expect(Object.keys(fields), `${what} knows no ${name}`).toContain(name);
}

const must = (type) => ({ type, required: true });
const may = (type) => ({ type, required: false });

async function open(page, attributes, { before = "", body = UNIT } = {}) {
  await page.addInitScript(() => {
    for (const name of ["click", "auxclick"]) addEventListener(name, (event) => event.preventDefault());
  });
  await openSmallPage(page, { feed: FEED, body, head: before, script: scriptWith(attributes) });
  const unit = new Unit(page, "cross-sell");
  await unit.shows([b, c]);
  return unit;
}

// developers.google.com/analytics/devguides/collection/ga4/reference/events: the parameters of each event, and those
// of an item, of which the id or the name must be there.
const GA4 = {
  view_item_list: { currency: may("string"), item_list_id: may("string"), item_list_name: may("string"), items: must("array") },
  select_item: { currency: may("string"), item_list_id: may("string"), item_list_name: may("string"), items: must("array") },
  add_to_cart: {
    currency: must("string"),
    value: must("number"),
    item_list_id: may("string"),
    item_list_name: may("string"),
    items: must("array"),
  },
};
const GA4_ITEM = {
  item_id: must("string"),
  item_name: must("string"),
  affiliation: may("string"),
  coupon: may("string"),
  discount: may("number"),
  index: may("number"),
  item_brand: may("string"),
  item_category: may("string"),
  item_list_id: may("string"),
  item_list_name: may("string"),
  item_variant: may("string"),
  location_id: may("string"),
  price: may("number"),
  quantity: may("number"),
};

const LIST = { item_list_id: "cross-sell", item_list_name: "Take these too" };
const ITEM_B = { item_id: b, item_name: `Product ${b}`, index: 0, ...LIST, price: 7.9, discount: 2, quantity: 3 };
const ITEM_C = { item_id: c, item_name: `Product ${c}`, index: 1, ...LIST, quantity: 1 };

const isGa4 = (event, ecommerce) => {
  expect(Object.keys(GA4)).toContain(event);
  keepsTo(GA4[event], ecommerce, event);
  for (const item of ecommerce.items) keepsTo(GA4_ITEM, item, `an item of ${event}`);
};

/** What lies in a data layer of the page. */
const layer = (page, name = "dataLayer") => page.evaluate((name) => window[name] ?? [], name);

test.describe("GA4", () => {
  const EXPECTED = [
    { event: "view_item_list", ecommerce: { ...LIST, currency: "EUR", items: [ITEM_B, ITEM_C] } },
    { event: "select_item", ecommerce: { ...LIST, currency: "EUR", items: [ITEM_C] } },
    { event: "add_to_cart", ecommerce: { ...LIST, currency: "EUR", value: 23.7, items: [ITEM_B] } },
  ];

  async function act(page, unit) {
    await expect.poll(() => page.evaluate(() => window.heardOfKindred.some(({ name }) => name === "kindred:view"))).toBe(true);
    await unit.card(c).locator("[part=link]").click();
    await unit.card(b).locator("[part=button]").click();
  }

  for (const [attributes, name] of [
    ['data-events="ga4"', "dataLayer"],
    ['data-events="other ga4" data-layer="shopLayer"', "shopLayer"],
  ]) {
    test(`views, clicks and additions are pushed to ${name}, each behind a clean slate`, async ({ page, heard }) => {
      const unit = await open(page, attributes);
      await act(page, unit);
      const pushed = await layer(page, name);
      expect(pushed).toEqual(EXPECTED.flatMap((event) => [{ ecommerce: null }, event]));
      for (const { event, ecommerce } of pushed.filter(({ event }) => event)) isGa4(event, ecommerce);
      // A script that is not there costs a line, and nothing else.
      const missing = heard.warnings.filter((line) => line.includes("/events/other.js"));
      expect(missing).toHaveLength(attributes.includes("other") ? 1 : 0);
    });
  }

  const GTAG = "<script>window.calls = []; function gtag(...words) { calls.push(words); }</script>";

  test("a page with gtag.js alone gets calls of it", async ({ page }) => {
    const unit = await open(page, 'data-events="ga4"', { before: GTAG });
    await act(page, unit);
    const calls = await page.evaluate(() => window.calls);
    expect(calls).toEqual(EXPECTED.map(({ event, ecommerce }) => ["event", event, ecommerce]));
    expect(await layer(page)).toEqual([]);
  });

  test("a Tag Manager that brings its own gtag reads the data layer", async ({ page }) => {
    const manager = `${GTAG}<script>window.google_tag_manager = { "GTM-ABCDEF": {} }; window.dataLayer = [{ earlier: 1 }];</script>`;
    const unit = await open(page, 'data-events="ga4"', { before: manager });
    await act(page, unit);
    expect(await page.evaluate(() => window.calls)).toEqual([]);
    expect((await layer(page)).map(({ event }) => event).filter(Boolean)).toEqual(EXPECTED.map(({ event }) => event));
    expect((await layer(page))[0]).toEqual({ earlier: 1 });
  });
});

// The types of @adobe/magento-storefront-events-sdk (github.com/adobe/commerce-events, types/schemas), and its events.
const ADOBE_UNIT = {
  unitId: must("string"),
  unitName: must("string"),
  unitType: must("string"),
  searchTime: must("number"),
  totalProducts: must("number"),
  primaryProducts: must("number"),
  backupProducts: must("number"),
  products: must("array"),
  pagePlacement: must(["string", "null"]),
  typeId: must("string"),
  yOffsetTop: may(["number", "null"]),
  yOffsetBottom: may(["number", "null"]),
};
const ADOBE_PRODUCT = {
  rank: must("number"),
  score: must("number"),
  sku: must("string"),
  name: must("string"),
  productId: must("number"),
  shortDescription: may(["string", "null"]),
  type: must("string"),
  visibility: must("string"),
  categories: must("array"),
  weight: must("number"),
  currency: may("string"),
  url: must("string"),
  prices: may("object"),
  queryType: must("string"),
};
const ADOBE_PRICE = {
  final: must("number"),
  finalAdjustments: must("array"),
  regular: must("number"),
  regularAdjustments: must("array"),
};

/** As much of Adobe's client data layer as takes what is pushed: objects are merged, functions are called with it. */
const ACDL = `<script>
  window.adobeDataLayer = [];
  const state = { pageContext: { pageType: "Cart" } };
  window.pushed = [];
  adobeDataLayer.getState = () => structuredClone(state);
  adobeDataLayer.push = (what) => {
    if (typeof what === "function") return what(adobeDataLayer);
    const { event, eventInfo, ...rest } = what;
    if (event) window.pushed.push(structuredClone({ event, eventInfo }));
    Object.assign(state, rest);
  };
</script>`;

test.describe("Adobe", () => {
  const events = (page) => page.evaluate(() => window.pushed);
  const names = async (page) => (await events(page)).map(({ event }) => event);

  test("a unit that renders and is seen, and products that are followed and added, are told with the unit", async ({
    page,
  }) => {
    const unit = await open(page, 'data-events="adobe"', { before: ACDL });
    await expect.poll(() => names(page)).toEqual(["recs-unit-impression-render", "recs-unit-view"]);
    await unit.card(c).locator("[part=link]").click();
    await unit.card(b).locator("[part=button]").click();
    const [render, view, click, add, ...more] = await events(page);
    expect(more).toEqual([]);
    for (const { eventInfo } of [render, view, click, add]) {
      expect(eventInfo).toMatchObject({ unitId: "kindred-cross-sell", pageContext: { pageType: "Cart" } });
      const [told, ...others] = eventInfo.recommendationsContext.units;
      expect(others).toEqual([]);
      keepsTo(ADOBE_UNIT, told, "a unit");
      expect(told).toMatchObject({ unitId: "kindred-cross-sell", unitName: "Take these too", typeId: "cross-sell" });
      expect(told).toMatchObject({ totalProducts: 2, primaryProducts: 2, backupProducts: 0 });
      expect(told.products.map(({ sku, rank }) => [sku, rank])).toEqual([
        [b, 1],
        [c, 2],
      ]);
      for (const product of told.products) keepsTo(ADOBE_PRODUCT, product, "a product");
      const { minimum, maximum } = told.products[0].prices;
      for (const amount of [minimum, maximum]) keepsTo(ADOBE_PRICE, amount, "a price");
      expect(minimum).toMatchObject({ final: 7.9, regular: 9.9 });
    }
    const productOf = ({ eventInfo: { recommendationsContext, productId } }) =>
      recommendationsContext.units[0].products.find((product) => product.productId === productId).sku;
    expect([click.event, productOf(click)]).toEqual(["recs-item-click", c]);
    expect([add.event, productOf(add)]).toEqual(["recs-item-add-to-cart-click", b]);
  });

  test("units of one kind have ids of their own, and those that left are not told of", async ({ page }) => {
    const second = UNIT.replace("<kindred-cross-sell", '<kindred-cross-sell id="below"');
    const third = UNIT.replace("Take these too", "And these");
    await openSmallPage(page, {
      feed: { ...FEED, units: { "cross-sell": { "show-repeated": true } } },
      body: UNIT + second + third,
      head: ACDL,
      script: scriptWith('data-events="adobe"'),
    });
    const ids = async () => {
      const told = await events(page);
      return told.at(-1)?.eventInfo.recommendationsContext.units.map(({ unitId }) => unitId);
    };
    await expect.poll(ids).toEqual(["kindred-cross-sell", "below", "kindred-cross-sell-2"]);
    await page.locator("#below").evaluate((unit) => unit.remove());
    await page.evaluate((skus) => document.querySelector("kindred-cross-sell").setAttribute("cart", skus), [a, b].join());
    await expect.poll(ids).toEqual(["kindred-cross-sell", "kindred-cross-sell-2"]);
  });

  test("each showing is viewed once: again when other cards come", async ({ page }) => {
    const unit = await open(page, 'data-events="adobe"', { before: ACDL });
    await expect.poll(() => names(page)).toContain("recs-unit-view");
    await unit.host.evaluate((host) => host.setAttribute("limit", "1"));
    await unit.shows([b]);
    await unit.host.evaluate((host) => host.setAttribute("limit", "2"));
    await unit.shows([b, c]);
    await expect
      .poll(() => names(page))
      .toEqual([
        "recs-unit-impression-render",
        "recs-unit-view",
        "recs-unit-impression-render",
        "recs-unit-impression-render",
        "recs-unit-view",
      ]);
  });

  test("what is said before Adobe's script is there waits for it", async ({ page }) => {
    await open(page, 'data-events="adobe"');
    const kinds = () => page.evaluate(() => (window.adobeDataLayer ?? []).map((pushed) => typeof pushed));
    await expect.poll(kinds).toEqual(["object", "object", "function", "function"]);
  });
});

test("a page that names no data layer loads none and has none", async ({ page, heard }) => {
  await open(page, "");
  expect(heard.requests.filter((path) => path.startsWith("/kindred/events/"))).toEqual([]);
  expect(await page.evaluate(() => [window.dataLayer, window.adobeDataLayer])).toEqual([undefined, undefined]);
});
