// The demo's theme page: what its controls turn shows at once, becomes CSS, and is warned of where it cannot be read.

import { expect, test } from "./test.mjs";
import { Unit } from "./unit.mjs";

const control = (page, name) => page.locator(`[data-control="${name}"]`);

/** Sets a colour or a range as a shopper's picker does. */
async function turn(page, name, value) {
  await control(page, name).evaluate((input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, value);
}

async function open(page, search = "") {
  await page.goto(`/theme.html${search}`);
  const unit = new Unit(page, "up-sell");
  await unit.shown();
  await expect(page.locator("[data-css]")).not.toBeEmpty();
  return unit;
}

test("a property that is turned shows at once, and becomes CSS", async ({ page }) => {
  const unit = await open(page);
  await turn(page, "--kindred-text", "#102030");
  await expect(unit.heading).toHaveCSS("color", "rgb(16, 32, 48)");
  await turn(page, "--kindred-radius", "1.5");
  await expect(unit.cards.first().locator("[part=frame]")).toHaveCSS("border-top-left-radius", "24px");
  await expect(page.locator("[data-css]")).toHaveValue(
    /:root \{\n {2}--kindred-text: #102030;\n {2}--kindred-radius: 1\.5rem;\n\}/,
  );
});

test("a theme can be worn, changed and taken off", async ({ page }) => {
  const unit = await open(page);
  const section = unit.host.locator("[part=unit]");
  await page.locator("select[name=theme]").selectOption("night");
  await expect(section).toHaveCSS("background-color", "rgb(16, 20, 21)");
  await expect(control(page, "--kindred-background")).toHaveValue("#101415");
  await turn(page, "--kindred-background", "#000000");
  await expect(section).toHaveCSS("background-color", "rgb(0, 0, 0)");
  await expect(page.locator("[data-css]")).toHaveValue(/themes\/night\.css[^]*--kindred-background: #000000;/);
  await page.getByRole("button", { name: "Start over" }).click();
  await expect(section).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await expect(page.locator("[data-css]")).not.toHaveValue(/--kindred/);
});

test("colours that cannot be read are named, with what they have and need", async ({ page }) => {
  await open(page);
  const verdict = page.locator("[data-verdict]");
  await expect(verdict).toHaveText("Everything has the contrast it needs.");
  await turn(page, "--kindred-muted", "#aaaaaa");
  await expect(verdict).toContainText("muted text: 2.3 to 1, should be 4.5 to 1");
});

test("every theme is good in the page's own eyes", async ({ page }) => {
  await open(page);
  const themes = await page.locator("select[name=theme]").locator("option").allTextContents();
  expect(themes).toHaveLength(7);
  for (const theme of themes.slice(1)) {
    await page.locator("select[name=theme]").selectOption(theme);
    await expect(page).toHaveURL(new RegExp(`theme=${theme}`));
    await expect(page.locator("[data-verdict]"), theme).toHaveText("Everything has the contrast it needs.");
  }
});

test("the address remembers the choices", async ({ page }) => {
  await open(page);
  await page.locator("select[name=dir]").selectOption("rtl");
  await turn(page, "--kindred-accent", "#7a2e2e");
  await page.reload();
  const unit = new Unit(page, "up-sell");
  await unit.shown();
  await expect(unit.host).toHaveCSS("direction", "rtl");
  await expect(page.locator("[data-css]")).toHaveValue(/--kindred-accent: #7a2e2e;/);
});

test("the CSS is copied, or selected where the page may not write to the clipboard", async ({ page, context }) => {
  await open(page, "?--kindred-accent=%23123456");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy CSS" }).click();
  await expect(page.locator("[data-copied]")).toHaveText("Copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("--kindred-accent: #123456;");
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("not here"));
  });
  await page.getByRole("button", { name: "Copy CSS" }).click();
  await expect(page.locator("[data-copied]")).toContainText("press Ctrl+C");
  const selected = await page.locator("[data-css]").evaluate((area) => area.selectionEnd - area.selectionStart);
  expect(selected).toBeGreaterThan(20);
});

test("every control has a name", async ({ page }) => {
  await open(page);
  const nameless = await page.locator("#controls :is(input, select, textarea)").evaluateAll((all) =>
    all.filter((control) => !(control.labels?.[0]?.textContent.trim() || control.hasAttribute("aria-labelledby"))).length,
  );
  expect(nameless).toBe(0);
});
