// Pages that make it hard: the unit holds, and so does the page (design, section 7).

import { expect, test } from "./test.mjs";
import { FEED as FEED_PATTERN, manySkus, smallFeed } from "./feed.mjs";
import { FALLBACK, SCRIPT, openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c] = manySkus(3);
const FEED = smallFeed([{ sku: a, related: [b, c], "up-sell": [c], "cross-sell": [b] }, b, c]);
const RELATED = `<kindred-related sku="${a}" name="also">${FALLBACK}</kindred-related>`;

const LOADER = "/kindred/kindred.js";
const OTHERS = {
  "/kindred-feed/feed.json": 1,
  "/kindred/kindred_widget.js": 1,
  "/kindred/kindred_widget_bg.wasm": 1,
};

test("the script tag twice over does no harm", async ({ page, heard }) => {
  await openSmallPage(page, { feed: FEED, body: RELATED, script: SCRIPT + SCRIPT });
  await new Unit(page, "related").shows([b, c]);
  expect(heard.kindredRequests()).toEqual({ ...OTHERS, [LOADER]: 1 });
  expect(await heard.events("kindred:render")).toHaveLength(1);
});

test("a second copy of the loader, at another address, does no harm", async ({ page, heard }) => {
  const copy = SCRIPT.replace("kindred.js", "kindred.js?copy=2");
  await openSmallPage(page, { feed: FEED, body: RELATED, script: SCRIPT + copy });
  await new Unit(page, "related").shows([b, c]);
  expect(heard.kindredRequests()).toEqual({ ...OTHERS, [LOADER]: 2 });
  expect(await heard.events("kindred:render")).toHaveLength(1);
});

test("an element whose id is kindred does not stand in the way", async ({ page }) => {
  await openSmallPage(page, { feed: FEED, body: `<div id="kindred">${RELATED}</div>` });
  await new Unit(page, "related").shows([b, c]);
});

test("styles of the page for every element do not reach into the unit", async ({ page }) => {
  const head = `<style>
    ul, li, h2, button, img, input, label, section, slot { display: none !important; }
    span, p { color: rgb(255, 0, 0) !important; position: fixed !important; }
  </style>`;
  await openSmallPage(page, { feed: FEED, head, body: RELATED });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await expect(unit.heading).toBeVisible();
  await expect(unit.checkboxes.first()).toBeVisible();
  await expect(unit.card(b).locator("[part=name]")).toBeVisible();
  await expect(unit.card(b).locator("[part=name]")).not.toHaveCSS("color", "rgb(255, 0, 0)");
});

test("a page that unsets everything, everywhere, does not reach into the unit", async ({ page }) => {
  const head = "<style>* { all: unset !important; } *::before, *::after { content: none !important; }</style>";
  await openSmallPage(page, { feed: FEED, head, body: RELATED });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await expect(unit.track).toHaveCSS("display", "grid");
  await expect(unit.heading).toHaveCSS("display", "block");
  await expect(unit.fallback.first()).toBeHidden();
  const [first, second] = await unit.cards.evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().x));
  expect(second, "the cards stand side by side").toBeGreaterThan(first);
  await unit.tickAll.click();
  await expect.poll(() => unit.ticked()).toEqual([b, c]);
});

test("what old libraries add to built-in prototypes does not stand in the way", async ({ page }) => {
  await page.addInitScript(() => {
    // As enumerable properties, the way they did it: loops by `for in` find them.
    for (const { prototype } of [Array, Object, String, Function, Number, Element, Event]) {
      prototype.each = function () {
        throw new Error("not ours to call");
      };
      prototype.remove ??= prototype.each;
    }
    Array.prototype.toJSON = () => "broken";
    Object.prototype.then = undefined;
    Array.from = () => [];
    window.$ = window.jQuery = () => [];
  });
  await openSmallPage(page, { feed: FEED, body: RELATED });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await unit.tickAll.click();
  await expect.poll(() => unit.ticked()).toEqual([b, c]);
});

test("frozen prototypes do not stand in the way", async ({ page }) => {
  await page.addInitScript(() => {
    for (const type of [
      Object,
      Array,
      Function,
      String,
      Promise,
      Map,
      Set,
      Error,
      EventTarget,
      Node,
      Element,
      HTMLElement,
    ]) {
      Object.freeze(type.prototype);
      Object.freeze(type);
    }
  });
  await openSmallPage(page, { feed: FEED, body: RELATED });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await unit.tickAll.click();
  await expect.poll(() => unit.ticked()).toEqual([b, c]);
});

test("blocked storage does not stand in the way", async ({ page }) => {
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("Blocked", "SecurityError");
        },
      });
    }
  });
  await openSmallPage(page, { feed: FEED, body: RELATED });
  await new Unit(page, "related").shows([b, c]);
});

test("a unit that is moved keeps working where it is", async ({ page, heard }) => {
  await openSmallPage(page, { feed: FEED, body: `<div id="one">${RELATED}</div><form id="two"></form>` });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await page.evaluate(() => document.querySelector("#two").append(document.querySelector("kindred-related")));
  await unit.shows([b, c]);
  await expect(unit.fallback.first()).toBeHidden();
  await unit.tickAll.click();
  expect(await page.evaluate(() => [...new FormData(document.querySelector("#two"))])).toEqual([
    ["also", b],
    ["also", c],
  ]);
  await expect(unit.host.locator("[part=unit]")).toHaveCount(1);
  expect(await heard.codes()).toEqual([]);
});

test("a unit that is taken away and put back shows its cards again", async ({ page }) => {
  await openSmallPage(page, { feed: FEED, body: RELATED });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await page.evaluate(() => {
    window.unit = document.querySelector("kindred-related");
    window.unit.remove();
  });
  expect(await page.evaluate(() => window.unit.shadowRoot.querySelectorAll("[part=card]").length)).toBe(0);
  await page.evaluate(() => document.body.append(window.unit));
  await unit.shows([b, c]);
});

test("a unit that is moved or taken away while it loads is no error", async ({ page, heard }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/kindred_widget_bg.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await openSmallPage(page, {
    feed: FEED,
    body: `${RELATED}<kindred-up-sell sku="${a}"></kindred-up-sell><main></main>`,
  });
  await expect.poll(() => heard.kindredRequests()["/kindred/kindred_widget_bg.wasm"]).toBe(1);
  await page.evaluate(() => {
    document.querySelector("kindred-up-sell").remove();
    document.querySelector("main").append(document.querySelector("kindred-related"));
  });
  release();
  await new Unit(page, "related").shows([b, c]);
  await expect(page.locator("kindred-related [part=unit]")).toHaveCount(1);
  expect(await heard.events("kindred:render")).toHaveLength(1);
  expect(await heard.codes()).toEqual([]);
});

test("a page that is empty of units by the time the feed comes is left alone", async ({ page, heard }) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(FEED_PATTERN, async (route) => {
    await held;
    await route.fulfill({ json: FEED });
  });
  await openSmallPage(page, { body: RELATED });
  const unit = new Unit(page, "related");
  await expect.poll(() => unit.host.evaluate((host) => typeof host.shadowRoot)).toBe("object");
  await expect.poll(() => heard.kindredRequests()["/kindred/kindred_widget_bg.wasm"]).toBe(1);
  await page.evaluate(() => document.querySelector("kindred-related").remove());
  const answered = page.waitForResponse(FEED_PATTERN);
  release();
  await answered;
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
  expect(await heard.events("kindred:render")).toEqual([]);
  expect(await heard.codes()).toEqual([]);
});

test("a unit that a script makes is a unit like any other", async ({ page }) => {
  await openSmallPage(page, { feed: FEED, body: "" });
  await page.evaluate((sku) => {
    const unit = document.createElement("kindred-related");
    unit.setAttribute("sku", sku);
    document.body.append(unit);
  }, a);
  await new Unit(page, "related").shows([b, c]);
});

test("JSON-LD that is broken, nested without end, or about something else is passed over", async ({ page }) => {
  const head = ["{", "[".repeat(100_000), '{"@type":"Recipe","sku":"A-3"}', "", `{"@type":"Product","sku":"${a}"}`]
    .map((text) => `<script type="application/ld+json">${text}</script>`)
    .join("");
  await openSmallPage(page, { feed: FEED, head, body: "<kindred-related></kindred-related>" });
  await new Unit(page, "related").shows([b, c]);
});

test("many units on one page share one feed and one widget", async ({ page, heard }) => {
  const repeats = { "show-repeated": true };
  await openSmallPage(page, {
    feed: { ...FEED, units: { related: repeats, "up-sell": repeats, "cross-sell": repeats } },
    body: `${RELATED}${RELATED}<kindred-up-sell sku="${a}"></kindred-up-sell><kindred-cross-sell cart="${a}"></kindred-cross-sell>`,
  });
  await new Unit(page, "up-sell").shows([c]);
  await new Unit(page, "cross-sell").shows([b]);
  for (const place of [1, 2]) await new Unit(page, `related:nth-of-type(${place})`).shows([b, c]);
  expect(heard.kindredRequests()).toEqual({ ...OTHERS, [LOADER]: 1 });
});
