// What a shopper has told the browser: less motion, colours of their own.

import { expect, test } from "./test.mjs";
import { contrastOf } from "./contrast.mjs";
import { openGallery, PLACES, unitAt } from "./gallery.mjs";

const place = PLACES.find(({ id }) => id === "carousel-related");

/** Narrow enough for arrows. */
test.use({ viewport: { width: 600, height: 800 } });

for (const { reducedMotion, moves } of [
  { reducedMotion: "reduce", moves: false },
  { reducedMotion: "no-preference", moves: true },
]) {
  test(`pictures ${moves ? "move" : "do not move"} below a pointer with a preference of "${reducedMotion}"`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion });
    await openGallery(page, { places: [place] });
    const { cards, track } = unitAt(page, place);
    const transition = await cards.first().locator("[part=picture]").evaluate((picture) => getComputedStyle(picture).transitionProperty);
    expect(transition).toBe(moves ? "scale" : "none");
    await expect(track).toHaveCSS("scroll-behavior", moves ? "smooth" : "auto");
  });
}

test("where colours are forced, badges, arrows, stars and focus keep a shape that can be seen", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openGallery(page, { places: [place] });
  const { cards, host, next } = unitAt(page, place);
  const part = (name) => cards.first().locator(`[part~=${name}]`).first();
  const canvas = await host.evaluate((host) => {
    const probe = host.ownerDocument.body.appendChild(document.createElement("i"));
    probe.style.color = "Canvas";
    return getComputedStyle(probe).color;
  });
  for (const badge of [part("discount"), part("stock")]) {
    await expect(badge).not.toHaveCSS("border-top-color", canvas);
    await expect(badge).toHaveCSS("border-top-style", "solid");
  }
  expect(await contrastOf(page, next), "an arrow").toBeGreaterThanOrEqual(4.5);
  const chevron = await next.evaluate((arrow) => getComputedStyle(arrow, "::before").borderTopColor);
  expect(chevron).not.toBe(canvas);
  const stars = await part("stars").evaluate((stars) => getComputedStyle(stars).backgroundImage);
  expect(stars, "stars that are filled, and others").toMatch(/linear-gradient/);
  await part("link").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  const ring = await part("link").evaluate((link) => {
    const { borderTopColor, borderTopWidth } = getComputedStyle(link, "::after");
    return { borderTopColor, borderTopWidth };
  });
  expect(ring.borderTopWidth).toBe("3px");
  expect(ring.borderTopColor).not.toBe(canvas);
});
