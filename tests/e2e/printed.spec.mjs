// Units that `kindred render` has printed into a page: for who reads it without a script, and until the live ones come.

import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "./host.mjs";
import { manySkus, smallFeed } from "./feed.mjs";

const [a, ...others] = manySkus(7);
const product = (sku, place) => ({
  sku,
  name: `Product ${sku}${place % 2 ? " with a name that takes two lines of its card" : ""}`,
  price: 10 + place,
  ...(place % 3 ? {} : { "regular-price": 20 + place, rating: 4.5, reviews: 12 }),
});
const FEED = smallFeed([
  { sku: a, related: others, "up-sell": others, "cross-sell": others },
  ...others.map((sku, place) => product(sku, place)),
]);

const test = base.extend({
  /** Prints a unit. */
  print: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "kindred-"));
    const catalogue = join(folder, "catalogue.json");
    await writeFile(catalogue, JSON.stringify(FEED));
    await use((...options) =>
      execFileSync(process.env.KINDRED, ["render", catalogue, "--sku", a, ...options], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }),
    );
    await rm(folder, { recursive: true });
  },
});

const STYLE = '<link rel="stylesheet" href="/kindred/still.css">';

async function open(page, host, body, head = STYLE) {
  host.put("/kindred-feed/feed.json", FEED);
  host.putPage(`${body}<p id="below">Below</p>`, { head });
  await page.goto(`${host.url}/page.html`, { waitUntil: "domcontentloaded" });
}

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("a page has the cards as links, and nothing that would do nothing", async ({ page, host, print }) => {
    await open(page, host, print("--unit", "related"));
    const links = page.locator("kindred-related").getByRole("link");
    await expect(links).toHaveCount(6);
    await expect(links.first()).toBeVisible();
    await expect(links.first()).toHaveAttribute("href", /.+/);
    await expect(page.getByRole("heading", { name: "Related products" })).toBeVisible();
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("checkbox")).toHaveCount(0);
    // Where no script waits for it, a style sheet may come after the page is read.
    const gap = async () => {
      const [first, second] = await Promise.all([0, 1].map((place) => links.nth(place).boundingBox()));
      return second.x - first.x - first.width;
    };
    await expect.poll(gap, { message: "the cards lie side by side" }).toBeGreaterThan(0);
  });
});

/** Where the pictures, names and prices of these cards are. */
const places = (cards) =>
  cards.evaluateAll((cards) =>
    cards.flatMap((card) =>
      ["frame", "name", "prices"].map((part) => {
        const { x, y, width, height } = card.querySelector(`[part=${part}]`).getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join(" ");
      }),
    ),
  );

for (const [relation, layout] of [
  ["related", "carousel"],
  ["up-sell", "carousel"],
  ["cross-sell", "carousel"],
  ["up-sell", "grid"],
  ["related", "list"],
]) {
  for (const width of [390, 1280]) {
    test(`${width} pixels wide, the live unit takes over a printed ${layout} of ${relation} without a jump`, async ({
      page,
      host,
      print,
      heard,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.addInitScript(() => {
        window.shifts = [];
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries()) window.shifts.push(value);
        }).observe({ type: "layout-shift", buffered: true });
      });
      const release = host.hold("/kindred-feed/feed.json");
      await open(page, host, print("--unit", relation, "--layout", layout));
      const printed = page.locator(`kindred-${relation} > [part=unit] [part=card]`);
      await expect(printed).toHaveCount(relation === "cross-sell" ? 5 : 6);
      await page.waitForFunction(() => customElements.get("kindred-related"));
      const before = await places(printed);
      const below = await page.locator("#below").boundingBox();
      release();
      // In the shadow root the unit is not the element's own child.
      const live = page.locator(`kindred-${relation} div > [part=unit] [part=card]`);
      await expect(live).toHaveCount(before.length / 3);
      await expect(printed.first()).toBeHidden();
      expect(await places(live)).toEqual(before);
      expect(await page.locator("#below").boundingBox()).toEqual(below);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
      expect(await page.evaluate(() => window.shifts)).toEqual([]);
      expect(await heard.codes()).toEqual([]);
    });
  }
}
