// A feed that cannot be had or read: the fallback stays, the page is told once, and the shop works as before
// (design, section 7).

import { expect, test } from "./test.mjs";
import { FEED, serveFeed } from "./feed.mjs";
import { ProductPage, fillCart } from "./shop.mjs";
import { feedOf, onEachSite } from "./sites.mjs";
import { unitsOf } from "./unit.mjs";

const answer =
  (status, body = "") =>
  (route) =>
    route.fulfill({ status, body });
const text = (body) => answer(200, body);

/** A condition inside a condition inside a condition. */
const DEEP = '{"all":['.repeat(50_000) + "]}".repeat(50_000);

/** What may come in place of a feed, what the page is told, and how often the feed is asked for. */
const WRONG = [
  { what: "a feed that is missing", serve: answer(404, "<h1>Not here</h1>"), code: "feed-missing", nRequests: 1 },
  { what: "a feed that may not be read", serve: answer(403), code: "feed-missing", nRequests: 1 },
  { what: "a server in trouble", serve: answer(503), code: "feed-missing", nRequests: 2 },
  {
    what: "a server that refuses the connection",
    serve: (route) => route.abort("connectionrefused"),
    code: "feed-unreachable",
    nRequests: 2,
  },
  {
    what: "a page where the feed should be",
    serve: text("<!doctype html><p>Hello"),
    code: "feed-invalid",
    nRequests: 1,
  },
  { what: "an empty feed", serve: text(""), code: "feed-invalid", nRequests: 1 },
  { what: "a truncated feed", serve: null, code: "feed-invalid", nRequests: 1 },
  { what: "a feed nested without end", serve: text("[".repeat(200_000)), code: "feed-invalid", nRequests: 1 },
  {
    what: "rules nested without end",
    serve: text(`{"format":1,"currency":"EUR","products":[],"rules":[{"name":"x","match":${DEEP}}]}`),
    code: "feed-invalid",
    nRequests: 1,
  },
  { what: "JSON of another shape", serve: text('{"format":1,"products":"none"}'), code: "feed-invalid", nRequests: 1 },
  {
    what: "a feed of a newer format",
    serve: text('{"format":2,"shelves":[]}'),
    code: "feed-newer",
    nRequests: 1,
  },
];

onEachSite((site) => {
  for (const { what, serve, code, nRequests } of WRONG) {
    test(`${what} leaves the product page as it was`, async ({ page, heard }) => {
      const whole = JSON.stringify(await feedOf(site));
      await page.route(FEED, serve ?? text(whole.slice(0, whole.length / 2)));
      const productPage = new ProductPage(page);
      await productPage.open(site, site.simple);
      await productPage.related.showsFallback();
      await productPage.upSell.showsFallback();
      const units = await unitsOf(page);
      await expect.poll(() => heard.codes()).toEqual(units.map(() => code));
      const told = await heard.events("kindred:error");
      expect(told.map(({ unit }) => unit).sort()).toEqual(units.sort());
      expect(heard.warnings).toEqual(told.map(({ detail }) => `kindred: ${code}: ${detail.message}`));
      expect(heard.kindredRequests()["/kindred-feed/feed.json"]).toBe(nRequests);
      const { query, cart } = await productPage.addToCart();
      expect([...query.keys()]).not.toContain("related");
      await cart.holds([site.simple]);
    });
  }

  test("without a feed the cart page keeps its cart, and each of its units says so once", async ({ page, heard }) => {
    await page.route(FEED, answer(404));
    const cart = await fillCart(page, site, site.cart);
    await cart.holds([...site.cart].reverse());
    await cart.crossSell.showsFallback();
    const codes = (await unitsOf(page)).map(() => "feed-missing");
    await expect.poll(() => heard.codes()).toEqual(codes);
    await cart.lines
      .first()
      .getByRole("button", { name: /^Remove/ })
      .click();
    await cart.holds(site.cart.slice(0, 1));
    // Another cart is no other failure.
    expect(await heard.codes()).toEqual(codes);
  });

  for (const { what, fail } of [
    { what: "a connection that breaks once", fail: (route) => route.abort("connectionreset") },
    { what: "a server in trouble once", fail: answer(502) },
  ]) {
    test(`${what} costs one more request, and nothing else`, async ({ page, heard }) => {
      let nFailures = 0;
      await page.route(FEED, (route) => (nFailures++ === 0 ? fail(route) : route.continue()));
      const productPage = new ProductPage(page);
      await productPage.open(site, site.simple);
      await productPage.related.shown();
      expect(heard.kindredRequests()["/kindred-feed/feed.json"]).toBe(2);
      expect(await heard.codes()).toEqual([]);
      expect(heard.warnings).toEqual([]);
    });
  }

  test("while a feed is slow the shop works and the fallback shows; when it comes there are cards", async ({
    page,
  }) => {
    const feed = JSON.stringify(await feedOf(site));
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await page.route(FEED, async (route) => {
      await held;
      await route.fulfill({ contentType: "application/json", body: feed }).catch(() => {});
    });
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    await productPage.related.showsFallback();
    await expect(productPage.submit).toBeEnabled();
    release();
    await productPage.related.shown();
    await expect(productPage.related.fallback.first()).toBeHidden();
  });

  test("a feed with a byte order mark is a feed like any other", async ({ page }) => {
    await serveFeed(page, `\ufeff${JSON.stringify(await feedOf(site))}`);
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    await productPage.related.shown();
  });
});

onEachSite((site) => {
  for (const { what, pattern } of [
    { what: "the glue is missing", pattern: "**/kindred/kindred_widget.js" },
    { what: "the wasm is missing", pattern: "**/kindred/kindred_widget_bg.wasm" },
  ]) {
    for (const { how, fail } of [
      { how: "", fail: answer(404) },
      { how: ", and the server with it", fail: (route) => route.abort("connectionrefused") },
      { how: ", and something else is in its place", fail: text("<!doctype html><p>Hello") },
    ]) {
      test(`when ${what}${how}, each unit says so once and keeps its fallback`, async ({ page, heard }) => {
        await page.route(pattern, fail);
        const productPage = new ProductPage(page);
        await productPage.open(site, site.simple);
        await productPage.related.showsFallback();
        await productPage.upSell.showsFallback();
        const codes = (await unitsOf(page)).map(() => "widget-unreachable");
        await expect.poll(() => heard.codes()).toEqual(codes);
        const told = await heard.events("kindred:error");
        expect(heard.warnings).toEqual(told.map(({ detail }) => `kindred: widget-unreachable: ${detail.message}`));
        const { cart } = await productPage.addToCart();
        await cart.holds([site.simple]);
      });
    }
  }

  test("without the loader, or without scripts at all, the fallback is what there is", async ({ page, browser }) => {
    await page.route("**/kindred/kindred.js", answer(404));
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    await productPage.related.showsFallback();
    const { cart } = await productPage.addToCart();
    await cart.holds([site.simple]);

    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: site.url });
    const scriptless = new ProductPage(await context.newPage());
    await scriptless.open(site, site.simple);
    await expect(scriptless.related.fallback.first()).toBeVisible();
    await expect(scriptless.upSell.fallback.first()).toBeVisible();
    await context.close();
  });
});
