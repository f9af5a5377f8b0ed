// What a cart adapter does on every shop system, tested on a stand-in for it.

import { smallFeed } from "./feed.mjs";
import { expect, test as base } from "./host.mjs";
import { FALLBACK } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const LINKS = {
  "MUG-1": { "cross-sell": ["SPOON-1", "TEA-1", "CLOTH-1"], related: ["SPOON-1", "CLOTH-1", "TEA-1"] },
  "TRAY-1": { "cross-sell": ["TEA-1"], related: ["MUG-1"] },
};

/** The test of one shop system, which `open` puts on a host with a page that has a unit. */
export function testOn(System) {
  return base.extend({
    baseURL: async ({ host }, use) => use(host.url),
    shop: async ({ host }, use) => {
      const shop = new System();
      host.shop = shop.answer;
      const products = shop.products.map((product) => ({
        sku: product.sku || String(product.id),
        name: product.name,
        url: shop.url(product),
        ...LINKS[product.sku],
      }));
      host.putFeed({ files: { "feed.json": smallFeed(products) } });
      await use(shop);
    },
    /** Opens a page with these units and that head; the unit of the cross-sells. */
    open: async ({ host, shop, page }, use) => {
      await use(async ({ body = `<kindred-cross-sell>${FALLBACK}</kindred-cross-sell>`, path = "/page.html", ...rest } = {}) => {
        host.putPage(body, { path, head: shop.head(rest), attributes: rest.attributes ?? shop.attributes });
        await page.goto(path);
        return new Unit(page, "cross-sell");
      });
    },
    /** Opens a page for a visitor whose cart has these products, put there by the shop's own button, in this order. */
    openWith: async ({ shop, page, open }, use) => {
      await use(async (skus, options) => {
        await open({ ...options, body: "<p>A page of the shop</p>" });
        for (const sku of skus) await shop.addByTheme(page, sku);
        return open(options);
      });
    },
  });
}

export const FAILED = "This could not be added to the cart. Please try again.";
export const ADDED = "Added to cart";

export function addButton(unit, sku) {
  return unit.card(sku).getByRole("button", { name: /^Add to cart/ });
}

/** Waits until the shop's cart has these lines. */
export async function holds(shop, lines) {
  await expect.poll(() => shop.cart(), { message: "the shop's cart" }).toEqual(lines);
}

/** The tests that pass on every system. */
export function behavesAsACart(test) {
  test("the shop's cart decides what shows, the product added last first", async ({ openWith }) => {
    const unit = await openWith(["MUG-1", "TRAY-1"]);
    await unit.shows(["TEA-1", "SPOON-1", "CLOTH-1"]);
  });

  test("an empty cart shows the fallback, and no error", async ({ open, heard }) => {
    const unit = await open();
    await unit.showsFallback();
    expect(await heard.codes()).toEqual([]);
    expect(heard.warnings).toEqual([]);
  });

  test("a product that is added lies in the shop's cart, its card leaves, and the unit says so", async ({ openWith, shop }) => {
    const unit = await openWith(["MUG-1"]);
    await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
    await addButton(unit, "SPOON-1").click();
    await expect(unit.message).toHaveText(ADDED);
    await unit.shows(["TEA-1", "CLOTH-1"]);
    await holds(shop, ["MUG-1 x 1", "SPOON-1 x 1"]);
    await expect(unit.host).not.toHaveAttribute("aria-busy");
    await expect(unit.message, "praise ends").toHaveText("");
  });

  test("a product that is sold out is refused in the shop's words, and nothing changes", async ({ openWith, shop }) => {
    const unit = await openWith(["MUG-1"]);
    await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
    await addButton(unit, "CLOTH-1").click();
    await expect(unit.message).toHaveText(shop.refusal(shop.product("CLOTH-1")));
    await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
    await holds(shop, ["MUG-1 x 1"]);
    await expect(unit.host).not.toHaveAttribute("aria-busy");
    // The next try starts anew.
    await addButton(unit, "SPOON-1").click();
    await expect(unit.message).toHaveText(ADDED);
  });

  test("a shop that does not answer is told in words, and nothing changes", async ({ openWith, shop }) => {
    const unit = await openWith(["MUG-1"]);
    await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
    shop.isDown = true;
    await addButton(unit, "SPOON-1").click();
    await expect(unit.message).toHaveText(FAILED);
    await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
    await holds(shop, ["MUG-1 x 1"]);
    shop.isDown = false;
    await addButton(unit, "SPOON-1").click();
    await holds(shop, ["MUG-1 x 1", "SPOON-1 x 1"]);
    await unit.shows(["TEA-1", "CLOTH-1"]);
  });

  test("a cart that something else on the page changes shows in the unit", async ({ openWith, shop, page }) => {
    const unit = await openWith(["MUG-1"]);
    await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
    await shop.addByTheme(page, "TRAY-1");
    await unit.shows(["TEA-1", "SPOON-1", "CLOTH-1"]);
  });

  test("two clicks on one button add once, and say that they are at it", async ({ openWith, shop, page }) => {
    const unit = await openWith(["MUG-1"]);
    await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
    const before = shop.changes.length;
    const busy = await addButton(unit, "SPOON-1").evaluate((button) => {
      // Two clicks, not a double click, which the unit hears once in any case.
      button.click();
      button.click();
      return button.getRootNode().host.getAttribute("aria-busy");
    });
    expect(busy).toBe("true");
    await unit.shows(["TEA-1", "CLOTH-1"]);
    await page.waitForLoadState("networkidle");
    expect(shop.changes.length - before).toBe(1);
    await holds(shop, ["MUG-1 x 1", "SPOON-1 x 1"]);
  });

  test("two products that are added in a row go one after the other", async ({ openWith, shop }) => {
    const unit = await openWith(["MUG-1"]);
    await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
    await unit.host.evaluate((host) => {
      for (const sku of ["TEA-1", "SPOON-1"]) host.shadowRoot.querySelector(`[data-sku="${sku}"] button`).click();
    });
    await unit.shows(["CLOTH-1"]);
    await holds(shop, ["MUG-1 x 1", "TEA-1 x 1", "SPOON-1 x 1"]);
  });

  test("a shop whose cart cannot be read leaves the unit as it would be without one", async ({ open, shop, heard }) => {
    shop.isDown = true;
    const unit = await open();
    await unit.showsFallback();
    expect(await heard.codes()).toEqual([]);
  });
}

/** The test of systems that know their customers. */
export function remembersCustomers(test) {
  test("a customer finds the cart of the last visit, and adds to it", async ({ open, shop, host, context }) => {
    await shop.signIn(context, host.url, ["MUG-1", "TRAY-1"]);
    const unit = await open();
    await unit.shows(["TEA-1", "SPOON-1", "CLOTH-1"]);
    await addButton(unit, "SPOON-1").click();
    await unit.shows(["TEA-1", "CLOTH-1"]);
    await holds(shop, ["MUG-1 x 1", "TRAY-1 x 1", "SPOON-1 x 1"]);
  });
}

/** The test of systems that take products one by one. */
export function addsWhatCanBeHad(test) {
  test("of what is ticked, what can be had is added, and the rest is named", async ({ shop, open, page }) => {
    const unit = await addAllRelated({ open, page });
    await expect(unit.message).toHaveText(shop.refusal(shop.product("CLOTH-1")));
    expect(shop.cart()).toEqual(["SPOON-1 x 1", "TEA-1 x 1"]);
  });
}

/** Ticks every product that goes with the mug, of which one is sold out, and adds them. */
export async function addAllRelated({ open, page }) {
  await open({ body: '<kindred-related sku="MUG-1"></kindred-related>' });
  const unit = new Unit(page, "related");
  await unit.shows(["SPOON-1", "CLOTH-1", "TEA-1"]);
  await unit.tickAll.click();
  await unit.addSelected.click();
  return unit;
}
