// Takes a screenshot of every layout in every theme at every width, and lays them out on one page to look at.
// `cargo xtask screenshots` runs it. SCREENS names the folder they go to; ONLY, if it is set, what a theme's or a
// layout's name must have in it.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import config from "../playwright.config.mjs";
import { LAYOUTS, openScreen, THEMES, WIDTHS } from "./page.mjs";

const folder = process.env.SCREENS;
const only = (process.env.ONLY ?? "").split(" ").filter(Boolean);
const isWanted = (theme, layout) => !only.length || only.some((word) => `${theme} ${layout}`.includes(word));
const combinations = [undefined, ...THEMES].flatMap((theme) =>
  LAYOUTS.map((layout) => ({ theme, layout })).filter(({ layout }) => isWanted(theme ?? "none", layout)),
);
const nameOf = ({ theme = "none", layout }, width) => `${theme}-${layout}-${width}.png`;

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const browser = await chromium.launch(config.projects.find(({ name }) => name === "chromium").use.launchOptions);
for (const width of WIDTHS) {
  const page = await browser.newPage({ baseURL: process.env.DEMO_URL, viewport: { width, height: 900 } });
  for (const what of combinations) {
    await openScreen(page, what);
    await page.screenshot({ path: join(folder, nameOf(what, width)), fullPage: true, animations: "disabled" });
  }
  await page.close();
}
await browser.close();

const picture = (what, width) =>
  `<a href="${nameOf(what, width)}"><img src="${nameOf(what, width)}" alt="${width} pixels wide" width="${width / 4}" loading="lazy"></a>`;
const section = (what) =>
  `<section><h2>${what.theme ?? "no theme"}, ${what.layout}</h2>${WIDTHS.map((width) => picture(what, width)).join("\n")}</section>`;
await writeFile(
  join(folder, "index.html"),
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every layout in every theme</title>
<style>body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; background: #eee; }
section { margin-block-end: 3rem; } a { display: inline-block; margin: 0 1rem 0 0; vertical-align: top; }
img { display: block; box-shadow: 0 1px 4px #0004; }</style>
<h1>Every layout in every theme</h1>
${combinations.map(section).join("\n")}
</html>
`,
);
console.log(`${combinations.length * WIDTHS.length} screenshots: ${join(folder, "index.html")}`);
