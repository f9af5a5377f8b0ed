// Related products with a checkbox: the ticked ones go to the cart together with the page's product.

import { expect, test } from "./test.mjs";
import { manySkus, productOf, smallFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { feedOf, onEachSite } from "./sites.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

onEachSite((site) => {
  test("ticked related products travel with the product form's own submit", async ({ page }) => {
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    const { related } = productPage;
    const skus = await related.shown();
    await related.checkboxes.nth(1).check();
    await related.checkboxes.nth(0).check();
    const ticked = await related.ticked();
    expect(ticked).toHaveLength(2);
    const { query, cart } = await productPage.addToCart();
    expect(query.get("sku")).toBe(site.simple);
    expect(query.getAll("related").sort()).toEqual([...ticked].sort());
    await expect.poll(async () => (await cart.skus()).sort()).toEqual([site.simple, ...ticked].sort());
    await expect(cart.badge).toHaveText("3");
    expect(skus).toEqual(expect.arrayContaining(ticked));
  });

  test("nothing that is not ticked travels", async ({ page }) => {
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    await productPage.related.shown();
    await productPage.related.checkboxes.first().check();
    await productPage.related.checkboxes.first().uncheck();
    const { query, cart } = await productPage.addToCart();
    expect(query.getAll("related")).toEqual([]);
    await cart.holds([site.simple]);
  });

  test("select all ticks every card that can be added, unselect all none", async ({ page }) => {
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    const { related } = productPage;
    const shown = await related.shown();
    const feed = await feedOf(site);
    const addable = shown.filter((sku) => !productOf(feed, sku)["needs-options"]);
    await expect(related.tickAll).toHaveText("select all");
    await related.tickAll.click();
    await expect.poll(() => related.ticked()).toEqual(addable);
    await expect(related.tickAll).toHaveText("unselect all");
    await related.tickAll.click();
    await expect.poll(() => related.ticked()).toEqual([]);
    await related.tickAll.click();
    const { query, cart } = await productPage.addToCart();
    expect(query.getAll("related").sort()).toEqual([...addable].sort());
    await expect(cart.badge).toHaveText(String(addable.length + 1));
  });

  test("a composite product has no checkbox", async ({ page }) => {
    const feed = await feedOf(site);
    const productPage = new ProductPage(page);
    await productPage.open(site, site.besideComposite);
    const shown = await productPage.related.shown();
    const composite = shown.filter((sku) => ["configurable", "bundle", "grouped"].includes(productOf(feed, sku).type));
    expect(composite.length).toBeGreaterThan(0);
    for (const sku of shown) {
      const expected = composite.includes(sku) ? 0 : 1;
      await expect(productPage.related.card(sku).getByRole("checkbox")).toHaveCount(expected);
    }
  });

  test("on a product page there is no second button to add what is ticked", async ({ page }) => {
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    await productPage.related.shown();
    await productPage.related.checkboxes.first().check();
    await expect(productPage.related.addSelected).toBeHidden();
  });
});

const [a, b, c, d] = manySkus(4);

/** A product with three related ones: two for a single piece or three, and one to choose. */
const FEED = smallFeed([
  { sku: a, related: [b, c, d] },
  b,
  { sku: c, "min-quantity": 3 },
  { sku: d, type: "configurable", "needs-options": true },
]);

test("without a form, the ticked products go out in an event, in their smallest quantity", async ({ page, heard }) => {
  await openSmallPage(page, { feed: FEED, body: `<kindred-related sku="${a}" name="related"></kindred-related>` });
  const unit = new Unit(page, "related");
  await unit.shows([b, c, d]);
  await expect(unit.addSelected).toBeHidden();
  await unit.tickAll.click();
  await unit.addSelected.click();
  const [said, ...more] = await heard.events("kindred:add-to-cart");
  const items = [
    { sku: b, quantity: 1, url: `/p/${b}` },
    { sku: c, quantity: 3, url: `/p/${c}` },
  ];
  expect(said.detail).toMatchObject({ relation: "related", skus: [b, c], items });
  expect(more).toEqual([]);
});

test("inside a form, the unit needs no id to point at", async ({ page }) => {
  await openSmallPage(page, {
    feed: FEED,
    body: `<form action="/cart.html"><kindred-related sku="${a}" name="also"></kindred-related><button>Buy</button></form>`,
  });
  const unit = new Unit(page, "related");
  await unit.shows([b, c, d]);
  await unit.tickAll.click();
  const entries = () => page.evaluate(() => [...new FormData(document.forms[0])]);
  await expect.poll(entries).toEqual([
    ["also", b],
    ["also", c],
  ]);
  await unit.checkboxes.first().uncheck();
  await expect.poll(entries).toEqual([["also", c]]);
});

test("a tick leaves the form together with its card", async ({ page }) => {
  await openSmallPage(page, {
    feed: FEED,
    body: `<form><kindred-related sku="${a}" name="also"></kindred-related></form>`,
  });
  const unit = new Unit(page, "related");
  await unit.shows([b, c, d]);
  await unit.tickAll.click();
  await unit.host.evaluate((host) => host.setAttribute("limit", "1"));
  await unit.shows([b]);
  expect(await page.evaluate(() => [...new FormData(document.forms[0])])).toEqual([["also", b]]);
  expect(await unit.ticked()).toEqual([b]);
});

test("a unit whose products must all be chosen offers nothing to tick", async ({ page }) => {
  await openSmallPage(page, {
    feed: smallFeed([
      { sku: a, related: [d] },
      { sku: d, type: "grouped" },
    ]),
    body: `<form><kindred-related sku="${a}" name="also"></kindred-related></form>`,
  });
  const unit = new Unit(page, "related");
  await unit.shows([d]);
  await expect(unit.tickAll).toBeHidden();
  await expect(unit.checkboxes).toHaveCount(0);
});

test("a form that is reset forgets the ticks", async ({ page }) => {
  await openSmallPage(page, {
    feed: FEED,
    body: `<form><kindred-related sku="${a}" name="also"></kindred-related></form>`,
  });
  const unit = new Unit(page, "related");
  await unit.shows([b, c, d]);
  await unit.tickAll.click();
  await expect.poll(() => unit.ticked()).toEqual([b, c]);
  await page.evaluate(() => document.forms[0].reset());
  await expect.poll(() => unit.ticked()).toEqual([]);
  await expect(unit.tickAll).toHaveText("select all");
  expect(await page.evaluate(() => [...new FormData(document.forms[0])])).toEqual([]);
});
