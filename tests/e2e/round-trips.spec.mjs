// How many answers a page must wait for, one after the other, before its cards are there (design, section 6).

import { readFileSync } from "node:fs";
import { chunkedFeed } from "./chunked-feed.mjs";
import { smallFeed } from "./feed.mjs";
import { expect, test } from "./host.mjs";
import { Unit } from "./unit.mjs";

const PRODUCTS = [{ sku: "A-1", related: ["A-2"] }, { sku: "A-2", related: ["A-1"] }];
const CHUNKS = chunkedFeed(PRODUCTS);
const ONE_PIECE = { files: { "feed.json": smallFeed(PRODUCTS) } };
const LATENCY = 250;
const PRELOAD = '<link rel="preload" href="/kindred-feed/feed.json" as="fetch" crossorigin>';

/**
 * Of the requests behind the page's own, the longest row in which each was sent when the one before had been answered.
 * Every answer takes so long that what travels side by side cannot be taken for a row.
 */
function serialRoundTrips(log) {
  const rows = log.map(() => 1);
  log.forEach((request, n) => {
    log.slice(0, n).forEach((before, m) => {
      if (before.answered <= request.asked) rows[n] = Math.max(rows[n], rows[m] + 1);
    });
  });
  return Math.max(0, ...rows);
}

/** Opens the page of a product, waits for its card, and says what was asked for behind the page itself. */
async function open(page, host, sku, card) {
  const from = host.log.length + 1;
  await page.goto(`${host.url}/${sku}.html`);
  await new Unit(page, "related").shows([card]);
  return host.log.slice(from);
}

function putPages(host, head) {
  for (const { sku } of PRODUCTS) {
    host.putPage(`<kindred-related sku="${sku}"></kindred-related>`, { path: `/${sku}.html`, head });
  }
}

for (const { what, feed = CHUNKS, head = "", pointerCaching = "no-cache", first, other, again } of [
  { what: "a feed in chunks", first: 4, other: 3, again: 1 },
  { what: "with the preload", head: PRELOAD, first: 3, other: 3, again: 1 },
  { what: "with a `feed.json` that may be kept for some minutes", pointerCaching: "max-age=300", first: 4, other: 2, again: 0 },
  { what: "a feed in one piece", feed: ONE_PIECE, first: 2, other: 1, again: 1 },
]) {
  test(`the round trips that the documents promise hold: ${what}`, async ({ page, host }) => {
    const row = `| ${what} | ${first} | ${other} | ${again} |`;
    expect(readFileSync(new URL("../../docs/embed.md", import.meta.url), "utf8")).toContain(row);
    host.latency = LATENCY;
    host.pointerCaching = pointerCaching;
    host.putFeed(feed);
    putPages(host, head);
    const log = await open(page, host, "A-1", "A-2");
    expect(serialRoundTrips(log)).toBe(first);
    expect(log.filter(({ path }) => path.endsWith("feed.json")), "the pointer is asked for once").toHaveLength(1);
    expect(serialRoundTrips(await open(page, host, "A-2", "A-1"))).toBe(other);
    expect(serialRoundTrips(await open(page, host, "A-1", "A-2"))).toBe(again);
  });
}

test("with the pointer kept and nothing else, a page waits for three", async ({ page, host }) => {
  host.latency = LATENCY;
  host.pointerCaching = "max-age=300";
  host.putFeed(CHUNKS);
  putPages(host, "");
  const warm = "<script>fetch('/kindred-feed/feed.json').then((answer) => answer.text())</script>";
  host.put("/warm.html", `<!doctype html><title>A page</title>${warm}`);
  await page.goto(`${host.url}/warm.html`);
  await page.waitForLoadState("networkidle");
  const log = await open(page, host, "A-1", "A-2");
  expect(log.map(({ path }) => path)).not.toContain("/kindred-feed/feed.json");
  expect(serialRoundTrips(log)).toBe(3);
});
