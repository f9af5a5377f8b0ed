// What screen readers are told of each layout of each relation: all of it, in order, and nothing else.

import { expect, test } from "./test.mjs";
import { openGallery, PLACES, unitAt } from "./gallery.mjs";

/** Narrow enough that carousels and bundles scroll. */
test.use({ viewport: { width: 600, height: 800 } });

const HEADINGS = {
  related: "Related products",
  "up-sell": "We found other products you might like",
  "cross-sell": "More choices",
};
const KETTLE = "Copper kettle with a wooden handle, for two cups and for every kind of stove";

/** The lines of each card, up to the way to buy it. */
const CARDS = {
  Teapot: ["- paragraph: €60.00"],
  "Felt slippers": [
    '- paragraph: "-20% New Made by hand Only a few left"',
    "- paragraph:",
    '  - img "4.5 out of 5, 128 reviews": ★★★★★ (128)',
    "- paragraph: €80.00 Was €100.00",
  ],
  "Wool blanket": ["- paragraph: 3 options", "- paragraph: From €49.00"],
  [KETTLE]: ["- paragraph:", '  - img "2 out of 5, 1 review": ★★★★★ (1)', "- paragraph: €1,249.50"],
  "Tea tin": ["- paragraph: Out of stock", "- paragraph: €9.00"],
  "Tea towel": ["- paragraph: €12.00"],
};

const checkbox = (words, state = "") => [`- checkbox "${words}"${state}`, `- text: ${words}`];

/** The way to buy a product. */
function way(name, { relation, layout }) {
  if (layout === "bundle") {
    return name === "Teapot" ? checkbox(`This product ${name}`, " [checked] [disabled]") : checkbox(`Add ${name}`, " [checked]");
  }
  if (relation === "up-sell" || name === "Tea tin") return [];
  if (name === "Wool blanket") return [`- link "Choose options ${name}"`];
  return relation === "related" ? checkbox(`Add ${name}`) : [`- button "Add to cart ${name}"`];
}

const PLACE_IN = { carousel: "1 to 3 of 5", bundle: "1 to 2 of 4" };
const END_OF_A_BUNDLE = ["- paragraph:", "  - status: Total €1,401.50", '  - button "Add 4 items to cart"'];

const indented = (lines) => lines.map((line) => `  ${line}`);

const card = (name, place) => [
  "- listitem:",
  ...indented([`- link "${name}"`, ...CARDS[name], ...way(name, place)]),
];

/** The whole of a unit. */
function tree(place) {
  const { layout, relation } = place;
  const heading = HEADINGS[relation];
  const names =
    layout === "bundle"
      ? ["Teapot", "Felt slippers", KETTLE, "Tea towel"]
      : ["Felt slippers", "Wool blanket", KETTLE, "Tea tin", "Tea towel"];
  const ticksAll = relation === "related" && layout !== "bundle";
  const scrolls = layout === "carousel" || layout === "bundle";
  return [
    `- region "${heading}":`,
    ...indented([
      "- /children: deep-equal",
      `- heading "${heading}" [level=2]`,
      ...(ticksAll ? ["- paragraph:", "  - text: Check items to add to the cart or", '  - button "select all"'] : []),
      `- list "${heading}":`,
      ...indented(names.flatMap((name) => card(name, place))),
      ...(scrolls ? ['- button "Previous" [disabled]', '- button "Next"', `- status: ${PLACE_IN[layout]}`] : []),
      ...(layout === "bundle" ? END_OF_A_BUNDLE : []),
      "- status: Added to cart",
    ]),
  ].join("\n");
}

for (const direction of ["ltr", "rtl"]) {
  test(`screen readers are told the same of every layout as is shown, ${direction}`, async ({ page }) => {
    await openGallery(page, { direction });
    for (const place of PLACES) {
      const { host } = unitAt(page, place);
      await host.evaluate((host) => host.setAttribute("message", "added"));
      await expect(host.locator("section"), place.id).toMatchAriaSnapshot(tree(place));
    }
  });
}

test("a heading that is hidden still names the region and the list", async ({ page }) => {
  const places = PLACES.filter(({ layout }) => layout === "grid");
  await openGallery(page, { places });
  for (const place of places) {
    const { host, heading } = unitAt(page, place);
    await host.evaluate((host) => host.setAttribute("hide", "heading"));
    await expect(heading).toBeHidden();
    const name = HEADINGS[place.relation];
    await expect(host.getByRole("region", { name })).toBeVisible();
    await expect(host.getByRole("list", { name })).toBeVisible();
  }
});

test("the position, the total and what the shop says are heard when they change", async ({ page }) => {
  const places = PLACES.filter(({ id }) => id === "bundle-related");
  await openGallery(page, { places });
  const unit = unitAt(page, places[0]);
  const statuses = unit.host.getByRole("status");
  await expect(statuses).toHaveText(["1 to 2 of 4", "Total €1,401.50", ""]);
  const before = await statuses.elementHandles();
  await unit.card(`${places[0].id}-1`).getByRole("checkbox").uncheck();
  await unit.next.click();
  await unit.host.evaluate((host) => host.setAttribute("message", "cart-failed"));
  await expect(statuses).toHaveText([/to 4 of 4$/, "Total €1,321.50", /^This could not be added/]);
  // Only a line that was there before is heard when its words change.
  for (const [at, status] of before.entries()) {
    expect(await statuses.nth(at).evaluate((now, before) => now === before, status)).toBe(true);
  }
});
