// Nothing on a page moves when the cards come: the units' room is kept before they are there (design, section 6).

import { expect, test } from "./test.mjs";
import { ProductPage, fillCart } from "./shop.mjs";
import { onEachSite } from "./sites.mjs";

/** Adds up the layout shifts of each page, and remembers what moved. */
async function watchShifts(page) {
  await page.addInitScript(() => {
    window.shifts = [];
    const name = (node) => (node ? `${node.nodeName.toLowerCase()}.${node.className ?? ""}` : "gone");
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.shifts.push({ value, moved: sources.map(({ node }) => name(node)) });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** What has moved by now; a frame later, since the browser reports after it has drawn. */
async function shifts(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  return page.evaluate(() => window.shifts);
}

/** Holds back what a page asks for at such an address, until the function that it gives is called. */
async function hold(page, address) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

onEachSite((site) => {
  for (const width of [390, 1280]) {
    test.describe(`${width} pixels wide`, () => {
      test.use({ viewport: { width, height: 900 } });
      test.beforeEach(({ page }) => watchShifts(page));

      test("nothing moves while the product page loads", async ({ page }) => {
        const productPage = new ProductPage(page);
        await productPage.open(site, site.bothRelations);
        await productPage.related.shown();
        await page.waitForLoadState("networkidle");
        expect(await shifts(page)).toEqual([]);
      });

      test("units are as high before they are defined as they are afterwards", async ({ page }) => {
        const release = await hold(page, "**/kindred/kindred.js");
        const productPage = new ProductPage(page);
        await productPage.open(site, site.bothRelations, { waitUntil: "commit" });
        await page.waitForFunction(
          () => document.styleSheets.length && document.querySelector("kindred-up-sell ~ *, footer"),
        );
        const units = [productPage.related, productPage.upSell];
        const heights = () => Promise.all(units.map((unit) => unit.height()));
        const before = await heights();
        release();
        await page.evaluate(() => customElements.whenDefined("kindred-cross-sell"));
        const after = await heights();
        after.forEach((height, place) => expect(height).toBeCloseTo(before[place], 0));
      });

      for (const relation of ["related", "upSell"]) {
        test(`nothing moves when the cards of ${relation} come while a shopper looks at them`, async ({ page }) => {
          const release = await hold(page, "**/kindred-feed/feed.json");
          const productPage = new ProductPage(page);
          await productPage.open(site, site.bothRelations);
          const unit = productPage[relation];
          await expect(unit.fallback.first()).toBeVisible();
          await unit.host.evaluate((host) => host.scrollIntoView({ block: "start" }));
          await page.waitForLoadState("load");
          const before = await unit.height();
          await shifts(page);
          await page.evaluate(() => (window.shifts.length = 0));
          release();
          await unit.shown();
          expect(await shifts(page)).toEqual([]);
          expect(await unit.height()).toBeCloseTo(before, 0);
        });
      }

      test("nothing moves while a filled cart page loads", async ({ page }) => {
        const cart = await fillCart(page, site, site.cart);
        await cart.open();
        await cart.crossSell.shown();
        await page.waitForLoadState("networkidle");
        expect(await shifts(page)).toEqual([]);
      });
    });
  }
});
