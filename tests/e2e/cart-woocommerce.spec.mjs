// The cart of WooCommerce.

import { addButton, addsWhatCanBeHad, behavesAsACart, holds, remembersCustomers, testOn } from "./cart-behaviour.mjs";
import { expect } from "./host.mjs";
import { WooCommerce } from "./stand-ins/woocommerce.mjs";
import { Unit } from "./unit.mjs";

const test = testOn(WooCommerce);

behavesAsACart(test);
remembersCustomers(test);
addsWhatCanBeHad(test);

test("a nonce that has grown old is changed for a new one, and the product is added once", async ({ openWith, shop }) => {
  const unit = await openWith(["MUG-1"]);
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  shop.forgetNonces();
  await addButton(unit, "SPOON-1").click();
  await unit.shows(["TEA-1", "CLOTH-1"]);
  await holds(shop, ["MUG-1 x 1", "SPOON-1 x 1"]);
});

test("the shop's blocks and its older widgets are told of what was added, and of nothing else", async ({ openWith, shop, page }) => {
  const unit = await openWith(["MUG-1"], {
    body: `<kindred-cross-sell></kindred-cross-sell><script>
      window.told = [];
      document.body.addEventListener("wc-blocks_added_to_cart", ({ detail }) => told.push(detail));
      window.jQuery = () => ({ on() {}, trigger: (name) => told.push(name) });
    </script>`,
  });
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  await addButton(unit, "CLOTH-1").click();
  await expect(unit.message).toHaveText(shop.refusal(shop.product("CLOTH-1")));
  expect(await page.evaluate(() => window.told)).toEqual([]);
  await addButton(unit, "SPOON-1").click();
  await unit.shows(["TEA-1", "CLOTH-1"]);
  const told = [{ preserveCartData: false }, "wc_fragment_refresh", "wc_update_cart"];
  expect(await page.evaluate(() => window.told)).toEqual(told);
});

test("what jQuery's events tell is heard", async ({ openWith, shop, page }) => {
  const unit = await openWith(["MUG-1"], {
    body: `<kindred-cross-sell></kindred-cross-sell><script>
      window.jQuery = () => ({ trigger() {}, on: (names, callback) => Object.assign(window, { names, callback }) });
    </script>`,
  });
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  const [line] = [...shop.carts.values()].filter((lines) => lines.length);
  line.push({ product: shop.product("TRAY-1"), quantity: 1 });
  await page.evaluate(() => window.callback());
  await unit.shows(["TEA-1", "SPOON-1", "CLOTH-1"]);
  expect(await page.evaluate(() => window.names)).toContain("removed_from_cart");
});

test("a shop without readable addresses has its API in a query", async ({ openWith, shop }) => {
  shop.api = "/?rest_route=/";
  const unit = await openWith(["MUG-1"]);
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  await addButton(unit, "SPOON-1").click();
  await unit.shows(["TEA-1", "CLOTH-1"]);
  await holds(shop, ["MUG-1 x 1", "SPOON-1 x 1"]);
});

test("a product without a SKU is known by its id", async ({ page, host, open, shop }) => {
  const tray = shop.product("TRAY-1");
  tray.sku = "";
  host.putFeed({
    files: {
      "feed.json": {
        format: 1,
        currency: "EUR",
        products: [
          { sku: "MUG-1", name: "Mug", url: "/product/stoneware-mug/", price: 9, related: [String(tray.id)] },
          { sku: String(tray.id), name: "Tray", url: "/product/oak-tray/", price: 9 },
        ],
      },
    },
  });
  await open({ body: '<kindred-related sku="MUG-1"></kindred-related>' });
  const unit = new Unit(page, "related");
  await unit.tickAll.click();
  await unit.addSelected.click();
  await expect.poll(() => shop.carts.size && [...shop.carts.values()].flat().map(({ product }) => product.id)).toEqual([tray.id]);
});
