// The cart of Adobe Commerce and Magento Open Source with Luma.

import { FAILED, addButton, addsWhatCanBeHad, behavesAsACart, holds, remembersCustomers, testOn } from "./cart-behaviour.mjs";
import { expect } from "./host.mjs";
import { Magento } from "./stand-ins/magento.mjs";

const test = testOn(Magento);

behavesAsACart(test);
remembersCustomers(test);
addsWhatCanBeHad(test);

test("Luma's mini cart shows what was added", async ({ openWith, page }) => {
  const unit = await openWith(["MUG-1"], {
    body: "<output data-minicart></output><kindred-cross-sell></kindred-cross-sell>",
  });
  await addButton(unit, "SPOON-1").click();
  await expect(page.locator("[data-minicart]")).toHaveText("2");
});

test("a form key that is not the session's is refused in the shop's words", async ({ openWith, shop, page }) => {
  const unit = await openWith(["MUG-1"]);
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  await page.evaluate(() => {
    document.cookie = "form_key=; path=/; max-age=0";
    document.body.insertAdjacentHTML("beforeend", '<input type="hidden" name="form_key" value="of-yesterday">');
  });
  await addButton(unit, "SPOON-1").click();
  await expect(unit.message).toHaveText("Your session has expired");
  await holds(shop, ["MUG-1 x 1"]);
});

test("a product that the store view does not sell is told in words", async ({ openWith, shop }) => {
  const unit = await openWith(["MUG-1"], { attributes: 'data-cart="magento" data-cart-store="sv"' });
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  shop.product("TEA-1").sku = "TEA-OTHER";
  await addButton(unit, "TEA-1").click();
  await expect(unit.message).toHaveText(FAILED);
  expect(shop.stores).toEqual(["sv"]);
  await holds(shop, ["MUG-1 x 1"]);
});

test("a theme without Luma's scripts has its cart from the shop", async ({ openWith, open, shop }) => {
  await openWith(["MUG-1"]);
  const unit = await open({ luma: false });
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  await addButton(unit, "SPOON-1").click();
  await unit.shows(["TEA-1", "CLOTH-1"]);
  await holds(shop, ["MUG-1 x 1", "SPOON-1 x 1"]);
});

test("before Luma's scripts are there, what they keep in the browser counts", async ({ openWith, open, page }) => {
  await openWith(["MUG-1"]);
  const unit = await open({ luma: "never" });
  await unit.shows(["SPOON-1", "TEA-1", "CLOTH-1"]);
  expect(await page.evaluate(() => typeof window.require)).toBe("function");
});
