// A strict content security policy: nothing inline, nothing from elsewhere. The widget needs `wasm-unsafe-eval`, which
// every wasm does, and no more.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { onEachSite } from "./sites.mjs";
import { FALLBACK, openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => {
      window.violations.push({ violatedDirective, blockedURI, sourceFile });
    });
  });
});

/** The unit's styles are there: its list is a grid that scrolls. */
async function hasStyles(unit) {
  await expect(unit.track).toHaveCSS("display", "grid");
  await expect(unit.track).toHaveCSS("overflow-x", "auto");
}

onEachSite((site) => {
  test("under a strict policy the product page shows its units, styled, without a violation", async ({
    page,
    heard,
  }) => {
    await page.route("**/p/**", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": POLICY } });
    });
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    await productPage.related.shown();
    await hasStyles(productPage.related);
    await productPage.related.tickAll.click();
    await expect.poll(() => productPage.related.ticked()).not.toEqual([]);
    expect(await page.evaluate(() => window.violations)).toEqual([]);
    expect(await heard.codes()).toEqual([]);
  });
});

/** Nothing may become markup or a script by way of a string. */
const TRUSTED_TYPES = `${POLICY}; require-trusted-types-for 'script'; trusted-types 'none'`;

for (const search of ["", "?kindred=explain"]) {
  test(`where strings may not become markup the unit shows all the same${search && ", and says why"}`, async ({
    page,
    heard,
  }) => {
    await openSmallPage(page, { feed: FEED, headers: { "content-security-policy": TRUSTED_TYPES }, body: ALL, search });
    const unit = new Unit(page, "related");
    await unit.shows([b]);
    await new Unit(page, "up-sell").shows([c]);
    await hasStyles(unit);
    await unit.tickAll.click();
    await expect.poll(() => unit.ticked()).toEqual([b]);
    expect(await page.evaluate(() => window.violations)).toEqual([]);
    expect(await heard.codes()).toEqual([]);
  });
}

const [a, b, c] = manySkus(3);
const FEED = smallFeed([{ sku: a, related: [b], "up-sell": [c], "cross-sell": [b] }, b, c]);
const BODY = `<kindred-related sku="${a}">${FALLBACK}</kindred-related>`;
const ALL = `${BODY}<kindred-up-sell sku="${a}"></kindred-up-sell><kindred-cross-sell cart="${a}"></kindred-cross-sell>`;

test("a policy that forbids wasm leaves the fallback, and the unit says so", async ({ page, heard }) => {
  const headers = { "content-security-policy": "default-src 'self'" };
  await openSmallPage(page, { feed: FEED, headers, body: BODY });
  await new Unit(page, "related").showsFallback();
  await expect.poll(() => heard.codes()).toEqual(["widget-unreachable"]);
});

test("a policy that forbids connections leaves the fallback, and the unit says so", async ({ page, heard }) => {
  const headers = { "content-security-policy": `${POLICY}; connect-src 'none'` };
  await openSmallPage(page, { feed: FEED, headers, body: BODY });
  await new Unit(page, "related").showsFallback();
  await expect.poll(() => heard.codes()).toHaveLength(1);
});
