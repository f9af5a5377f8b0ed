// How cards lie: side by side, in a grid, in a list; by the width of the element, and in the room that was kept.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { FALLBACK, openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, ...others] = manySkus(7);

/** Products of which some have everything that a card may say. */
const PRODUCTS = others.map((sku, place) => ({
  sku,
  name: place % 2 ? `Product ${sku} with a name that takes two lines of its card at the least` : `Product ${sku}`,
  ...(place % 3 === 0 && { rating: 4.5, reviews: 3, badges: ["New"] }),
  ...(place === 4 && { type: "configurable", options: 3 }),
  image: place === 2 ? "/missing.svg" : undefined,
}));

const feedOf = (relation) => smallFeed([{ sku: a, [relation]: others }, ...PRODUCTS], { units: { [relation]: { limit: 6 } } });

const element = (relation, layout, attributes = "", fallback = "") => {
  const about = relation === "cross-sell" ? "cart" : "sku";
  return `<kindred-${relation} ${about}="${a}" layout="${layout}" ${attributes}>${fallback}</kindred-${relation}>`;
};

async function open(page, layout, { relation = "related", width = "100%", attributes, fallback } = {}) {
  const body = `<div style="inline-size:${width}">${element(relation, layout, attributes, fallback)}</div><p>Below</p>`;
  await openSmallPage(page, { feed: feedOf(relation), body });
  const unit = new Unit(page, relation);
  await unit.shows(others);
  return unit;
}

/** How many cards stand in each row. */
const rows = (unit) =>
  unit.cards.evaluateAll((cards) => {
    const tops = cards.map((card) => Math.round(card.getBoundingClientRect().top));
    return [...new Set(tops)].map((top) => tops.filter((one) => one === top).length);
  });

for (const { layout, width, expected } of [
  { layout: "grid", width: "20rem", expected: [2, 2, 2] },
  { layout: "grid", width: "45rem", expected: [3, 3] },
  { layout: "grid", width: "70rem", expected: [5, 1] },
  { layout: "list", width: "20rem", expected: [1, 1, 1, 1, 1, 1] },
  { layout: "list", width: "46rem", expected: [2, 2, 2] },
  { layout: "carousel", width: "20rem", expected: [6] },
  { layout: "something", width: "20rem", expected: [6] },
]) {
  test(`a ${layout} that is ${width} wide has rows of ${expected}, however wide the screen is`, async ({ page }) => {
    const unit = await open(page, layout, { width });
    expect(await rows(unit)).toEqual(expected);
  });
}

for (const layout of ["grid", "list"]) {
  test(`a ${layout} does not scroll, and has nothing to scroll it with`, async ({ page }) => {
    const unit = await open(page, layout, { width: "20rem" });
    await expect(unit.track).not.toHaveAttribute("tabindex");
    await expect(unit.host.locator("[part~=arrow]")).toHaveCount(0);
    await expect(unit.position).toHaveCount(0);
    const overflow = await unit.track.evaluate((track) => track.scrollWidth - track.clientWidth);
    expect(overflow).toBe(0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
  });

  test(`the cards of a ${layout} are a list of the unit's name`, async ({ page }) => {
    const unit = await open(page, layout);
    await expect(unit.host.getByRole("list", { name: "Related products" })).toBeVisible();
    await expect(unit.host.getByRole("listitem")).toHaveCount(6);
  });

  test(`ticks of a ${layout} go on`, async ({ page }) => {
    const unit = await open(page, layout);
    await unit.tickAll.click();
    expect(await unit.ticked()).toEqual(others.filter((sku) => sku !== PRODUCTS[4].sku));
  });
}

test("in a list the picture stands beside the text, and the link is as large as both", async ({ page }) => {
  const unit = await open(page, "list", { width: "24rem" });
  const card = unit.card(others[0]);
  const box = (part) => card.locator(`[part=${part}]`).boundingBox();
  const [frame, name, prices, link] = await Promise.all(["frame", "name", "prices", "link"].map(box));
  expect(name.x).toBeGreaterThan(frame.x + frame.width);
  expect(Math.abs(name.y - frame.y)).toBeLessThan(2);
  expect(prices.x).toBe(name.x);
  expect(link.height).toBeGreaterThanOrEqual(frame.height);
  expect(link.width).toBeGreaterThan(frame.width + name.width);
});

test("in a list the way to buy lies above the link, and takes the click", async ({ page, heard }) => {
  const unit = await open(page, "list", { relation: "cross-sell" });
  await unit.card(others[0]).getByRole("button", { name: "Add to cart" }).click();
  await expect.poll(() => heard.events("kindred:add-to-cart")).toHaveLength(1);
  expect(await heard.events("kindred:click")).toEqual([]);
});

test("a unit takes another layout when its attribute says so", async ({ page, heard }) => {
  const unit = await open(page, "carousel", { width: "20rem" });
  await expect(unit.next).toBeVisible();
  await unit.host.evaluate((host) => (host.layout = host.setAttribute("layout", "grid")));
  await expect.poll(() => rows(unit)).toEqual([2, 2, 2]);
  await unit.host.evaluate((host) => host.removeAttribute("layout"));
  await expect.poll(() => rows(unit)).toEqual([6]);
  expect(await heard.codes()).toEqual([]);
});

/** The shifts of a page whose feed comes late, and the unit's height before and after. */
async function shifts(page, relation, layout, { attributes, fallback, withFeed = feedOf(relation) }) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => window.shifts.push(value)))
      .observe({ type: "layout-shift", buffered: true });
  });
  await page.route("**/missing.svg", (route) => route.fulfill({ status: 404 }));
  await page.route("**/kindred-feed/feed.json", async (route) => {
    await held;
    await route.fulfill({ json: withFeed });
  });
  const body = `${element(relation, layout, `heading="With it" ${attributes}`, fallback)}<p>Below</p>`;
  await openSmallPage(page, { body });
  const unit = new Unit(page, relation);
  await expect.poll(() => unit.host.evaluate((host) => Boolean(host.shadowRoot))).toBe(true);
  await page.waitForLoadState("load");
  const drawn = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  await drawn();
  const before = await unit.height();
  await page.evaluate(() => (window.shifts.length = 0));
  release();
  await unit.shown();
  await page.waitForLoadState("networkidle");
  await drawn();
  return { shifts: await page.evaluate(() => window.shifts), before, after: await unit.height() };
}

for (const width of [390, 768, 1280]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 900 } });
    for (const relation of ["related", "up-sell", "cross-sell"]) {
      for (const { layout, rows } of [
        { layout: "carousel" },
        { layout: "bundle" },
        { layout: "grid", rows: { 390: 3, 768: 2, 1280: 2 }[width] },
        { layout: "list", rows: { 390: 6, 768: 3, 1280: 2 }[width] },
      ]) {
        for (const fallback of ["", FALLBACK]) {
          const how = fallback ? "with a fallback" : "without a fallback";
          test(`nothing moves when the ${layout} of ${relation} comes, ${how}`, async ({ page }) => {
            // What a bundle adds to up-sells nobody knows before it is asked for.
            const room = layout === "bundle" && relation === "up-sell" ? "5.5rem" : "0rem";
            const attributes = `style="--kindred-rows:${rows ?? 1};--kindred-room:${room}"`;
            const seen = await shifts(page, relation, layout, { attributes, fallback });
            expect(seen.shifts).toEqual([]);
            expect(seen.after).toBeCloseTo(seen.before, 0);
          });
        }
      }
    }
  });
}
