// The opening of docs/embed.md, followed to the letter: its commands, in an empty folder that has the examples and the
// built files, then the page at the address that the last of them prints.

import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { expect, test } from "./test.mjs";
import { Unit } from "./unit.mjs";

const top = resolve(import.meta.dirname, "../..");

/** The commands that the document gives. */
async function commands() {
  const document = await readFile(join(top, "docs/embed.md"), "utf8");
  const [, block] = /<!-- five minutes -->\s+```sh\n([^`]+)```/.exec(document);
  return block.trim().split("\n");
}

const withKindred = { ...process.env, PATH: `${dirname(process.env.KINDRED)}${delimiter}${process.env.PATH}` };

/** Runs a command that serves until it is ended; the address that it prints. */
async function serve(command, cwd) {
  const server = spawn("/bin/sh", ["-c", `exec ${command} --port 0`], { cwd, env: withKindred });
  const address = await new Promise((found, missing) => {
    let said = "";
    server.stdout.on("data", (text) => {
      said += text;
      const [url] = /http:\/\/\S+/.exec(said) ?? [];
      if (url) found(url);
    });
    server.on("exit", () => missing(new Error(`expected ${command} to print an address, found ${said}`)));
  });
  return { address, end: () => server.kill() };
}

const site = test.extend({
  shop: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "kindred-"));
    await symlink(join(top, "examples"), join(folder, "examples"));
    await symlink(dirname(process.env.KINDRED_DIST), join(folder, "dist"));
    const lines = await commands();
    const last = lines.pop();
    for (const line of lines) execFileSync("/bin/sh", ["-c", line], { cwd: folder, env: withKindred });
    const server = await serve(last, folder);
    await use(server.address);
    server.end();
    await rm(folder, { recursive: true });
  },
});

site("the page shows what goes with the mug, in the looks of a theme and of its own", async ({ shop, page, heard }) => {
  await page.goto(shop);
  const related = new Unit(page, "related");
  await related.shows(["SPOON-1", "TEA-1", "POT-1", "TRAY-1"]);
  await expect(related.card("TEA-1").locator("[part=price]")).toHaveText("€7.90");
  await expect(related.card("TEA-1").locator("[part=regular-price]")).toContainText("€9.90");
  // The theme's, and the page's own.
  const theme = await readFile(join(top, "style/themes/hearth.css"), "utf8");
  const [, accent] = /--kindred-accent: #(\w{6});/.exec(theme);
  const [red, green, blue] = [0, 2, 4].map((from) => parseInt(accent.slice(from, from + 2), 16));
  await expect(related.tickAll).toHaveCSS("color", `rgb(${red}, ${green}, ${blue})`);
  await expect(related.card("TEA-1")).toHaveCSS("width", "192px");
  const pictures = related.host.locator("[part=picture]");
  await expect.poll(() => pictures.evaluateAll((all) => all.filter(({ naturalWidth }) => naturalWidth).length)).toBeGreaterThan(3);
  expect(await heard.codes()).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/five-minutes.png`, fullPage: true });
});

site("the page's cart decides what its cross-sells are, and takes them", async ({ shop, page }) => {
  await page.goto(shop);
  await page.getByRole("button", { name: "Add to cart" }).first().click();
  const crossSell = new Unit(page, "cross-sell");
  await crossSell.shows(["HONEY-1", "CLOTH-1"]);
  await crossSell.card("HONEY-1").getByRole("button").click();
  await crossSell.shows(["CLOTH-1"]);
  await expect(crossSell.message).toHaveText("Added to cart");
  await expect(page.locator("#cart")).toHaveText(/1 × HONEY-1\s*1 × MUG-1/);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/five-minutes-cart.png`, fullPage: true });
});
