// Products that a feed is wrong or hostile about: each card shows what is harmless of it, and the rest of the unit
// shows as if nothing were (design, section 7).

import { expect, test } from "./test.mjs";
import { linkedSkus, manySkus, serveFeed, smallFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { feedOf, onEachSite } from "./sites.mjs";
import { FALLBACK, openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

onEachSite((site) => {
  /** Opens a product's page with its first related product changed; that product's card. */
  async function openWith(page, changes) {
    const feed = await feedOf(site);
    const linked = linkedSkus(feed, "related", [site.simple]);
    Object.assign(
      feed.products.find(({ sku }) => sku === linked[0]),
      changes,
    );
    await serveFeed(page, feed);
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    await expect.poll(async () => (await productPage.related.skus()).slice(0, linked.length)).toEqual(linked);
    return productPage.related.card(linked[0]);
  }

  for (const url of [
    "javascript:document.title='run'",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
  ]) {
    test(`a product at ${JSON.stringify(url)} is shown, but leads nowhere`, async ({ page, heard }) => {
      const card = await openWith(page, { url });
      const link = card.locator("[part=link]");
      await expect(link).toBeVisible();
      await expect(link).not.toHaveAttribute("href");
      const before = [page.url(), await page.title()];
      await link.click();
      expect([page.url(), await page.title()]).toEqual(before);
      expect(await heard.codes()).toEqual([]);
    });
  }

  test("HTML in a name stays text", async ({ page }) => {
    const name = '<img src="/kindred/none" onerror="document.title=\'run\'"><b>Bold</b> & <script>alert(1)</script>';
    const card = await openWith(page, { name });
    await expect(card.locator("[part=name]")).toHaveText(name);
    await expect(card.locator("b, script, [part=name] img")).toHaveCount(0);
    await expect(page).not.toHaveTitle("run");
  });

  test("a negative price is left out", async ({ page, heard }) => {
    const card = await openWith(page, { price: -5, "regular-price": "-1.50" });
    await expect(card.locator("[part=name]")).toBeVisible();
    await expect(card.locator("[part=price]")).toHaveText("");
    await expect(card.locator("[part=regular-price]")).toHaveCount(0);
    expect(await heard.codes()).toEqual([]);
  });

  for (const price of ["12,50", "free", 1e300, [], { amount: 3 }, true, null]) {
    test(`a price of ${JSON.stringify(price)} is left out`, async ({ page, heard }) => {
      const card = await openWith(page, { price });
      await expect(card.locator("[part=price]")).toHaveText("");
      expect(await heard.codes()).toEqual([]);
    });
  }

  for (const { what, image } of [
    { what: "a picture that is not there", image: "/img/none.jpg" },
    { what: "a picture that is none", image: "/shop.css" },
  ]) {
    test(`${what} gives way to a placeholder`, async ({ page }) => {
      const card = await openWith(page, { image, name: "Zinnia" });
      await card.scrollIntoViewIfNeeded();
      await expect(card.locator("[part=picture]")).toBeHidden();
      await expect(card.locator("[part=frame]")).toBeVisible();
      const placeholder = card.locator("[part=frame]");
      expect(await placeholder.evaluate((frame) => getComputedStyle(frame, "::before").content)).toContain("Z");
    });
  }

  for (const image of ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", ""]) {
    test(`a picture at ${JSON.stringify(image)} is not even asked for`, async ({ page }) => {
      const card = await openWith(page, { image, "image-2": image });
      await expect(card.locator("[part=frame]")).toBeVisible();
      await expect(card.locator("img")).toHaveCount(0);
    });
  }
});

const [a, b, c] = manySkus(3);
const FEED = smallFeed([{ sku: a, related: [b, c], "up-sell": [c] }, b, c]);
const UNITS = `<kindred-related>${FALLBACK}</kindred-related><kindred-up-sell>${FALLBACK}</kindred-up-sell>`;

for (const { what, head, code } of [
  {
    what: "a SKU that the feed does not know",
    head: '<meta property="product:retailer_item_id" content="A-99">',
    code: "unknown-sku",
  },
  { what: "no product on the page", head: "", code: "no-sku" },
]) {
  test(`with ${what}, each unit says so once and keeps its fallback`, async ({ page, heard }) => {
    await openSmallPage(page, { feed: FEED, head, body: UNITS });
    for (const relation of ["related", "up-sell"]) await new Unit(page, relation).showsFallback();
    await expect.poll(() => heard.codes()).toEqual([code, code]);
    expect(heard.warnings.filter((warning) => warning.startsWith(`kindred: ${code}: `))).toHaveLength(2);
    expect(heard.warnings).toHaveLength(2);
    if (code === "unknown-sku") expect(heard.warnings[0]).toContain("A-99");
  });
}

test("a unit that was given a wrong SKU recovers with a right one", async ({ page, heard }) => {
  await openSmallPage(page, { feed: FEED, body: `<kindred-related sku="A-99">${FALLBACK}</kindred-related>` });
  const unit = new Unit(page, "related");
  await unit.showsFallback();
  await expect.poll(() => heard.codes()).toEqual(["unknown-sku"]);
  await unit.host.evaluate((host, sku) => host.setAttribute("sku", sku), a);
  await unit.shows([b, c]);
  await expect(unit.fallback.first()).toBeHidden();
  expect(await heard.codes()).toEqual(["unknown-sku"]);
});

test("a link to a product that the feed does not have is passed over", async ({ page, heard }) => {
  const feed = smallFeed([{ sku: a, related: ["A-98", b, a, "A-99", c, b] }, b, c]);
  await openSmallPage(page, { feed, body: `<kindred-related sku="${a}"></kindred-related>` });
  await new Unit(page, "related").shows([b, c]);
  expect(await heard.codes()).toEqual([]);
});

test("a currency that nobody knows costs the prices, not the cards", async ({ page, heard }) => {
  const feed = { ...FEED, currency: "MANY COINS" };
  await openSmallPage(page, { feed, body: `<kindred-related sku="${a}"></kindred-related>` });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await expect(unit.card(b).locator("[part=price]")).toHaveText("");
  expect(await heard.codes()).toEqual([]);
});

test("a name without an end stays in its card", async ({ page }) => {
  const long = { sku: b, name: "Extraordinarily".repeat(3000) };
  await openSmallPage(page, {
    feed: smallFeed([{ sku: a, related: [b, c] }, long, c]),
    body: `<kindred-related sku="${a}"></kindred-related>`,
  });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  const [tall, usual] = await Promise.all([b, c].map((sku) => unit.card(sku).boundingBox()));
  expect(tall.height).toBeCloseTo(usual.height, 0);
  expect(tall.width).toBeCloseTo(usual.width, 0);
});
