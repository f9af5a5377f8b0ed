// A page with every layout of every relation at once, whose products have between them everything that a card can say:
// for tests of what must hold wherever cards show. Each unit has products of its own, as none shows what another does.

import { expect } from "./test.mjs";
import { smallFeed } from "./feed.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const RELATIONS = ["related", "up-sell", "cross-sell"];
export const LAYOUTS = ["carousel", "grid", "list", "bundle"];

/** Every pair of a layout and a relation; in a cart a bundle is a carousel. */
export const PLACES = LAYOUTS.flatMap((layout) =>
  RELATIONS.map((relation) => ({ layout, relation, id: `${layout}-${relation}` })),
).filter(({ id }) => id !== "bundle-cross-sell");

const PICTURE =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'><rect width='4' height='4' fill='#8fa3b8'/></svg>";

/** What there is to buy for one unit: the first is the product that it is about. */
function products({ id, relation }) {
  const sku = (place) => `${id}-${place}`;
  const cards = [
    {
      name: "Felt slippers",
      price: 80,
      "regular-price": 100,
      rating: 4.5,
      reviews: 128,
      badges: ["New", "Made by hand"],
      "low-stock": true,
      image: "/picture.svg",
      "image-2": "/picture.svg?2",
    },
    { name: "Wool blanket", price: 49, "price-to": 149, type: "configurable", options: 3, image: "/picture.svg" },
    { name: "Copper kettle with a wooden handle, for two cups and for every kind of stove", price: 1249.5, rating: 2, reviews: 1 },
    { name: "Tea tin", price: 9, "in-stock": false, image: "/picture.svg" },
    { name: "Tea towel", price: 12, image: "/missing.svg" },
  ].map((card, place) => ({ sku: sku(place + 1), ...card }));
  const others = cards.map(({ sku }) => sku);
  return [{ sku: sku(0), name: "Teapot", price: 60, image: "/picture.svg", [relation]: others }, ...cards];
}

export const FEED = smallFeed(PLACES.flatMap(products), { "show-out-of-stock": true });

const element = ({ id, layout, relation }, style) => {
  const about = relation === "cross-sell" ? "cart" : "sku";
  return `<div id="${id}"><kindred-${relation} ${about}="${id}-0" layout="${layout}" style="${style}"></kindred-${relation}></div>`;
};

/** The page's body; `style` is what each element says of itself. */
export const bodyOf = (places = PLACES, style = () => "") =>
  `<main><h1>A gallery</h1>${places.map((place) => element(place, style(place))).join("<p>Between</p>")}</main>`;

export const linkOf = (theme) => (theme ? `<link rel="stylesheet" href="/kindred/themes/${theme}.css">` : "");

/** Has the shop's pictures answer; one of them is missing. `held` is what they wait for. */
export async function hangPictures(page, held) {
  await page.route("**/picture.svg*", async (route) => {
    await held;
    await route.fulfill({ contentType: "image/svg+xml", body: PICTURE });
  });
  await page.route("**/missing.svg", async (route) => {
    await held;
    await route.fulfill({ status: 404 });
  });
}

export const unitAt = (page, { id, relation }) => new Unit(page, relation, page.locator(`#${id}`));

/** Opens it and waits until every unit has its cards. */
export async function openGallery(page, { theme, direction = "ltr", places = PLACES, style } = {}) {
  await hangPictures(page);
  const root = `lang="en" dir="${direction}"`;
  await openSmallPage(page, { feed: FEED, root, head: linkOf(theme), body: bodyOf(places, style) });
  await shown(page, places);
}

export async function shown(page, places = PLACES) {
  for (const place of places) await expect(unitAt(page, place).cards.first()).toBeAttached();
  await page.evaluate(() => document.fonts.ready);
}

/** Every element below the units that has that selector: a function to be run on the page. */
export const eachUnit = (page, what, argument) =>
  page.locator("kindred-related, kindred-up-sell, kindred-cross-sell").evaluateAll(what, argument);
