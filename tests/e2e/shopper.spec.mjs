// Who is looking: customer segments, the customer group and its prices, what was bought before.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { CartPage, ProductPage, fillCart } from "./shop.mjs";
import { DEMO, onEachSite } from "./sites.mjs";
import { FALLBACK, openSmallPage, scriptWith } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c, d, e] = manySkus(5);
const showing = (sku, rest = {}) => ({
  name: `For ${sku}`,
  relation: "related",
  display: { attribute: "sku", operator: "is", value: sku },
  ...rest,
});
const PRICED = { sku: d, price: 20, "regular-price": 30, "group-prices": { trade: 16.5, vip: 0.5 } };
const FEED = smallFeed([a, b, c, PRICED, { sku: e, price: 9 }], {
  rules: [
    showing(b),
    showing(c, { segments: ["vip", "staff"] }),
    showing(d, { display: { attribute: "price", operator: "greater than", value: 15 } }),
  ],
});
const UNIT = `<kindred-related sku="${a}">${FALLBACK}</kindred-related>`;

const setCustomer = (page, customer) => page.evaluate((customer) => window.kindred.setCustomer(customer), customer);

async function open(page, { script, body = UNIT, feed = FEED } = {}) {
  await openSmallPage(page, { feed, body, script });
  return new Unit(page, "related");
}

test.describe("segments", () => {
  test("a rule for segments speaks to shoppers who are in one of them", async ({ page }) => {
    const unit = await open(page);
    await unit.shows([b, d]);
    for (const [segments, skus] of [
      [["vip"], [b, c, d]],
      [["VIP"], [b, d]],
      [["newsletter", "staff"], [b, c, d]],
      [[], [b, d]],
    ]) {
      await setCustomer(page, { segments });
      await unit.shows(skus);
    }
  });

  test("the script tag can name them, with spaces as a person writes them", async ({ page }) => {
    const unit = await open(page, { script: scriptWith('data-segments="newsletter , vip"') });
    await unit.shows([b, c, d]);
    await setCustomer(page, {});
    await unit.shows([b, d]);
  });

  test("what a page says before the widget is there counts from the first card on", async ({ page, heard }) => {
    const body = `${UNIT}<script type="module">kindred.setCustomer({ segments: ["vip"], group: "trade" });</script>`;
    const unit = await open(page, { body });
    await unit.shows([b, c, d]);
    expect(await heard.events("kindred:render")).toHaveLength(1);
  });

  test("a shopper who signs out is a stranger again", async ({ page }) => {
    const unit = await open(page, { script: scriptWith('data-segments="vip" data-group="trade"') });
    await unit.shows([b, c, d]);
    await page.evaluate(() => window.kindred.setCustomer());
    await unit.shows([b, d]);
    await expect(unit.card(d).locator("[part=price]")).toHaveText("€20.00");
  });
});

test.describe("group prices", () => {
  const price = (unit) => unit.card(d).locator("[part=price]");

  test("a card has the price of the shopper's group, and beside it the regular one", async ({ page }) => {
    const unit = await open(page);
    await expect(price(unit)).toHaveText("€20.00");
    await setCustomer(page, { group: "trade" });
    await expect(price(unit)).toHaveText("€16.50");
    await expect(unit.card(d).locator("[part=regular-price]")).toContainText("€30.00");
    await setCustomer(page, { group: "nobody" });
    await expect(price(unit)).toHaveText("€20.00");
  });

  test("the script tag can name the group", async ({ page }) => {
    const unit = await open(page, { script: scriptWith('data-group="trade"') });
    await expect(price(unit)).toHaveText("€16.50");
  });

  test("conditions count with the group's price, of the card and of the viewed product", async ({ page }) => {
    const unit = await open(page, { script: scriptWith('data-group="vip"') });
    // For this group it costs no more than 15 any longer.
    await unit.shows([b]);
    const cheaper = { attribute: "price", operator: "less than", matched: "price" };
    const feed = { ...FEED, rules: [showing(e, { display: cheaper })] };
    for (const [group, skus] of [
      [undefined, [a, b, c, e]],
      ["vip", []],
    ]) {
      const script = scriptWith(group ? `data-group="${group}"` : "");
      const body = `<kindred-related sku="${d}">${FALLBACK}</kindred-related>`;
      const other = await open(page, { feed, script, body });
      await other.shows(skus);
      if (!skus.length) await other.givesRoomBack();
    }
  });
});

test.describe("what was bought", () => {
  const feed = smallFeed([{ sku: a, related: [b, c] }, { sku: b, variants: ["A-2-blue"] }, c, "A-2-blue"]);

  test("it drops out, a product also by its variant's SKU", async ({ page }) => {
    const unit = await open(page, { feed });
    await unit.shows([b, c]);
    await setCustomer(page, { bought: [c, "unheard of"] });
    await unit.shows([b]);
    await setCustomer(page, { bought: ["A-2-blue"] });
    await unit.shows([c]);
    await setCustomer(page, { bought: [b, c] });
    await unit.showsFallback();
  });

  test("a unit may be set to show it", async ({ page }) => {
    const unit = await open(page, { feed: { ...feed, units: { related: { "show-bought": true } } } });
    await unit.shows([b, c]);
    await setCustomer(page, { bought: [b, c] });
    await unit.shows([b, c]);
  });
});

onEachSite(
  (site) => {
    const chooser = (page) => page.getByLabel("Looking around as");
    const MEMBER = "a member of the garden club";

    test("the demo's visitor becomes a member, sees the club's product, and is one on the next page", async ({
      page,
    }) => {
      const { related } = new ProductPage(page);
      await new ProductPage(page).open(site, "PL-102");
      const before = await related.shown();
      expect(before).toContain("SF-104");
      expect(before).not.toContain("BK-303");
      await chooser(page).selectOption({ label: MEMBER });
      await expect(related.card("BK-303")).toHaveCount(1);
      // The club remembers what this member has bought.
      await expect(related.card("SF-104")).toHaveCount(0);
      await new ProductPage(page).open(site, "PL-101");
      await expect(chooser(page).locator("option:checked")).toHaveText(MEMBER);
      await expect(related.card("BK-303")).toHaveCount(1);
      await chooser(page).selectOption({ label: "a guest" });
      await expect(related.card("BK-303")).toHaveCount(0);
    });

    test("the demo's trade sees its own prices on the page, on cards and in the cart", async ({ page }) => {
      const productPage = new ProductPage(page);
      await productPage.open(site, "PT-103");
      const shown = page.locator("main [data-price-for]:visible");
      await expect(shown).toHaveText("€24.00");
      await expect(productPage.upSell.card("PT-205").locator("[part=price]")).toHaveText("€34.00");
      await chooser(page).selectOption({ label: "trade" });
      await expect(shown).toHaveText("€19.20 trade price");
      await expect(productPage.upSell.card("PT-205").locator("[part=price]")).toHaveText("€27.00");
      await fillCart(page, site, ["PT-103"]);
      await expect(page.locator("[data-cart-total]")).toHaveText("€19.20");
      await chooser(page).selectOption({ label: "a guest" });
      await expect(page.locator("[data-cart-total]")).toHaveText("€24.00");
      await new CartPage(page).open();
      await expect(page.locator("[data-cart-total]")).toHaveText("€24.00");
    });

    for (const width of [390, 1280]) {
      test(`${width} pixels wide, the choice fits the demo's page and can be hit`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 });
        await new ProductPage(page).open(site, "PL-101");
        await chooser(page).selectOption({ label: MEMBER });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        const box = await chooser(page).boundingBox();
        expect(box.height).toBeGreaterThanOrEqual(44);
        expect(box.x + box.width).toBeLessThanOrEqual(width);
      });
    }
  },
  [DEMO],
);
