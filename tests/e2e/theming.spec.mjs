// What a page can do about looks without a theme: slots, styles of its own, and none of ours.

import { expect, test } from "./test.mjs";
import { manySkus, serveFeed, smallFeed } from "./feed.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c] = manySkus(3);
const FEED = smallFeed([{ sku: a, related: [b, c], "up-sell": [c] }, b, c]);

test("what has the name of a slot shows in its place, and is no fallback", async ({ page }) => {
  const body = `<kindred-up-sell sku="${a}">
    <span slot="heading">Or <em>splash out</em></span>
    <p slot="before">Before them</p><p slot="after">Behind them</p><p>Fallback</p>
  </kindred-up-sell>`;
  await openSmallPage(page, { feed: FEED, body });
  const unit = new Unit(page, "up-sell");
  await unit.shows([c]);
  // The unit and its list are heard by the words that are seen.
  await expect(unit.host.getByRole("region", { name: "Or splash out" })).toBeVisible();
  await expect(unit.host.getByRole("list", { name: "Or splash out" })).toBeVisible();
  await expect(page.getByText("Fallback")).toBeHidden();
  const tops = ["Or splash out", "Before them", `Product ${c}`, "Behind them"].map((text) =>
    page.getByText(text).evaluate((element) => element.getBoundingClientRect().top),
  );
  const found = await Promise.all(tops);
  expect(found).toEqual([...found].sort((one, other) => one - other));
});

test("slots show nothing before there are cards, and nothing where there are none", async ({ page }) => {
  const body = `<kindred-up-sell sku="${b}"><span slot="heading">Or this</span><p>Fallback</p></kindred-up-sell>`;
  await openSmallPage(page, { feed: FEED, body });
  await new Unit(page, "up-sell").givesRoomBack();
  await expect(page.getByText("Or this")).toBeHidden();
  await expect(page.getByText("Fallback")).toBeVisible();
});

test("a unit without our styles keeps its structure and its words, and what is only heard stays unseen", async ({
  page,
}) => {
  const body = `<kindred-related sku="${a}" unstyled></kindred-related>`;
  await openSmallPage(page, { feed: FEED, body });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await expect(unit.host).toHaveCSS("display", "flow-root");
  await expect(unit.track).toHaveCSS("display", "block");
  await expect(unit.track).toHaveCSS("list-style-type", "disc");
  await expect(unit.next).toBeHidden();
  const heard = unit.card(b).locator(".heard").first();
  expect((await heard.boundingBox()).width).toBeLessThanOrEqual(1);
  await unit.tickAll.click();
  await expect.poll(() => unit.ticked()).toEqual([b, c]);
});

test("no room is kept for a unit without our styles", async ({ page }) => {
  await page.route("**/kindred_widget.js", () => {});
  await openSmallPage(page, {
    body: `<kindred-up-sell sku="${a}" unstyled></kindred-up-sell><kindred-up-sell sku="${a}"></kindred-up-sell>`,
  });
  const heights = () => page.locator("kindred-up-sell").evaluateAll((all) => all.map(({ offsetHeight }) => offsetHeight));
  await expect.poll(async () => (await heights())[1]).toBeGreaterThan(300);
  expect((await heights())[0]).toBe(0);
});

test("properties and parts reach into the unit", async ({ page }) => {
  const head = `<style>
    kindred-up-sell { --kindred-card-border: 3px solid rgb(1, 2, 3); --kindred-arrow-size: 3rem; }
    kindred-up-sell::part(name) { color: rgb(4, 5, 6); }
  </style>`;
  await openSmallPage(page, { feed: FEED, head, body: `<kindred-up-sell sku="${a}"></kindred-up-sell>` });
  const unit = new Unit(page, "up-sell");
  await unit.shows([c]);
  await expect(unit.card(c)).toHaveCSS("border-top-color", "rgb(1, 2, 3)");
  await expect(unit.card(c).locator("[part=name]")).toHaveCSS("color", "rgb(4, 5, 6)");
});

for (const place of ["before", "behind"]) {
  test(`a theme gives way to what the page says ${place} it`, async ({ page }) => {
    const link = '<link rel="stylesheet" href="/kindred/themes/night.css">';
    const own = `<style>:root { --kindred-text: rgb(9, 8, 7); } kindred-up-sell::part(unit) { border-radius: 7px; }</style>`;
    await serveFeed(page, FEED);
    const head = place === "before" ? own + link : link + own;
    await openSmallPage(page, { head, body: `<kindred-up-sell sku="${a}"></kindred-up-sell>` });
    const unit = new Unit(page, "up-sell");
    await unit.shows([c]);
    await expect(unit.heading).toHaveCSS("color", "rgb(9, 8, 7)");
    const section = unit.host.locator("[part=unit]");
    await expect(section).toHaveCSS("border-radius", "7px");
    await expect(section).toHaveCSS("background-color", "rgb(16, 20, 21)");
  });
}
