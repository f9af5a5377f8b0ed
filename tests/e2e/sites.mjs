// The shops that the tests visit: our own demo, its feed in one piece or in chunks, and the same shop on Adobe's Luma
// catalogue where that is to be had. Examples are SKUs of the catalogues, each with what makes it one.

import { test } from "./test.mjs";

export const DEMO = {
  name: "the demo",
  url: process.env.DEMO_URL,
  // Products with related links, up-sells, or both.
  linked: ["PL-101", "PL-105", "PL-202", "PT-304", "PT-101", "SD-401", "TL-303", "BK-201"],
  // A simple product, with related products that can be ticked.
  simple: "PL-101",
  // A product with related products and with up-sells.
  bothRelations: "PL-102",
  // A product whose size or colour must be chosen.
  configurable: "PT-101",
  // A product with a composite one among its related products.
  besideComposite: "TL-101",
  // Added in this order; the last of them has cross-sells that can be added at once.
  cart: ["PL-101", "PL-105"],
};

export const CHUNKED = {
  ...DEMO,
  name: "the demo in chunks",
  url: process.env.CHUNKED_URL,
  // The same feed in one piece, which a test can read.
  inlineUrl: process.env.DEMO_URL,
};

export const LUMA = {
  name: "Luma",
  url: process.env.LUMA_URL,
  linked: ["24-UG01", "WS01", "24-MB04", "24-WB01", "24-UG06", "MH01", "24-WG085_Group", "240-LV04"],
  simple: "24-UG01",
  bothRelations: "24-MB02",
  configurable: "WS01",
  besideComposite: "24-UG06",
  cart: ["24-MB01", "24-UG02"],
};

export const SITES = [DEMO, LUMA];

/** The same tests on each shop; those on a shop that is not there are skipped. */
export function onEachSite(tests, sites = SITES) {
  for (const site of sites) {
    test.describe(`on ${site.name}`, () => {
      test.skip(!site.url, `${site.name} is not here`);
      test.use({ baseURL: site.url });
      tests(site);
    });
  }
}

const feeds = new Map();

/** What the shop's own feed says. */
export async function feedOf(site) {
  if (!feeds.has(site.url)) {
    const answer = await fetch(new URL("/kindred-feed/feed.json", site.inlineUrl ?? site.url));
    feeds.set(site.url, await answer.text());
  }
  // Each test may change its copy.
  return JSON.parse(feeds.get(site.url));
}
