// The demo with its feed in one piece and in chunks: nobody can tell which is which, but by what is fetched.

import { expect, test } from "./test.mjs";
import { ProductPage, fillCart } from "./shop.mjs";
import { CHUNKED, DEMO, feedOf } from "./sites.mjs";

// A visit's throw of the dice, so that what stands in no certain order stands in the same one.
test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => sessionStorage.setItem("kindred:seed", "42"));
});

/** Where the pages of these products are, on either site. */
async function pathsOf(skus) {
  const { products } = await feedOf(DEMO);
  return skus.map((sku) => products.find((product) => product.sku === sku).url);
}

/** The unit's cards as they come to rest: the SKUs, and every word on them. */
async function cardsOf(page, unit) {
  await page.waitForLoadState("networkidle");
  return unit.cards.evaluateAll((cards) => cards.map((card) => `${card.dataset.sku}: ${card.innerText}`));
}

test("every product's page shows the same cards", async ({ browser, heard }) => {
  test.setTimeout(300_000);
  const { products } = await feedOf(DEMO);
  const pages = products.filter(({ url }) => url).filter((_, place) => place % 6 === 0);
  expect(pages.length).toBeGreaterThan(10);
  const shown = async (site) => {
    const context = await browser.newContext({ baseURL: site.url });
    await context.addInitScript(() => sessionStorage.setItem("kindred:seed", "42"));
    const page = await context.newPage();
    const all = [];
    for (const { sku } of pages) {
      const productPage = new ProductPage(page);
      await productPage.open(site, sku);
      all.push([sku, await cardsOf(page, productPage.related), await cardsOf(page, productPage.upSell)]);
    }
    await context.close();
    return all;
  };
  expect(await shown(CHUNKED)).toEqual(await shown(DEMO));
  expect(heard.warnings).toEqual([]);
});

test("the cart shows the same cards", async ({ page, browser }) => {
  const cart = await fillCart(page, DEMO, DEMO.cart);
  await cart.crossSell.shown();
  const expected = await cardsOf(page, cart.crossSell);
  const context = await browser.newContext({ baseURL: CHUNKED.url });
  await context.addInitScript(() => sessionStorage.setItem("kindred:seed", "42"));
  const inChunks = await fillCart(await context.newPage(), CHUNKED, CHUNKED.cart);
  await inChunks.crossSell.shown();
  expect(await cardsOf(inChunks.page, inChunks.crossSell)).toEqual(expected);
  await context.close();
});

test("asked why, units answer the same", async ({ browser }) => {
  const answers = async (site) => {
    const context = await browser.newContext({ baseURL: site.url });
    await context.addInitScript(() => sessionStorage.setItem("kindred:seed", "42"));
    const page = await context.newPage();
    await fillCart(page, site, site.cart);
    const all = [];
    for (const path of ["/cart.html", ...(await pathsOf(["PL-101", "PT-205", "SD-101"]))]) {
      await page.goto(`${path}?kindred=explain`);
      await page.waitForLoadState("networkidle");
      const panels = page.getByRole("region", { name: "Why these products" });
      const units = page.locator("kindred-related, kindred-up-sell, kindred-cross-sell, kindred-recommendations");
      await expect(panels).toHaveCount(await units.count());
      all.push(await panels.evaluateAll((regions) => regions.map((region) => region.textContent)));
    }
    await context.close();
    return all;
  };
  expect(await answers(CHUNKED)).toEqual(await answers(DEMO));
});

test("a product page of the feed in chunks asks for three of its files, and for that of the lists of the shop", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: CHUNKED.url });
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const productPage = new ProductPage(page);
  await productPage.open(CHUNKED, CHUNKED.simple);
  await productPage.related.shown();
  await page.waitForLoadState("networkidle");
  const ofFeed = asked.filter((path) => path.startsWith("/kindred-feed/"));
  const ofLists = (path) => path.includes("/list/");
  expect(ofFeed.filter(ofLists)).toEqual([expect.stringMatching(/^\/kindred-feed\/[0-9a-f]{16}\/list\/0\.json$/)]);
  expect(ofFeed.filter((path) => !ofLists(path))).toEqual([
    "/kindred-feed/feed.json",
    expect.stringMatching(/^\/kindred-feed\/[0-9a-f]{16}\/lookup\/\d+\.json$/),
    expect.stringMatching(/^\/kindred-feed\/[0-9a-f]{16}\/chunk\/\d+\.json$/),
  ]);
  await context.close();
});
