// A page that the browser has put away whole and brings back. The test browser does so only when it is told to.

import config from "./playwright.config.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { expect, test } from "./host.mjs";
import { Unit } from "./unit.mjs";

test.use({ launchOptions: { ...config.projects[0].use.launchOptions, ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

const [a, b, c, d] = manySkus(4);
const FEED = smallFeed([{ sku: a, related: [b, c] }, { sku: b, related: [c, d] }, c, d]);

test("a page that comes back is as it was, and goes on", async ({ page, host }) => {
  host.put("/kindred-feed/feed.json", FEED);
  host.put("/other.html", "<!doctype html><title>Another page</title>");
  host.putPage(`<kindred-related sku="${a}"></kindred-related>`);
  await page.goto(`${host.url}/page.html`);
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await unit.tickAll.click();
  await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => (window.cameBack = persisted)));
  await page.goto(`${host.url}/other.html`);
  // It is not loaded again, so its load event does not come.
  await page.goBack({ waitUntil: "commit" });
  expect(await page.evaluate(() => window.cameBack)).toBe(true);
  expect(await unit.ticked()).toEqual([b, c]);
  await unit.host.evaluate((host, sku) => host.setAttribute("sku", sku), b);
  await unit.shows([c, d]);
  expect(host.asked("/kindred-feed/feed.json")).toBe(1);
});
