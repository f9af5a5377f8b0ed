// A product page: its related products and its up-sells, as the merchant linked them.

import { expect, test } from "./test.mjs";
import { limitOf, linkedSkus } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { CHUNKED, LUMA, SITES, feedOf, onEachSite } from "./sites.mjs";

onEachSite((site) => {
  for (const sku of site.linked) {
    test(`the page of ${sku} shows what is linked to it first, in link order`, async ({ page }) => {
      const feed = await feedOf(site);
      const productPage = new ProductPage(page);
      await productPage.open(site, sku);
      const shown = [];
      for (const [unit, relation] of [
        [productPage.related, "related"],
        [productPage.upSell, "up-sell"],
      ]) {
        // What the first unit shows the second leaves out.
        const linked = linkedSkus(feed, relation, [sku], shown);
        await expect.poll(async () => (await unit.skus()).slice(0, linked.length)).toEqual(linked);
        shown.push(...(await unit.skus()));
        expect((await unit.skus()).length).toBeLessThanOrEqual(limitOf(feed, relation));
      }
    });
  }

  test("a card shows the product's name, picture and price, and leads to its page", async ({ page }) => {
    const feed = await feedOf(site);
    const { related } = new ProductPage(page);
    await new ProductPage(page).open(site, site.simple);
    const [sku] = linkedSkus(feed, "related", [site.simple]);
    const product = feed.products.find((product) => product.sku === sku);
    const card = related.card(sku);
    await expect(card.locator("[part=name]")).toHaveText(product.name);
    await expect(card.locator("[part=link]")).toHaveAttribute("href", product.url);
    await expect(card.locator("[part=picture]")).toHaveAttribute("src", product.image);
    const price = new Intl.NumberFormat("en", { style: "currency", currency: feed.currency }).format(product.price);
    await expect(card.locator("[part=price]")).toContainText(price);
    await card.locator("[part=link]").click();
    await expect(page).toHaveURL(new URL(product.url, site.url).href);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(product.name);
  });

  test("a unit shows as many cards as its limit allows, the element's before the feed's", async ({ page }) => {
    await new ProductPage(page).open(site, site.simple);
    const { related } = new ProductPage(page);
    const all = await related.shown();
    await related.host.evaluate((host) => host.setAttribute("limit", "2"));
    await related.shows(all.slice(0, 2));
    await related.host.evaluate((host) => host.removeAttribute("limit"));
    await related.shows(all);
  });

  test("each unit says which cards it shows", async ({ page, heard }) => {
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    const skus = await productPage.related.shown();
    const said = await heard.events("kindred:render");
    expect(said).toContainEqual({
      name: "kindred:render",
      unit: "kindred-related",
      detail: expect.objectContaining({ relation: "related", skus }),
    });
    expect(heard.warnings).toEqual([]);
    expect(await heard.codes()).toEqual([]);
  });

  test("the fallback gives way to the cards", async ({ page }) => {
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    await productPage.related.shown();
    await expect(productPage.related.fallback.first()).toBeHidden();
  });
}, [...SITES, CHUNKED]);

onEachSite(
  (site) => {
    // Written down from the sample data by hand, so that the feed is tested along with the page.
    for (const { sku, relation, skus } of [
      { sku: "WS01", relation: "upSell", skus: ["WS02", "WS03", "WS04", "WS06", "WS07", "WS08", "WS10", "WS11"] },
      // Its strap is shown through the set of straps, and its ball has no page at all.
      { sku: "24-UG01", relation: "related", skus: ["24-WG085_Group", "24-UG04", "24-UG05"] },
      // Ten are linked, and eight fit.
      {
        sku: "24-MB04",
        relation: "upSell",
        skus: ["24-MB01", "24-MB02", "24-MB03", "24-MB05", "24-MB06", "24-UB02", "24-WB03", "24-WB04"],
      },
    ]) {
      test(`the page of ${sku} shows what Adobe's sample data links to it`, async ({ page }) => {
        const productPage = new ProductPage(page);
        await productPage.open(site, sku);
        const unit = productPage[relation];
        await expect.poll(async () => (await unit.skus()).slice(0, skus.length)).toEqual(skus);
      });
    }
  },
  [LUMA],
);
