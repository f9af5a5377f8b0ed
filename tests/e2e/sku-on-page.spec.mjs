// Which product a page is about: the element's attribute, else JSON-LD, else the meta tag, else `data-product-sku`
// (design, section 3).

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const FROM = { attribute: "A-1", jsonLd: "A-2", meta: "A-3", data: "A-4" };

/** Every product has a related one of its own, so the card says which was found. */
const FEED = smallFeed([
  ...manySkus(9).map((sku) => ({ sku, related: [`of-${sku}`] })),
  ...manySkus(9).map((sku) => `of-${sku}`),
  { sku: "240017", related: ["of-A-1"] },
]);

const jsonLd = (value) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`;
const product = (sku) => ({ "@context": "https://schema.org", "@type": "Product", sku, offers: { price: 12.5 } });
const meta = (sku) => `<meta property="product:retailer_item_id" content="${sku}">`;
const data = (sku) => `<main data-product-sku="${sku}"></main>`;
const UNIT = "<kindred-related></kindred-related>";

async function finds(page, { head = "", body = UNIT }, sku) {
  await openSmallPage(page, { feed: FEED, head, body });
  await new Unit(page, "related").shows([`of-${sku}`]);
}

test.describe("of several places", () => {
  const all = jsonLd(product(FROM.jsonLd)) + meta(FROM.meta);
  const unit = `<kindred-related sku="${FROM.attribute}"></kindred-related>`;
  for (const { what, page: there, sku } of [
    {
      what: "the element's attribute goes first",
      page: { head: all, body: data(FROM.data) + unit },
      sku: FROM.attribute,
    },
    { what: "JSON-LD goes second", page: { head: all, body: data(FROM.data) + UNIT }, sku: FROM.jsonLd },
    { what: "the meta tag goes third", page: { head: meta(FROM.meta), body: data(FROM.data) + UNIT }, sku: FROM.meta },
    { what: "data-product-sku goes last", page: { body: data(FROM.data) + UNIT }, sku: FROM.data },
    { what: "an empty one counts as absent", page: { head: meta(""), body: data(FROM.data) + UNIT }, sku: FROM.data },
  ]) {
    test(what, async ({ page }) => finds(page, there, sku));
  }
});

test.describe("JSON-LD", () => {
  const crumbs = { "@type": "BreadcrumbList", itemListElement: [{ "@type": "ListItem", position: 1, name: "Home" }] };
  for (const { what, value, sku } of [
    { what: "of one product", value: product("A-5"), sku: "A-5" },
    { what: "in a graph, behind other things", value: { "@graph": [crumbs, product("A-6")] }, sku: "A-6" },
    { what: "in a list, behind other things", value: [crumbs, product("A-7")], sku: "A-7" },
    { what: "of a page about a product", value: { "@type": "ItemPage", mainEntity: product("A-8") }, sku: "A-8" },
    { what: "of several types", value: { ...product("A-9"), "@type": ["Car", "Product"] }, sku: "A-9" },
  ]) {
    test(`${what} says the SKU`, async ({ page }) => finds(page, { head: jsonLd(value) }, sku));
  }

  test("with a number for a SKU says it too", async ({ page }) =>
    finds(page, { head: jsonLd(product(240017)) }, "A-1"));

  test("of the second block counts where the first is about something else", async ({ page }) =>
    finds(page, { head: jsonLd(crumbs) + jsonLd(product("A-5")) }, "A-5"));

  test("without a SKU leaves the word to the meta tag", async ({ page }) =>
    finds(page, { head: jsonLd(product(undefined)) + meta(FROM.meta) }, FROM.meta));
});

test("another SKU in the attribute selects again, and none goes back to the page's", async ({ page }) => {
  await finds(page, { head: meta(FROM.meta) }, FROM.meta);
  const unit = new Unit(page, "related");
  await unit.host.evaluate((host) => host.setAttribute("sku", "A-8"));
  await unit.shows(["of-A-8"]);
  await unit.host.evaluate((host) => host.removeAttribute("sku"));
  await unit.shows([`of-${FROM.meta}`]);
});

test("another heading in the attribute shows at once", async ({ page }) => {
  await finds(page, { head: meta(FROM.meta) }, FROM.meta);
  const { host, heading } = new Unit(page, "related");
  await expect(heading).toHaveText("Related products");
  await host.evaluate((host) => host.setAttribute("heading", "Goes with it <3"));
  await expect(heading).toHaveText("Goes with it <3");
});
