// Prices: the feed's currency in the page's language, by the browser's own formatter.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { feedOf, onEachSite } from "./sites.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b] = manySkus(2);
const UNIT = `<kindred-related sku="${a}"></kindred-related>`;

async function priceOf(page, product, { root = 'lang="en"', ...feed } = {}) {
  const products = [
    { sku: a, related: [b] },
    { sku: b, price: "1234.5", ...product },
  ];
  await openSmallPage(page, { feed: smallFeed(products, feed), root, body: UNIT });
  const unit = new Unit(page, "related");
  await unit.shows([b]);
  return unit.card(b);
}

// \u00a0 is the space that does not break, \u202f the narrow one.
for (const { root, currency, language, text } of [
  { root: 'lang="de"', currency: "EUR", text: "1.234,50\u00a0€" },
  { root: 'lang="de"', currency: "USD", text: "1.234,50\u00a0$" },
  { root: 'lang="en"', currency: "EUR", text: "€1,234.50" },
  { root: 'lang="en"', currency: "JPY", text: "¥1,235" },
  { root: 'lang="fr"', currency: "EUR", text: "1\u202f234,50\u00a0€" },
  { root: 'lang="sv"', currency: "SEK", text: "1\u00a0234,50\u00a0kr" },
  { root: 'lang="pl"', currency: "PLN", text: "1234,50\u00a0zł" },
  { root: 'lang="nl"', currency: "EUR", text: "€\u00a01.234,50" },
  { root: 'lang="it"', currency: "EUR", text: "1234,50\u00a0€" },
  { root: 'lang="es-MX"', currency: "MXN", text: "$1,234.50" },
  { root: 'lang="ja"', currency: "JPY", text: "￥1,235" },
  { root: 'lang="en"', currency: "KWD", text: "KWD\u00a01,234.500" },
  { root: 'lang="ar-EG"', currency: "EGP", text: "\u200f١٬٢٣٤٫٥٠\u00a0ج.م.\u200f" },
  { root: 'lang="ar-AE"', currency: "AED", text: "\u200f1,234.50\u00a0د.إ.\u200f" },
  // A page that does not say its language is in the feed's.
  { root: "", currency: "EUR", language: "de", text: "1.234,50\u00a0€" },
]) {
  test(`${currency} in a page of ${root || "no language"} read ${text}`, async ({ page }) => {
    const card = await priceOf(page, {}, { root, currency, ...(language && { language }) });
    const price = card.locator("[part=price]");
    await expect.poll(() => price.evaluate((price) => price.textContent)).toBe(text);
  });
}

test("a language that no browser knows costs nothing but itself", async ({ page, heard }) => {
  const card = await priceOf(page, {}, { root: 'lang="x_!"' });
  await expect(card.locator("[part=price]")).toContainText("€");
  expect(await heard.codes()).toEqual([]);
});

test("a reduced price stands beside the one that was, and is told apart by ear", async ({ page }) => {
  const card = await priceOf(page, { price: "7.9", "regular-price": 12 });
  await expect(card.locator("[part=price]")).toContainText("€7.90");
  const before = card.locator("s[part=regular-price]");
  await expect(before).toHaveText("Was €12.00");
});

for (const { what, regular } of [
  { what: "the same", regular: "1234.50" },
  { what: "lower", regular: 9 },
]) {
  test(`a regular price that is ${what} is not shown`, async ({ page }) => {
    const card = await priceOf(page, { "regular-price": regular });
    await expect(card.locator("[part=price]")).toContainText("€1,234.50");
    await expect(card.locator("[part=regular-price]")).toHaveCount(0);
  });
}

test("prices are exact to the last digit", async ({ page }) => {
  const card = await priceOf(page, { price: "9999999999.99" });
  await expect(card.locator("[part=price]")).toContainText("€9,999,999,999.99");
});

test("a product without a price shows without one", async ({ page }) => {
  const card = await priceOf(page, { price: undefined });
  await expect(card.locator("[part=name]")).toBeVisible();
  await expect(card.locator("[part=price]")).toHaveText("");
});

onEachSite((site) => {
  test("on a German page the shop's prices read as a German writes them", async ({ page }) => {
    const feed = await feedOf(site);
    await page.route("**/p/**", async (route) => {
      const answer = await route.fetch();
      const html = (await answer.text()).replace(/<html lang="[^"]*"/, '<html lang="de"');
      await route.fulfill({ response: answer, body: html });
    });
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    const [sku] = await productPage.related.shown();
    const { price } = feed.products.find((product) => product.sku === sku);
    const text = new Intl.NumberFormat("de", { style: "currency", currency: feed.currency }).format(price);
    expect(text).toMatch(/,\d\d\s\S$/);
    const shown = productPage.related.card(sku).locator("[part=price]");
    expect(await shown.evaluate((price) => price.textContent)).toContain(text);
  });
});

for (const { root, what } of [
  { root: 'lang="sv" dir="rtl"', what: "in a text from right to left" },
  { root: 'lang="sv"', what: "in a text from left to right" },
]) {
  test(`a price reads in its own direction ${what}`, async ({ page }) => {
    const card = await priceOf(page, { "regular-price": 2000 }, { root, currency: "SEK" });
    for (const price of await card.locator("bdi").all()) {
      const [digit, currency] = await price.evaluate((price) => {
        const { firstChild: text } = price;
        const left = (from) => {
          const range = document.createRange();
          range.setStart(text, from);
          range.setEnd(text, from + 1);
          return range.getBoundingClientRect().left;
        };
        return [left(0), left(text.length - 1)];
      });
      expect(digit).toBeLessThan(currency);
    }
  });
}
