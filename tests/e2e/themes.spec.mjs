// The themes that come with Kindred: readable in every state, and as tall as the room that was kept.

import { expect, test } from "./test.mjs";
import { contrastOf, tooFaint } from "./contrast.mjs";
import { LAYOUTS, openScreen, pageOf, THEMES } from "./screens/page.mjs";
import { Unit } from "./unit.mjs";

for (const theme of [undefined, ...THEMES]) {
  const name = theme ?? "no theme";
  // The one theme that promises more.
  const text = theme === "contrast" ? 7 : 4.5;

  test(`${name}: every text and every button can be made out, in every layout`, async ({ page }) => {
    for (const layout of LAYOUTS) {
      await openScreen(page, { theme, layout });
      expect(await tooFaint(page, { text }), layout).toEqual([]);
    }
  });

  test(`${name}: a button below a pointer, focus and arrows can be made out`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openScreen(page, { theme });
    const { host, next } = new Unit(page, "cross-sell");
    const button = host.locator("[part=button]").first();
    await button.hover();
    expect(await contrastOf(page, button), "the words").toBeGreaterThanOrEqual(text);
    expect(await contrastOf(page, button, "ofControl"), "the button").toBeGreaterThanOrEqual(3);
    // By the keyboard, so that focus shows.
    await button.focus();
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Tab");
    await expect(button).toHaveCSS("outline-style", "solid");
    expect(await contrastOf(page, button, "ofFocus"), "focus").toBeGreaterThanOrEqual(3);
    expect(await contrastOf(page, next), "an arrow").toBeGreaterThanOrEqual(4.5);
  });

  for (const width of [390, 1280]) {
    test(`${name}: units are as tall as their room, ${width} pixels wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      const heights = () =>
        page
          .locator("kindred-related, kindred-up-sell, kindred-cross-sell")
          .evaluateAll((units) => units.map((unit) => [unit.localName, Math.round(unit.getBoundingClientRect().height)]));
      let release;
      const held = new Promise((resolve) => (release = resolve));
      await page.route("**/kindred-feed/feed.json", async (route) => {
        await held;
        await route.continue();
      });
      await page.route("**/room.html", (route) =>
        route.fulfill({ contentType: "text/html; charset=utf-8", body: pageOf({ theme }) }),
      );
      await page.goto("/room.html", { waitUntil: "load" });
      await expect(page.locator("kindred-related:defined")).toBeVisible();
      const before = await heights();
      release();
      await new Unit(page, "related").shown();
      await new Unit(page, "cross-sell").shown();
      expect(await heights()).toEqual(before);
    });
  }
}
