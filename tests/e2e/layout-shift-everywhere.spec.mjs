// Nothing on a page moves when cards and their pictures come, in any layout of any relation, in any theme: where a page
// says how many rows its grids and lists have, and what a bundle of up-sells adds, as the documents tell it to.

import { expect, test } from "./test.mjs";
import { bodyOf, FEED, hangPictures, linkOf, openGallery, PLACES, shown, unitAt } from "./gallery.mjs";
import { FALLBACK, openSmallPage } from "./small-page.mjs";
import { THEMES } from "./screens/page.mjs";

/** How many rows each unit's cards lie in, once they are there. */
async function rowsOf(page) {
  const rows = {};
  for (const place of PLACES) {
    rows[place.id] = await unitAt(page, place).host.locator("[part~=card]").evaluateAll(
      (cards) => new Set(cards.map((card) => Math.round(card.getBoundingClientRect().top))).size,
    );
  }
  return rows;
}

const heights = async (page) => {
  const all = {};
  for (const place of PLACES) all[place.id] = Math.round(await unitAt(page, place).height());
  return all;
};

/** Waits until the browser has drawn and told of what has moved. */
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));

const moved = async (page) => {
  await drawn(page);
  return page.evaluate(() => window.shifts);
};

/** The page again, with the feed held back, and the pictures after that. */
async function load(page, { theme, style, fallback }) {
  let releaseFeed;
  let releasePictures;
  const feed = new Promise((done) => (releaseFeed = done));
  const pictures = new Promise((done) => (releasePictures = done));
  await page.unrouteAll();
  await hangPictures(page, pictures);
  await page.route("**/kindred-feed/feed.json", async (route) => {
    await feed;
    await route.fulfill({ json: FEED });
  });
  const body = bodyOf(PLACES, style).replaceAll("></kindred-", `>${fallback}</kindred-`);
  await openSmallPage(page, { head: linkOf(theme), body });
  await page.waitForLoadState("load");
  await expect(page.locator("kindred-cross-sell:defined").first()).toBeAttached();
  await drawn(page);
  await page.evaluate(() => (window.shifts.length = 0));
  return { releaseFeed, releasePictures };
}

for (const width of [390, 1280]) {
  // Tall enough for all of it: what is out of sight does not count as moving.
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 12_000 } });

    for (const [at, theme] of [undefined, ...THEMES].entries()) {
      test(`nothing moves in any layout with ${theme ?? "no theme"}, however late the feed and the pictures are`, async ({ page }) => {
        await page.addInitScript(() => {
          window.shifts = [];
          new PerformanceObserver((list) => {
            for (const { value, sources } of list.getEntries()) {
              const nodes = sources.map(({ node }) => node?.id || node?.localName || node?.nodeName);
              window.shifts.push({ value, nodes });
            }
          }).observe({ type: "layout-shift", buffered: true });
        });
        await openGallery(page, { theme });
        const rows = await rowsOf(page);
        const style = ({ id, layout, relation }) =>
          [
            `--kindred-rows: ${rows[id]}`,
            // An up-sell has no room for what a bundle adds to it.
            relation === "up-sell" && layout === "bundle" && "--kindred-card-room: 5.5rem",
            // Its heading takes two lines on a phone.
            relation === "up-sell" && width < 480 && !theme && "--kindred-room: 1.35em",
          ]
            .filter(Boolean)
            .join(";");
        const held = await load(page, { theme, style, fallback: at % 2 ? "" : FALLBACK });
        const before = await heights(page);
        held.releaseFeed();
        await shown(page);
        expect(await moved(page), "when the cards come").toEqual([]);
        expect(await heights(page), "the heights of the units").toEqual(before);
        held.releasePictures();
        await page.waitForLoadState("networkidle");
        expect(await moved(page), "when the pictures come, or do not").toEqual([]);
        expect(await heights(page), "the heights of the units with pictures").toEqual(before);
      });
    }
  });
}
