// Rules: they fill up behind the links, in order of priority, on the days they are for.

import { expect, test } from "./test.mjs";
import { limitOf, linkedSkus, serveFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { DEMO, LUMA, feedOf, onEachSite } from "./sites.mjs";

/** A rule for every product page that shows products whose SKU is one of these. */
function ruleShowing(skus, rest = {}) {
  const display = { attribute: "sku", operator: "is one of", value: skus };
  return { name: "A rule of the test's own", relation: "related", ...rest, display: { all: [display] } };
}

/** SKUs that a rule may bring to the page of a product: no link of its own brings them. */
async function strangers(site, sku, n) {
  const feed = await feedOf(site);
  const known = [sku, ...linkedSkus(feed, "related", [sku])];
  const may = ({ sku, visible = true, "in-stock": inStock = true }) => visible && inStock && !known.includes(sku);
  return feed.products
    .filter(may)
    .slice(0, n)
    .map((product) => product.sku);
}

onEachSite((site) => {
  test("rules fill up behind the links, up to the unit's limit, without showing anything twice", async ({ page }) => {
    const feed = await feedOf(site);
    const linked = linkedSkus(feed, "related", [site.simple]);
    const others = await strangers(site, site.simple, 20);
    const rules = [ruleShowing([...linked, ...others, site.simple])];
    await serveFeed(page, { ...feed, rules, units: {} });
    await new ProductPage(page).open(site, site.simple);
    await new ProductPage(page).related.shows([...linked, ...others].slice(0, limitOf({}, "related")));
  });

  test("rules speak in order of priority, each up to its own limit", async ({ page }) => {
    const feed = await feedOf(site);
    const linked = linkedSkus(feed, "related", [site.simple]);
    const [a, b, c] = await strangers(site, site.simple, 3);
    const rules = [ruleShowing([a], { priority: 3 }), ruleShowing([b, c], { priority: 2, limit: 1 })];
    await serveFeed(page, { ...feed, rules, units: {} });
    await new ProductPage(page).open(site, site.simple);
    await new ProductPage(page).related.shows([...linked, b, a]);
  });

  // The window begins and ends at midnight in the store's time zone, wherever the shopper is.
  for (const { when, now, shown } of [
    { when: "a minute before its first day", now: "2027-02-14T22:59:00Z", shown: false },
    { when: "a minute into its first day", now: "2027-02-14T23:01:00Z", shown: true },
    { when: "in the last minute of its last day", now: "2027-05-31T21:59:00Z", shown: true },
    { when: "a minute after its last day", now: "2027-05-31T22:01:00Z", shown: false },
  ]) {
    test(`a dated rule ${shown ? "speaks" : "is silent"} ${when}`, async ({ page }) => {
      const feed = await feedOf(site);
      const linked = linkedSkus(feed, "related", [site.simple]);
      const [seasonal] = await strangers(site, site.simple, 1);
      const rules = [ruleShowing([seasonal], { from: "2027-02-15", to: "2027-05-31" })];
      await page.clock.setFixedTime(now);
      await serveFeed(page, { ...feed, "time-zone": "Europe/Copenhagen", rules });
      await new ProductPage(page).open(site, site.simple);
      await new ProductPage(page).related.shows(shown ? [...linked, seasonal] : linked);
    });
  }

  test("a unit that is set to rules alone shows no links, and one set to selected products no rules", async ({
    page,
  }) => {
    const feed = await feedOf(site);
    const linked = linkedSkus(feed, "related", [site.simple]);
    const [other] = await strangers(site, site.simple, 1);
    const rules = [ruleShowing([other])];
    for (const [show, skus] of [
      ["rules", [other]],
      ["selected", linked],
    ]) {
      await serveFeed(page, { ...feed, rules, units: { ...feed.units, related: { limit: 6, show } } });
      await new ProductPage(page).open(site, site.simple);
      await new ProductPage(page).related.shows(skus);
    }
  });
});

onEachSite(
  (site) => {
    for (const { sku, skus } of [
      { sku: "24-UG01", skus: ["24-WG085_Group", "24-UG04", "24-UG05", "24-WG080", "24-UG03"] },
      // Nothing is linked to these: of the three watches that cost less, and of the two.
      { sku: "24-MB02", skus: ["24-MG04", "24-MG01", "24-MG03"] },
      { sku: "24-MB05", skus: ["24-MG04", "24-WG09"] },
    ]) {
      test(`the page of ${sku} shows what the rules beside the Luma catalogue bring`, async ({ page }) => {
        await new ProductPage(page).open(site, sku);
        await new ProductPage(page).related.shows(skus);
      });
    }
  },
  [LUMA],
);

onEachSite(
  (site) => {
    test("behind a plant's up-sells come those of its category that cost no less, as the demo's rule says", async ({
      page,
    }) => {
      const sku = "PL-302";
      const feed = await feedOf(site);
      const { related, upSell } = new ProductPage(page);
      await new ProductPage(page).open(site, sku);
      const shown = await related.shown();
      const linked = linkedSkus(feed, "up-sell", [sku], shown);
      const { price, categories } = feed.products.find((product) => product.sku === sku);
      const isDearer = (product) =>
        product.categories.some((category) => categories.includes(category)) &&
        Number(product.price) >= Number(price) &&
        product["in-stock"] !== false &&
        ![sku, ...linked, ...shown].includes(product.sku);
      const dearer = feed.products.filter(isDearer).map((product) => product.sku);
      expect(dearer.length).toBeGreaterThan(0);
      // Which of them comes first is chance.
      await expect.poll(async () => (await upSell.skus()).slice(linked.length).sort()).toEqual(dearer);
      expect((await upSell.skus()).slice(0, linked.length)).toEqual(linked);
    });
  },
  [DEMO],
);
