// Through every layout of every relation by keyboard alone: what can have focus, in which order, whether it can be
// seen and is large enough, what Enter and Space do there, and where focus goes when what had it leaves.

import { expect, test } from "./test.mjs";
import { smallFeed } from "./feed.mjs";
import { openGallery, PLACES, unitAt } from "./gallery.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit, catchLinks } from "./unit.mjs";

/** Narrow enough that carousels and bundles scroll. */
test.use({ viewport: { width: 600, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

const SLIPPERS = "Felt slippers";
const BLANKET = "Wool blanket";
const KETTLE = "Copper kettle with a wooden handle, for two cups and for every kind of stove";
const TIN = "Tea tin";
const TOWEL = "Tea towel";
const NAMES = [SLIPPERS, BLANKET, KETTLE, TIN, TOWEL];

/** What stands beside a product's link; nothing can be done about what is out of stock. */
const ways = (word) => NAMES.flatMap((name) => [name, { [BLANKET]: `Choose options ${name}`, [TIN]: "" }[name] ?? `${word} ${name}`]);

const CARDS = {
  related: ways("Add"),
  "up-sell": NAMES,
  "cross-sell": ways("Add to cart"),
};
const IN_A_BUNDLE = ["Teapot", ...[SLIPPERS, KETTLE, TOWEL].flatMap((name) => [name, `Add ${name}`])];

/** Every stop in a unit, by what a screen reader calls it; the list itself is called by its part. */
function stops({ layout, relation }) {
  const before = relation === "related" && layout !== "bundle" ? ["select all"] : [];
  const cards = layout === "bundle" ? IN_A_BUNDLE : CARDS[relation].filter(Boolean);
  const after = layout === "bundle" ? ["Add 4 items to cart"] : [];
  const scrolls = layout === "carousel" || layout === "bundle";
  return [...before, ...(scrolls ? ["track", ...cards, "Previous", "Next"] : cards), ...after];
}

/** What has focus, as a sighted shopper meets it. */
const focused = (page) =>
  page.evaluate(() => {
    const active = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
    const part = active.getAttribute("part") ?? "";
    const words = active.getAttribute("aria-label") ?? (active.closest("label") ?? active).textContent;
    const target = (active.closest("label") ?? active).getBoundingClientRect();
    const track = active.closest("[part=track]")?.getBoundingClientRect();
    const [left, right] = [Math.max(target.left, track?.left ?? 0, 0), Math.min(target.right, track?.right ?? innerWidth, innerWidth)];
    const [top, bottom] = [Math.max(target.top, 0), Math.min(target.bottom, innerHeight)];
    const points = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [x, y]));
    const isOnTop = points.some(([x, y]) => {
      const there = active.getRootNode().elementFromPoint(left + x * (right - left), top + y * (bottom - top));
      return active.contains(there) || (active.closest("label")?.contains(there) ?? false);
    });
    let opacity = 1;
    for (let at = active; at; at = at.parentElement ?? at.getRootNode().host) opacity *= getComputedStyle(at).opacity;
    const lines = [
      [active, null, "outlineWidth", "outlineStyle"],
      [active, "::after", "borderTopWidth", "borderTopStyle"],
      [active.closest("[part=carousel]"), "::after", "borderTopWidth", "borderTopStyle"],
    ].filter(([element]) => element);
    const focus = lines.map(([element, pseudo, width, style]) => {
      const computed = getComputedStyle(element, pseudo);
      return pseudo && computed.content === "none" || computed[style] === "none" ? 0 : parseFloat(computed[width]);
    });
    return {
      unit: document.activeElement.parentElement.id,
      name: part === "track" ? part : words.replace(/\s+/g, " ").trim(),
      part,
      size: Math.min(target.width, target.height),
      seen: Math.min(right - left, bottom - top),
      isOnTop,
      opacity,
      focus: Math.max(...focus),
    };
  });

test("Tab goes through every layout in the order of reading, and each stop can be seen and is large enough", async ({ page }) => {
  await openGallery(page);
  await page.locator("p").first().evaluate((element) => element.scrollIntoView());
  const expected = PLACES.flatMap((place) => stops(place).map((name) => `${place.id}: ${name}`));
  const path = [];
  const poor = [];
  for (let step = 0; step < expected.length; step++) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    path.push(`${stop.unit}: ${stop.name}`);
    const least = stop.part.includes("arrow") ? 44 : 24;
    const isFine = stop.size >= least && stop.seen >= 24 && stop.isOnTop && stop.opacity === 1 && stop.focus >= 2;
    if (!isFine) poor.push(stop);
  }
  expect(path).toEqual(expected);
  expect(poor).toEqual([]);
});

test("Shift and Tab go the same way back", async ({ page }) => {
  const places = PLACES.filter(({ relation }) => relation === "related");
  await openGallery(page, { places });
  await unitAt(page, places.at(-1)).host.locator("[part~=add-all]").focus();
  const expected = places.flatMap((place) => stops(place).map((name) => `${place.id}: ${name}`)).reverse();
  const path = [];
  for (let step = 0; step < expected.length; step++) {
    const { unit, name } = await focused(page);
    path.push(`${unit}: ${name}`);
    await page.keyboard.press("Shift+Tab");
  }
  expect(path).toEqual(expected);
});

test("where every card fits, the list is no stop on the way", async ({ page }) => {
  await page.setViewportSize({ width: 1400, height: 900 });
  const [place] = PLACES;
  await openGallery(page, { places: [place] });
  const unit = unitAt(page, place);
  await expect(unit.next).toBeHidden();
  await unit.tickAll.focus();
  await page.keyboard.press("Tab");
  expect((await focused(page)).name).toBe(SLIPPERS);
});

test("Enter and Space do on every control what a click does", async ({ page, heard }) => {
  await openGallery(page);
  const followed = await catchLinks(page);
  const press = async (control, key) => {
    await control.focus();
    await page.keyboard.press(key);
  };
  const sent = async () => (await heard.events("kindred:add-to-cart")).map(({ detail }) => detail.skus);
  const expectedToSend = [];
  const expectedToFollow = [];
  for (const place of PLACES) {
    const unit = unitAt(page, place);
    const first = unit.card(`${place.id}-1`);
    await press(first.getByRole("link", { name: SLIPPERS }), "Enter");
    expectedToFollow.push(`/p/${place.id}-1`);
    const box = first.getByRole("checkbox");
    if (await box.count()) {
      const before = await box.isChecked();
      await press(box, "Space");
      expect(await box.isChecked()).toBe(!before);
      await press(box, "Space");
    }
    for (const key of ["Enter", "Space"]) {
      if (place.relation === "cross-sell") {
        await press(first.getByRole("button", { name: `Add to cart ${SLIPPERS}` }), key);
        expectedToSend.push([`${place.id}-1`]);
      }
      if (place.layout === "bundle") {
        await press(unit.host.locator("[part~=add-all]"), key);
        expectedToSend.push([0, 1, 3, 5].map((place_) => `${place.id}-${place_}`));
      }
      if (await unit.tickAll.count()) {
        const before = await unit.ticked();
        await press(unit.tickAll, key);
        expect(await unit.ticked()).not.toEqual(before);
      }
      if (await unit.next.count()) {
        await press(unit.next, key);
        await expect(unit.previous).not.toHaveAttribute("aria-disabled");
        await unit.track.evaluate((track) => (track.scrollLeft = 0));
        await expect(unit.previous).toHaveAttribute("aria-disabled");
      }
    }
    if (place.relation !== "up-sell" && place.layout !== "bundle") {
      await press(unit.card(`${place.id}-2`).getByRole("link", { name: "Choose options" }), "Enter");
      expectedToFollow.push(`/p/${place.id}-2`);
    }
  }
  expect(await sent()).toEqual(expectedToSend);
  expect(await followed()).toEqual(expectedToFollow);
});

/** Whether focus is on something of the unit that shows. */
const hasFocus = (unit) =>
  unit.host.evaluate((host) => {
    const active = document.activeElement === host && host.shadowRoot.activeElement;
    return Boolean(active) && active.checkVisibility() && !active.matches(":disabled");
  });

/** Waits until the browser has drawn, which is when it takes focus from what cannot have it any more. */
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));

for (const place of PLACES) {
  test(`focus stays in a unit of ${place.id} when its layout, its cards or its ticks change`, async ({ page }) => {
    await openGallery(page, { places: [place] });
    const unit = unitAt(page, place);
    const set = (name, value) => unit.host.evaluate((host, [name, value]) => host.setAttribute(name, value), [name, value]);
    const lose = [];
    const keeps = async (what) => {
      await drawn(page);
      if (!(await hasFocus(unit))) lose.push(what);
    };
    const other = { carousel: "grid", grid: "list", list: "carousel", bundle: "carousel" }[place.layout];
    const controls = unit.host.locator(":is(a, button, input, [tabindex]):not([hidden], :disabled)");
    const n_controls = await controls.count();
    // The last of each kind: it is the first to go.
    const parts = await controls.evaluateAll((all) => all.map((control) => control.getAttribute("part")));
    for (const at of new Set(parts.map((part) => parts.lastIndexOf(part)))) {
      const control = controls.nth(at);
      const what = parts[at];
      await control.focus();
      await set("layout", other);
      await keeps(`another layout: ${what}`);
      await set("layout", place.layout);
      await keeps(`the layout again: ${what}`);
      await controls.nth(at).focus();
      await set("limit", "1");
      await keeps(`one card: ${what}`);
      await set("limit", "5");
      await expect(controls).toHaveCount(n_controls);
    }
    expect(lose).toEqual([]);
  });
}

test("focus goes to the cards when the line of the button that has it leaves", async ({ page }) => {
  const feed = smallFeed([
    { sku: "A", related: ["B"] },
    { sku: "B", related: ["C"] },
    { sku: "C", type: "configurable", "needs-options": true },
  ]);
  await openSmallPage(page, { feed, body: '<kindred-related sku="A"></kindred-related>' });
  const unit = new Unit(page, "related");
  await unit.tickAll.click();
  await unit.addSelected.focus();
  await unit.host.evaluate((host) => host.setAttribute("sku", "B"));
  await unit.shows(["C"]);
  await drawn(page);
  await expect(unit.card("C").getByRole("link", { name: "Product C", exact: true })).toBeFocused();
});

test("focus goes to the next card when a product leaves because it is in the cart", async ({ page }) => {
  const places = PLACES.filter(({ id }) => id === "list-cross-sell");
  await openGallery(page, { places });
  const unit = unitAt(page, places[0]);
  await unit.card("list-cross-sell-1").getByRole("button").focus();
  await unit.host.evaluate((host) => host.setAttribute("cart", "list-cross-sell-1,list-cross-sell-0"));
  await expect(unit.card("list-cross-sell-1")).toHaveCount(0);
  expect((await focused(page)).name).toBe(BLANKET);
});
