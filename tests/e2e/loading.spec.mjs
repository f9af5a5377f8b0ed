// What a page fetches for its units, when, and in what order (design, section 3: loader).

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { onEachSite } from "./sites.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const LOADER = "/kindred/kindred.js";
const GLUE = "/kindred/kindred_widget.js";
const WASM = "/kindred/kindred_widget_bg.wasm";
const FEED = "/kindred-feed/feed.json";

/** Holds back the answer to each request for the path; the returned function lets them go. */
async function hold(page, path) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(`**${path}`, async (route) => {
    await held;
    await route.fallback();
  });
  return release;
}

onEachSite((site) => {
  test("a product page asks once for each of the four files", async ({ page, heard }) => {
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    await productPage.related.shown();
    await page.waitForLoadState("networkidle");
    expect(heard.kindredRequests()).toEqual({ [LOADER]: 1, [GLUE]: 1, [WASM]: 1, [FEED]: 1 });
  });

  test("a page without a unit asks for the loader and nothing else", async ({ page, heard }) => {
    await page.goto("/404.html");
    await expect.poll(() => page.evaluate(() => customElements.get("kindred-related") != null)).toBe(true);
    await page.waitForLoadState("networkidle");
    expect(heard.kindredRequests()).toEqual({ [LOADER]: 1 });
  });

  for (const slow of [FEED, GLUE, WASM]) {
    test(`while ${slow.split("/").at(-1)} is on its way the other files are already asked for`, async ({
      page,
      heard,
    }) => {
      const release = await hold(page, slow);
      const productPage = new ProductPage(page);
      await productPage.open(site, site.simple);
      await expect.poll(() => heard.kindredRequests()).toEqual({ [LOADER]: 1, [GLUE]: 1, [WASM]: 1, [FEED]: 1 });
      expect(await productPage.related.skus()).toEqual([]);
      release();
      await productPage.related.shown();
    });
  }
});

const [a, b] = manySkus(2);
const SMALL = smallFeed([{ sku: a, related: [b] }, b]);
const FAR = `<div style="block-size: 6000px">Far to go</div><kindred-related sku="${a}"></kindred-related>`;

test("a unit far below loads when the page is idle", async ({ page }) => {
  await openSmallPage(page, { feed: SMALL, body: FAR });
  await new Unit(page, "related").shows([b]);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test.describe("on a page that is never idle", () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
  });

  test("a unit far below waits until a shopper comes within 400 pixels of it", async ({ page, heard }) => {
    await openSmallPage(page, { feed: SMALL, body: FAR });
    await page.waitForLoadState("networkidle");
    expect(heard.kindredRequests()).toEqual({ [LOADER]: 1 });
    const top = await page.evaluate(() => document.querySelector("kindred-related").getBoundingClientRect().top);
    const scrollTo = async (distance) => {
      await page.evaluate((y) => scrollTo(0, y), top - 900 - distance);
      // Two frames: in the first the observer measures, in the second it has told.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    };
    await scrollTo(450);
    expect(heard.kindredRequests()).toEqual({ [LOADER]: 1 });
    await scrollTo(350);
    await new Unit(page, "related").shows([b]);
  });

  test("a unit in view loads at once", async ({ page }) => {
    await openSmallPage(page, { feed: SMALL, body: `<kindred-related sku="${a}"></kindred-related>` });
    await new Unit(page, "related").shows([b]);
  });
});

test("the feed's address counts from the page, and a page's base", async ({ page, heard }) => {
  const script = '<script type="module" src="/kindred/kindred.js" data-feed="shop/feed.json"></script>';
  await page.route("**/elsewhere/shop/feed.json", (route) => route.fulfill({ json: SMALL }));
  const head = '<base href="/elsewhere/">';
  await openSmallPage(page, { head, script, body: `<kindred-related sku="${a}"></kindred-related>` });
  await new Unit(page, "related").shows([b]);
  expect(heard.requests).toContain("/elsewhere/shop/feed.json");
});
