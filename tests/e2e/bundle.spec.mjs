// Frequently bought together: the viewed product, what goes with it, what that costs together, one button.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c, d, e] = manySkus(5);

const SHOP = [
  { sku: a, price: "10.10", related: [b, c, d, e], "up-sell": [b, c] },
  { sku: b, price: "0.20" },
  { sku: c, price: "5.05", "min-quantity": 3 },
  { sku: d, price: 7 },
  { sku: e, price: 9 },
];

const change = (changes) => SHOP.map((product) => ({ ...product, ...changes[product.sku] }));

async function open(page, { products = SHOP, relation = "related", attributes = "", feed = {}, before = "", after = "" } = {}) {
  const about = relation === "cross-sell" ? "cart" : "sku";
  const tag = `<kindred-${relation} ${about}="${a}" layout="bundle" ${attributes}></kindred-${relation}>`;
  await openSmallPage(page, { feed: smallFeed(products, feed), body: before + tag + after });
  return new Bundle(page, relation);
}

class Bundle extends Unit {
  constructor(page, relation) {
    super(page, relation);
    this.viewed = this.host.locator("[part~=this-product]");
    this.total = this.host.locator("[part=total]");
    this.button = this.host.locator("[part~=add-all]");
  }

  checkbox(sku) {
    return this.host.locator(`[data-sku="${sku}"]`).getByRole("checkbox");
  }
}

for (const relation of ["related", "up-sell"]) {
  test(`a bundle of ${relation} begins with the viewed product, and everything in it is ticked`, async ({ page }) => {
    const bundle = await open(page, { relation });
    await bundle.shows(relation === "related" ? [b, c, d] : [b, c]);
    const first = bundle.host.getByRole("listitem").first();
    await expect(first).toHaveAttribute("data-sku", a);
    await expect(first).toContainText("This product");
    for (const box of await bundle.checkboxes.all()) await expect(box).toBeChecked();
    await expect(bundle.checkbox(a)).toBeDisabled();
    await expect(bundle.tickAll).toHaveCount(0);
  });
}

test("the total is that of what is ticked, exact to the last digit, and is heard when it changes", async ({ page }) => {
  const bundle = await open(page);
  // 10.10 + 0.20 + 3 x 5.05 + 7
  await expect(bundle.total).toHaveText("Total €32.45");
  await expect(bundle.button).toHaveText("Add 4 items to cart");
  await expect(bundle.total).toHaveRole("status");
  await bundle.checkbox(c).uncheck();
  await expect(bundle.total).toHaveText("Total €17.30");
  await expect(bundle.button).toHaveText("Add 3 items to cart");
  await bundle.checkbox(b).uncheck();
  await bundle.checkbox(d).uncheck();
  await expect(bundle.total).toHaveText("Total €10.10");
  await bundle.checkbox(c).check();
  await expect(bundle.total).toHaveText("Total €25.25");
});

test("the button sends one event with everything that is ticked, the viewed product first", async ({ page, heard }) => {
  const bundle = await open(page);
  await bundle.checkbox(b).uncheck();
  await bundle.button.click();
  const events = await heard.events("kindred:add-to-cart");
  expect(events).toHaveLength(1);
  const [{ detail }] = events;
  expect(detail.skus).toEqual([a, c, d]);
  expect(detail.items.map(({ sku, quantity, position, source }) => [sku, quantity, position, source])).toEqual([
    [a, 1, 1, "viewed"],
    [c, 3, 3, "link"],
    [d, 1, 4, "link"],
  ]);
});

const FORM = '<form id="form" action="/cart"><input name="sku" value="A-1"><input name="size" required value="M"><button>Add</button></form>';

/** What a form asks for when that is pressed. */
async function sent(page, press) {
  await page.route("**/cart?*", (route) => route.fulfill({ contentType: "text/html", body: "The cart" }));
  const asked = page.waitForRequest((request) => new URL(request.url()).pathname === "/cart");
  await press();
  return [...new URL((await asked).url()).searchParams].map((pair) => pair.join("="));
}

test("with a form the button submits it, with the companions that are ticked", async ({ page, heard }) => {
  const bundle = await open(page, { before: FORM, attributes: 'form="form" name="related"' });
  await bundle.checkbox(c).uncheck();
  const query = await sent(page, () => bundle.button.click());
  expect(query).toEqual([`sku=${a}`, "size=M", `related=${b}`, `related=${d}`]);
  expect(await heard.codes()).toEqual([]);
});

test("the form's own button takes the viewed product alone", async ({ page }) => {
  const bundle = await open(page, { before: FORM, attributes: 'form="form" name="related"' });
  await bundle.shows([b, c, d]);
  const query = await sent(page, () => page.getByRole("button", { name: "Add", exact: true }).click());
  expect(query).toEqual([`sku=${a}`, "size=M"]);
});

test("a form that the shopper has not filled in is not sent, and nothing of the bundle stays in it", async ({ page }) => {
  const bundle = await open(page, { before: FORM, attributes: 'form="form" name="related"' });
  const size = page.locator("[name=size]");
  await size.fill("");
  await bundle.button.click();
  await size.fill("L");
  const query = await sent(page, () => page.getByRole("button", { name: "Add", exact: true }).click());
  expect(query).toEqual([`sku=${a}`, "size=L"]);
});

test("a form that knows no name for the companions is left alone, and the page gets the event", async ({ page, heard }) => {
  const bundle = await open(page, { before: FORM, attributes: 'form="form"' });
  await bundle.button.click();
  await expect.poll(() => heard.events("kindred:add-to-cart")).toHaveLength(1);
  await expect(page).toHaveURL(/small-page/);
});

test("a form that is reset ticks everything again", async ({ page }) => {
  const bundle = await open(page, { before: FORM, attributes: 'form="form" name="related"' });
  await bundle.checkbox(c).uncheck();
  await page.locator("form").evaluate((form) => form.reset());
  await expect(bundle.checkbox(c)).toBeChecked();
  await expect(bundle.total).toHaveText("Total €32.45");
});

test("what must be chosen first, cannot be bought or has no price is in no bundle", async ({ page }) => {
  const products = change({ [b]: { "needs-options": true }, [c]: { price: undefined }, [d]: { "in-stock": false } });
  const bundle = await open(page, { products, feed: { "show-out-of-stock": true } });
  await bundle.shows([e]);
});

test("a limit counts the companions", async ({ page }) => {
  const bundle = await open(page, { attributes: 'limit="1"' });
  await bundle.shows([b]);
  await bundle.host.evaluate((host) => host.setAttribute("limit", "4"));
  await bundle.shows([b, c, d, e]);
  await expect(bundle.button).toHaveText("Add 5 items to cart");
});

test("what a shopper has unticked stays so when another companion joins", async ({ page }) => {
  const bundle = await open(page, { attributes: 'limit="2"' });
  await bundle.checkbox(b).uncheck();
  await bundle.host.evaluate((host) => host.setAttribute("limit", "3"));
  await bundle.shows([b, c, d]);
  await expect(bundle.checkbox(b)).not.toBeChecked();
  await expect(bundle.checkbox(d)).toBeChecked();
  await expect(bundle.button).toHaveText("Add 3 items to cart");
});

test("a viewed product whose options must be chosen is in the bundle where there is a form to do it", async ({ page }) => {
  const products = change({ [a]: { type: "configurable", options: 2 } });
  const alone = await open(page, { products });
  await alone.shows([b, c, d]);
  await expect(alone.viewed).toHaveCount(0);
  await expect(alone.total).toHaveText("Total €22.35");
  const formed = await open(page, { products, before: FORM, attributes: 'form="form" name="related"' });
  await expect(formed.viewed).toHaveAttribute("data-sku", a);
  await expect(formed.total).toHaveText("Total €32.45");
});

test("a bundle of nothing but the viewed product is none", async ({ page }) => {
  const bundle = await open(page, { products: [{ sku: a, related: [] }] });
  await bundle.givesRoomBack();
});

test("what is told of cards is not told of the viewed product", async ({ page, heard }) => {
  const bundle = await open(page);
  await bundle.shows([b, c, d]);
  await expect.poll(async () => (await heard.events("kindred:view")).flatMap(({ detail }) => detail.skus)).toEqual([b, c, d]);
  const [{ detail }] = await heard.events("kindred:render");
  expect(detail.skus).toEqual([b, c, d]);
});

test("fresh prices count in the total, those of the viewed product too", async ({ page }) => {
  const after = `<script type="module">
    await customElements.whenDefined("kindred-related");
    kindred.setOverlay(async (skus) => skus.filter((sku) => sku === "${a}").map((sku) => ({ sku, price: 1 })));
  </script>`;
  const bundle = await open(page, { after });
  await expect(bundle.total).toHaveText("Total €23.35");
});

test("plus signs stand between the cards and are not heard", async ({ page }) => {
  const bundle = await open(page);
  await bundle.shows([b, c, d]);
  const signs = await bundle.host.getByRole("listitem").evaluateAll((cards) =>
    cards.map((card) => getComputedStyle(card, "::before").content));
  expect(signs[0]).toBe("none");
  expect(new Set(signs.slice(1))).toEqual(new Set(['"+" / ""']));
});

test("in a cart, where nothing is viewed, a bundle is a carousel", async ({ page }) => {
  const products = change({ [a]: { "cross-sell": [b, c] } });
  const bundle = await open(page, { products, relation: "cross-sell" });
  await bundle.shows([b, c]);
  await expect(bundle.button).toHaveCount(0);
  await expect(bundle.host.getByRole("button", { name: "Add to cart" })).toHaveCount(2);
});

test("prices of a customer group count in the total", async ({ page }) => {
  const products = change({ [d]: { "group-prices": { trade: "1.5" } } });
  const bundle = await open(page, { products });
  await bundle.shows([b, c, d]);
  await page.evaluate(() => kindred.setCustomer({ group: "trade" }));
  await expect(bundle.total).toHaveText("Total €26.95");
});
