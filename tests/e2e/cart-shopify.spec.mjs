// The cart of a Shopify theme.

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ADDED, addAllRelated, addButton, behavesAsACart, holds, testOn } from "./cart-behaviour.mjs";
import { expect } from "./host.mjs";
import { Shopify } from "./stand-ins/shopify.mjs";
import { Unit } from "./unit.mjs";

const test = testOn(Shopify);

behavesAsACart(test);

test("addresses are those of the visitor's language", async ({ openWith, host, shop }) => {
  const unit = await openWith(["MUG-1"], { root: "/sv/" });
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  await addButton(unit, "SPOON-1").click();
  await holds(shop, ["MUG-1 x 1", "SPOON-1 x 1"]);
  const asked = host.log.map(({ path }) => path).filter((path) => /\.js$/.test(path) && !path.startsWith("/kindred/"));
  expect([...new Set(asked)].sort()).toEqual(["/sv/cart.js", "/sv/cart/add.js", "/sv/products/olive-wood-spoon.js"]);
});

test("what is ticked goes into the cart together or not at all", async ({ open, shop, page }) => {
  const unit = await addAllRelated({ open, page });
  await expect(unit.message).toHaveText(shop.refusal(shop.product("CLOTH-1")));
  expect(shop.cart()).toEqual([]);
  await unit.card("CLOTH-1").getByRole("checkbox").uncheck();
  await unit.addSelected.click();
  await expect(unit.message).toHaveText(ADDED);
  expect(shop.cart()).toEqual(["SPOON-1 x 1", "TEA-1 x 1"]);
  expect(shop.changes).toHaveLength(2);
});

test("sections that the script tag names are shown as the shop has rendered them", async ({ openWith, page }) => {
  const unit = await openWith(["MUG-1"], {
    attributes: 'data-cart="shopify" data-cart-sections="cart-icon-bubble"',
    body: `<div id="shopify-section-cart-icon-bubble">as it was</div><kindred-cross-sell></kindred-cross-sell>`,
  });
  await addButton(unit, "SPOON-1").click();
  await expect(page.locator("#shopify-section-cart-icon-bubble [data-count]")).toHaveText("2");
  await expect(page.locator("#shopify-section-cart-icon-bubble")).toHaveCount(1);
});

/** A theme that has configured the standard action; it says no to linen. */
const ACTIONS = `window.Shopify.actions = { updateCart: async ({ lines }) => {
  window.byTheme = lines;
  const id = Number(lines[0].merchandiseId.split("/").at(-1));
  if (id === 40004) return { userErrors: [{ message: "Linen is for members." }], cart: null };
  await fetch("/cart/add.js", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ items: [{ id, quantity: lines[0].quantity }] }),
  });
  return { cart: {}, userErrors: [] };
} };`;

test("a theme that can add by itself does so, and its no is told", async ({ openWith, shop, page }) => {
  const unit = await openWith(["MUG-1"], { actions: ACTIONS });
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  await addButton(unit, "CLOTH-1").click();
  await expect(unit.message).toHaveText("Linen is for members.");
  await addButton(unit, "SPOON-1").click();
  await unit.shows(["TEA-1", "CLOTH-1"]);
  expect(await page.evaluate(() => window.byTheme)).toEqual([
    { merchandiseId: "gid://shopify/ProductVariant/40002", quantity: 1 },
  ]);
  await holds(shop, ["MUG-1 x 1", "SPOON-1 x 1"]);
});

test("a theme that tells of nothing is heard all the same", async ({ openWith, shop, page }) => {
  const unit = await openWith(["MUG-1"]);
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  const { id } = shop.product("TRAY-1");
  await page.evaluate(async (id) => {
    const answer = await fetch("/cart/add.js", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ items: [{ id, quantity: 1 }] }),
    });
    await answer.json();
  }, id);
  await unit.shows(["TEA-1", "SPOON-1", "CLOTH-1"]);
});

test("cross-sells wait for the cart, so that nothing moves when it is there", async ({ openWith, open, host, page }) => {
  await openWith(["MUG-1"]);
  await page.addInitScript(() => {
    window.moved = [];
    const names = ({ sources }) => sources.map(({ node }) => node?.nodeName);
    const observer = new PerformanceObserver((list) => window.moved.push(...list.getEntries().flatMap(names)));
    observer.observe({ type: "layout-shift" });
  });
  // The cart is the third of three answers that wait for one another, the widget the second of two.
  host.latency = 300;
  // What the documents tell a page to say, so that the room is there from the first paint.
  const document = await readFile(resolve(import.meta.dirname, "../../docs/embed.md"), "utf8");
  const [room] = /kindred-cross-sell:not\(:defined\) \{.*\}/.exec(document);
  const unit = await open({
    body: `<style>${room}</style><kindred-cross-sell><a href="/">Look around</a></kindred-cross-sell><p>Below</p>`,
  });
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  expect(await page.evaluate(() => window.moved)).toEqual([]);
});

test("other units do not wait for the cart", async ({ openWith, open, host, page }) => {
  await openWith(["MUG-1"]);
  const release = host.hold("/cart.js");
  await open({ body: '<kindred-related sku="TRAY-1"></kindred-related>' });
  await new Unit(page, "related").shows(["MUG-1"]);
  const asked = () => host.log.find(({ path, answered }) => path === "/cart.js" && !answered);
  await expect.poll(asked, { message: "the cart was asked for, and has not answered" }).toBeDefined();
  release();
});

test("more than there are left is refused in the shop's words", async ({ openWith, shop }) => {
  shop.product("SPOON-1").left = 1;
  const unit = await openWith(["MUG-1"], { body: '<kindred-cross-sell cart="MUG-1"></kindred-cross-sell>' });
  await addButton(unit, "SPOON-1").click();
  await expect(unit.message).toHaveText(ADDED);
  // With a cart of the element's own the card stays, so it can be asked for again.
  await addButton(unit, "SPOON-1").click();
  await expect(unit.message).toHaveText("The maximum quantity of this item is already in your cart.");
  await holds(shop, ["MUG-1 x 1", "SPOON-1 x 1"]);
});

test("a variant without a SKU is found by its product's handle", async ({ openWith, shop }) => {
  shop.product("TRAY-1").sku = "";
  const unit = await openWith(["MUG-1"]);
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
});
