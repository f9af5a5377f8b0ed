// The cart page: cross-sells of what is in the cart.

import { expect, test } from "./test.mjs";
import { limitOf, linkedSkus, manySkus, productOf, smallFeed } from "./feed.mjs";
import { CartPage, ProductPage, fillCart } from "./shop.mjs";
import { CHUNKED, LUMA, SITES, feedOf, onEachSite } from "./sites.mjs";
import { FALLBACK, openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

onEachSite((site) => {
  test("cross-sells of the product added last come first, without what is in the cart", async ({ page }) => {
    const feed = await feedOf(site);
    for (const order of [site.cart, [...site.cart].reverse()]) {
      const cart = await fillCart(page, site, order);
      const lastFirst = [...order].reverse();
      await cart.holds(lastFirst);
      const linked = linkedSkus(feed, "cross-sell", lastFirst);
      await expect.poll(async () => (await cart.crossSell.skus()).slice(0, linked.length)).toEqual(linked);
      const shown = await cart.crossSell.skus();
      expect(shown.length).toBeLessThanOrEqual(limitOf(feed, "cross-sell"));
      expect(shown.filter((sku) => lastFirst.includes(sku))).toEqual([]);
    }
  });

  test("a product whose variant is in the cart is not offered again", async ({ page }) => {
    const feed = await feedOf(site);
    const productPage = new ProductPage(page);
    await productPage.open(site, site.configurable);
    const variant = await productPage.options.inputValue();
    const { cart } = await productPage.addToCart();
    await cart.holds([variant]);
    expect(productOf(feed, variant).sku).toBe(site.configurable);
    const linked = linkedSkus(feed, "cross-sell", [variant]);
    await expect.poll(async () => (await cart.crossSell.skus()).slice(0, linked.length)).toEqual(linked);
    expect(await cart.crossSell.skus()).not.toContain(site.configurable);
  });

  test("adding a cross-sell removes its card, puts it on top of the cart, and leaves the focus in the unit", async ({
    page,
    heard,
  }) => {
    const feed = await feedOf(site);
    const cart = await fillCart(page, site, site.cart);
    const { crossSell } = cart;
    await crossSell.shown();
    const button = crossSell.cards.getByRole("button", { name: /^Add to cart/ }).first();
    const sku = await button.evaluate((button) => button.closest("[part=card]").dataset.sku);
    const before = await cart.skus();
    await expect(cart.badge).toHaveText("2");
    await button.focus();
    await page.keyboard.press("Enter");
    await cart.holds([sku, ...before]);
    await expect(cart.badge).toHaveText("3");
    await expect(crossSell.card(sku)).toHaveCount(0);
    const linked = linkedSkus(feed, "cross-sell", [sku, ...before]);
    await expect.poll(async () => (await crossSell.skus()).slice(0, linked.length)).toEqual(linked);
    const product = productOf(feed, sku);
    const items = [{ sku, quantity: product["min-quantity"] ?? 1, url: product.url }];
    const said = (await heard.events("kindred:add-to-cart")).map(({ detail }) => detail);
    expect(said).toMatchObject([{ relation: "cross-sell", skus: [sku], items }]);
    const focused = await page.evaluate(() => ({
      host: document.activeElement.localName,
      inside: document.activeElement.shadowRoot?.activeElement?.closest("[part=card]") != null,
    }));
    expect(focused).toEqual({ host: "kindred-cross-sell", inside: true });
  });

  test("a product whose options must be chosen has a link in place of the button", async ({ page }) => {
    const feed = await feedOf(site);
    const skus = feed.products
      .filter((product) => product["needs-options"])
      .slice(0, 2)
      .map(({ sku }) => sku);
    const rule = {
      name: "To choose",
      relation: "cross-sell",
      display: { attribute: "sku", operator: "()", value: skus },
    };
    await openSmallPage(page, {
      feed: { ...feed, rules: [rule] },
      body: `<kindred-cross-sell cart="${site.simple}" limit="20"></kindred-cross-sell>`,
    });
    const unit = new Unit(page, "cross-sell");
    const choice = unit.card(skus[0]).getByRole("link", { name: /^Choose options/ });
    await expect(choice).toHaveAttribute("href", productOf(feed, skus[0]).url);
    await expect(unit.card(skus[0]).getByRole("button")).toHaveCount(0);
  });

  test("removing a line re-selects, and an emptied cart shows no cards", async ({ page, heard }) => {
    const feed = await feedOf(site);
    const cart = await fillCart(page, site, site.cart);
    await cart.crossSell.shown();
    await cart.lines
      .first()
      .getByRole("button", { name: /^Remove/ })
      .click();
    const linked = linkedSkus(feed, "cross-sell", site.cart.slice(0, 1));
    await expect.poll(async () => (await cart.crossSell.skus()).slice(0, linked.length)).toEqual(linked);
    await cart.lines
      .first()
      .getByRole("button", { name: /^Remove/ })
      .click();
    await cart.crossSell.givesRoomBack();
    expect(await heard.codes()).toEqual([]);
  });

  test("an empty cart shows neither cards nor an error", async ({ page, heard }) => {
    const cart = new CartPage(page);
    await cart.open();
    await expect(cart.emptyWords).toBeVisible();
    await cart.crossSell.givesRoomBack();
    expect(await heard.codes()).toEqual([]);
    expect(heard.warnings).toEqual([]);
  });
}, [...SITES, CHUNKED]);

onEachSite(
  (site) => {
    test("a bag and a rope bring what Adobe's sample data says, then what the rule says", async ({ page }) => {
      const cart = await fillCart(page, site, ["24-MB01", "24-UG02"]);
      await cart.crossSell.shows(["24-UG01", "24-WG085_Group", "24-WG080", "24-UG06"]);
    });
  },
  [LUMA],
);

test("a cart that a page tells of before the widget is there counts as soon as it is", async ({ page }) => {
  const [a, b, c] = manySkus(3);
  await openSmallPage(page, {
    feed: smallFeed([{ sku: a, "cross-sell": [b] }, b, c]),
    body: `<kindred-cross-sell></kindred-cross-sell>
      <script type="module">kindred.setCart([{ sku: "${a}", quantity: 2 }]);</script>`,
  });
  await new Unit(page, "cross-sell").shows([b]);
});

test("a unit for an empty cart takes no room on the page but its fallback's", async ({ page, heard }) => {
  const units = `<kindred-cross-sell></kindred-cross-sell><kindred-cross-sell>${FALLBACK}</kindred-cross-sell>`;
  await openSmallPage(page, { feed: smallFeed(["A"]), body: units });
  const [bare, withFallback] = [0, 1].map((place) => new Unit(page, `cross-sell:nth-of-type(${place + 1})`));
  await expect.poll(() => bare.height()).toBe(0);
  await withFallback.showsFallback();
  expect(await withFallback.height()).toBeLessThan(100);
  expect(await heard.codes()).toEqual([]);
});

test("the element's own cart goes before what the page says", async ({ page }) => {
  const [a, b, c, d] = manySkus(4);
  await openSmallPage(page, {
    feed: smallFeed([{ sku: a, "cross-sell": [b] }, b, { sku: c, "cross-sell": [d] }, d]),
    body: `<kindred-cross-sell cart="${c}">${FALLBACK}</kindred-cross-sell>
      <script type="module">kindred.setCart(["${a}"]);</script>`,
  });
  const unit = new Unit(page, "cross-sell");
  await unit.shows([d]);
  await unit.host.evaluate((host) => host.removeAttribute("cart"));
  await unit.shows([b]);
});

test("when the last card has gone into the cart the unit gives way to its fallback", async ({ page }) => {
  const [a, b] = manySkus(2);
  await openSmallPage(page, {
    feed: smallFeed([{ sku: a, "cross-sell": [b] }, b]),
    body: `<kindred-cross-sell>${FALLBACK}</kindred-cross-sell>
      <script type="module">
        const cart = ["${a}"];
        kindred.setCart(cart);
        document.addEventListener("kindred:add-to-cart", ({ detail }) => {
          cart.unshift(...detail.items.map(({ sku }) => sku));
          kindred.setCart(cart);
        });
      </script>`,
  });
  const unit = new Unit(page, "cross-sell");
  await unit.shows([b]);
  await unit.cards.getByRole("button", { name: /^Add to cart/ }).click();
  await unit.showsFallback();
});
