// What axe-core finds wrong by the rules of WCAG 2.2, levels A and AA: in every layout, theme and direction of
// writing, and on the demo's own pages. And what it cannot see: what is cut off or lost where there is little room.

import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./test.mjs";
import { openGallery, eachUnit } from "./gallery.mjs";
import { THEMES } from "./screens/page.mjs";
import { DEMO } from "./sites.mjs";
import { fillCart, ProductPage } from "./shop.mjs";
import { Unit } from "./unit.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What is wrong, in words: the rule, the elements, and why. */
async function wrong(page, only) {
  // Frames are none of ours; without them the page stays in front while it is looked at.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations, passes } = await (only ? axe.withRules(only) : axe.withTags(RULES)).analyze();
  expect(passes.length, "rules that axe found something for").toBeGreaterThan(0);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(" ")}: ${failureSummary}`),
  );
}

for (const theme of [undefined, ...THEMES]) {
  for (const direction of ["ltr", "rtl"]) {
    test(`axe finds nothing wrong in any layout with ${theme ?? "no theme"}, ${direction}`, async ({ page }) => {
      await openGallery(page, { theme, direction });
      expect(await wrong(page)).toEqual([]);
    });
  }

  test(`axe finds nothing too faint below a pointer or with focus, with ${theme ?? "no theme"}`, async ({ page }) => {
    await openGallery(page, { theme });
    for (const target of ["#grid-cross-sell button[part=button]", "#grid-cross-sell a[part=button]", "#bundle-related [part~=add-all]"]) {
      const control = page.locator(target).first();
      await control.hover();
      await control.focus();
      expect(await wrong(page, "color-contrast"), target).toEqual([]);
    }
  });
}

test("axe finds nothing wrong where colours are forced", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await openGallery(page);
  expect(await wrong(page)).toEqual([]);
});

test("axe finds nothing wrong in a unit that waits and says something", async ({ page }) => {
  await openGallery(page);
  await eachUnit(page, (units) => {
    for (const unit of units) {
      unit.setAttribute("message", "cart-failed");
      unit.setAttribute("aria-busy", "true");
    }
  });
  await expect(page.locator("#grid-related [part=message]")).not.toBeEmpty();
  expect(await wrong(page)).toEqual([]);
});

for (const path of ["/", "/layouts.html", "/theme.html", "/recommendations.html", "/thanks.html"]) {
  test(`axe finds nothing wrong on the demo's page ${path}`, async ({ page }) => {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    expect(await wrong(page)).toEqual([]);
  });
}

test("axe finds nothing wrong on the demo's product and cart pages", async ({ page }) => {
  const productPage = new ProductPage(page);
  await productPage.open(DEMO, DEMO.bothRelations);
  await productPage.related.shown();
  await productPage.upSell.shown();
  expect(await wrong(page)).toEqual([]);
  const cart = await fillCart(page, DEMO, DEMO.cart);
  await cart.crossSell.shown();
  expect(await wrong(page)).toEqual([]);
});

/** Texts of the units that are cut off by what is around them, apart from names and badges, which end in dots. */
const cutOff = (units) => {
  const cut = [];
  const around = (element) => element.parentElement ?? element.getRootNode().host;
  for (const { shadowRoot, parentElement } of units) {
    const walk = document.createTreeWalker(shadowRoot, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
      const own = text.parentElement;
      if (!text.data.trim() || own.closest(".heard, [part=name], [part~=badge]") || !own.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const seen = range.getBoundingClientRect();
      for (let at = own; at && at.getAttribute?.("part") !== "track"; at = around(at)) {
        if (getComputedStyle(at).overflowX === "visible") continue;
        const box = at.getBoundingClientRect();
        // Letters may reach a little over their line.
        const over = Math.max(box.left - seen.left, seen.right - box.right, box.top - seen.top - 4, seen.bottom - box.bottom - 4);
        if (over > 1) cut.push(`${parentElement.id}: ${own.getAttribute("part") ?? own.localName}: ${text.data.trim()}: ${Math.round(over)}`);
      }
    }
  }
  return cut;
};

for (const [width, what] of [
  [640, "200 %"],
  [320, "400 %"],
]) {
  for (const theme of [undefined, ...THEMES]) {
    test(`a page of 1280 pixels at ${what} scrolls one way only and loses no words, with ${theme ?? "no theme"}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 450 });
      await openGallery(page, { theme });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await eachUnit(page, cutOff)).toEqual([]);
    });
  }
}
