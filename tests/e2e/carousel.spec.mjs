// The carousel: scrolling by arrows and by keyboard, in both directions of writing, and what it says of itself.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { onEachSite } from "./sites.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit, catchLinks } from "./unit.mjs";

const [first, ...others] = manySkus(9);
const FEED = smallFeed([{ sku: first, "up-sell": others, related: others.slice(0, 2) }, ...others]);
const UP_SELL = `<kindred-up-sell sku="${first}"></kindred-up-sell>`;

/** Narrow enough for three cards and a bit. */
test.use({ viewport: { width: 760, height: 900 } });

/** How far the track is scrolled from its start, in whole pixels, wherever the text runs. */
const scrolled = (unit) => unit.track.evaluate((track) => Math.round(Math.abs(track.scrollLeft)));

/** Waits until the carousel has come to rest; where. */
async function rest(unit) {
  let last = -1;
  await expect
    .poll(async () => {
      const before = last;
      last = await scrolled(unit);
      return last === before;
    })
    .toBe(true);
  return last;
}

/** The cards that are wholly in view. */
const inView = (unit) =>
  unit.track.evaluate((track) => {
    const window = track.getBoundingClientRect();
    const isInside = ({ left, right }) => left >= window.left - 1 && right <= window.right + 1;
    return [...track.children].filter((card) => isInside(card.getBoundingClientRect())).map((card) => card.dataset.sku);
  });

/** How many pixels of a card's width are in view. */
const widthInView = (unit, sku) =>
  unit.card(sku).evaluate((card) => {
    const [seen, window] = [card, card.parentElement].map((element) => element.getBoundingClientRect());
    return Math.min(seen.right, window.right) - Math.max(seen.left, window.left);
  });

async function open(page, options = {}) {
  await openSmallPage(page, { feed: FEED, body: UP_SELL, ...options });
  const unit = new Unit(page, "up-sell");
  await unit.shows(others);
  await expect(unit.next).toBeVisible();
  return unit;
}

for (const root of ['lang="en"', 'lang="en" dir="rtl"']) {
  test.describe(`in a page of ${root}`, () => {
    test("the arrows go on and back by what can be seen, and say where the ends are", async ({ page }) => {
      const unit = await open(page, { root });
      await expect(unit.previous).toHaveAttribute("aria-disabled", "true");
      await expect(unit.next).not.toHaveAttribute("aria-disabled");
      await expect(unit.position).toHaveText("1 to 3 of 8");
      expect((await inView(unit))[0]).toBe(others[0]);
      const places = [await scrolled(unit)];
      while ((await unit.next.getAttribute("aria-disabled")) === null) {
        await unit.next.click();
        places.push(await rest(unit));
        expect(places.at(-1), `the way: ${places}`).toBeGreaterThan(places.at(-2));
        await expect(unit.previous).not.toHaveAttribute("aria-disabled");
      }
      expect((await inView(unit)).at(-1)).toBe(others.at(-1));
      await expect(unit.position).toHaveText(/^\d to 8 of 8$/);
      while ((await unit.previous.getAttribute("aria-disabled")) === null) {
        await unit.previous.click();
        await rest(unit);
      }
      expect(await scrolled(unit)).toBe(0);
      await expect(unit.position).toHaveText("1 to 3 of 8");
    });

    test("the next cards come from the side where the text runs to", async ({ page }) => {
      const unit = await open(page, { root });
      const [previous, next] = await Promise.all([unit.previous.boundingBox(), unit.next.boundingBox()]);
      const [a, b] = await Promise.all([0, 1].map((place) => unit.cards.nth(place).boundingBox()));
      const isRtl = root.includes("rtl");
      expect(previous.x > next.x).toBe(isRtl);
      expect(a.x > b.x).toBe(isRtl);
    });

    test("the arrow keys scroll the list when it has the focus", async ({ page }) => {
      const unit = await open(page, { root });
      await unit.track.focus();
      const [onwards, back] = root.includes("rtl") ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
      await page.keyboard.press(onwards);
      await expect.poll(() => scrolled(unit)).toBeGreaterThan(0);
      await rest(unit);
      await page.keyboard.press(back);
      await expect.poll(() => scrolled(unit)).toBe(0);
    });
  });
}

test("a click too many on an arrow leads nowhere", async ({ page }) => {
  const unit = await open(page);
  const followed = await catchLinks(page);
  for (const arrow of [unit.next, unit.previous]) {
    const { x, y, width, height } = await arrow.boundingBox();
    for (let click = 0; click < 6; click++) {
      await page.mouse.click(x + width / 2, y + height / 2);
      await rest(unit);
    }
    await expect(arrow).toHaveAttribute("aria-disabled", "true");
  }
  expect(await followed()).toEqual([]);
});

test("the arrows are 44 pixels large", async ({ page }) => {
  const unit = await open(page);
  for (const arrow of [unit.previous, unit.next]) {
    const { width, height } = await arrow.boundingBox();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
  }
});

test("where every card fits there are no arrows and nothing is said of places", async ({ page }) => {
  await openSmallPage(page, { feed: FEED, body: `<kindred-related sku="${first}"></kindred-related>` });
  const unit = new Unit(page, "related");
  await unit.shows(others.slice(0, 2));
  await expect(unit.next).toBeHidden();
  await expect(unit.previous).toBeHidden();
  await expect(unit.position).toHaveText("");
});

test("a wider window brings more cards into view, and the words along", async ({ page }) => {
  const unit = await open(page);
  await expect(unit.position).toHaveText("1 to 3 of 8");
  await page.setViewportSize({ width: 1200, height: 900 });
  await expect(unit.position).toHaveText("1 to 5 of 8");
  await page.setViewportSize({ width: 2400, height: 900 });
  await expect(unit.next).toBeHidden();
});

test("the Tab key goes through list, cards and arrows, and brings each card into view", async ({ page }) => {
  const unit = await open(page, { body: `<a href="/">Before</a>${UP_SELL}<a href="/">After</a>` });
  await page.getByRole("link", { name: "Before" }).focus();
  const path = [];
  for (let step = 0; step < 14 && path.at(-1) !== "After"; step++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const active = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
      return active.closest("[part=card]")?.dataset.sku ?? active.getAttribute("part") ?? active.textContent;
    });
    path.push(focused);
    if (others.includes(focused)) {
      const seen = () => widthInView(unit, focused);
      await expect.poll(seen, { message: `how much is seen of ${focused}` }).toBeGreaterThan(44);
    }
  }
  expect(path).toEqual(["track", ...others, "arrow previous", "arrow next", "After"]);
});

test("the list is a labelled region's, for those who hear it", async ({ page }) => {
  const unit = await open(page);
  const name = "We found other products you might like";
  await expect(unit.host.getByRole("region", { name })).toBeVisible();
  await expect(unit.host.getByRole("list", { name })).toBeVisible();
  await expect(unit.host.getByRole("listitem")).toHaveCount(8);
  await expect(unit.host.getByRole("heading", { level: 2, name })).toBeVisible();
});

for (const { reducedMotion, behaviour } of [
  { reducedMotion: "reduce", behaviour: "auto" },
  { reducedMotion: "no-preference", behaviour: "smooth" },
]) {
  test(`with a preference of "${reducedMotion}" for motion the scrolling is "${behaviour}"`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion });
    const unit = await open(page);
    await expect(unit.track).toHaveCSS("scroll-behavior", behaviour);
  });
}

onEachSite((site) => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("on a phone the shop's carousels scroll inside, and the page stays as wide as the phone", async ({ page }) => {
    const productPage = new ProductPage(page);
    await productPage.open(site, site.simple);
    const { related } = productPage;
    await related.shown();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expect(related.next).toBeVisible();
    const before = await scrolled(related);
    await related.next.click();
    await expect.poll(() => scrolled(related)).toBeGreaterThan(before);
    expect(await page.evaluate(() => scrollX)).toBe(0);
  });
});
