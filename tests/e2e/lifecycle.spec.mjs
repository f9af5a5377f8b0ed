// Pages that never load anew, and pages that come back: units are added, re-used, copied and put away by other
// people's code.

import { expect, test } from "./host.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c, d] = manySkus(4);
const FEED = smallFeed([{ sku: a, related: [b, c] }, { sku: b, related: [c, d] }, c, d]);
const related = (sku) => `<kindred-related sku="${sku}" name="also"></kindred-related>`;

async function open(page, host, body, options) {
  host.put("/kindred-feed/feed.json", FEED);
  host.putPage(body, options);
  await page.goto(`${host.url}/page.html`);
}

test("a client-side router that writes the page anew gets a unit for each product", async ({ page, host, heard }) => {
  await open(page, host, `<main>${related(a)}</main>`);
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await page.evaluate((html) => {
    history.pushState({}, "", "/b.html");
    document.querySelector("main").innerHTML = html;
  }, related(b));
  await unit.shows([c, d]);
  await expect(page.locator("kindred-related")).toHaveCount(1);
  expect(host.asked("/kindred-feed/feed.json")).toBe(1);
  expect(host.asked("/kindred/kindred_widget_bg.wasm")).toBe(1);
  expect(await heard.codes()).toEqual([]);
});

test("a unit without a sku follows the product that the page is about", async ({ page, host }) => {
  await open(page, host, `<main data-product-sku="${a}"><kindred-related></kindred-related></main>`);
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await page.evaluate((sku) => {
    document.querySelector("main").dataset.productSku = sku;
    document.querySelector("main").append(document.querySelector("kindred-related"));
  }, b);
  await unit.shows([c, d]);
});

test("an element that a router re-uses for another product keeps the card that both have", async ({ page, host }) => {
  await open(page, host, related(a));
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await unit.tickAll.click();
  await expect.poll(() => unit.ticked()).toEqual([b, c]);
  await unit.card(c).evaluate((card) => (card.isOld = true));
  await unit.host.evaluate((host, sku) => host.setAttribute("sku", sku), b);
  await unit.shows([c, d]);
  expect(await unit.card(c).evaluate((card) => card.isOld)).toBe(true);
  expect(await unit.ticked()).toEqual([c]);
});

test("attributes that change many times at once come to what they say in the end", async ({ page, host, heard }) => {
  await open(page, host, related(a));
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await unit.host.evaluate(
    (host, [a, b]) => {
      for (let round = 0; round < 50; round++) {
        host.setAttribute("sku", round % 2 ? a : b);
        host.setAttribute("limit", String(round % 3));
      }
      host.removeAttribute("limit");
    },
    [a, b],
  );
  await unit.shows([b, c]);
  expect(await heard.codes()).toEqual([]);
});

test("a copy of a unit is a unit of its own", async ({ page, host }) => {
  await open(page, host, related(a));
  const units = [1, 2].map((place) => new Unit(page, `related:nth-of-type(${place})`));
  await units[0].shows([b, c]);
  await units[0].host.evaluate((host, sku) => {
    const copy = host.cloneNode(true);
    copy.setAttribute("sku", sku);
    host.after(copy);
  }, b);
  // What the first unit shows drops out of the second.
  await units[1].shows([d]);
  await units[0].shows([b, c]);
});

test("two hundred units that come and go leave nothing behind", async ({ page, host, heard }) => {
  await open(page, host, `<main></main>${related(a)}`);
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await page.evaluate(async (html) => {
    const main = document.querySelector("main");
    for (let round = 0; round < 200; round++) {
      main.innerHTML = html;
      if (round % 7 === 0) await new Promise(requestAnimationFrame);
      main.replaceChildren();
    }
  }, related(b));
  await unit.shows([b, c]);
  await unit.tickAll.click();
  await expect.poll(() => unit.ticked()).toEqual([b, c]);
  expect(await heard.codes()).toEqual([]);
});
