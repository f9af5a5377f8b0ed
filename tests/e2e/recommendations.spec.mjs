// Recommendations in the demo shop: every type on the page where it belongs, what a browser remembers after consent, and
// what each unit does where there is little to go by (reference, sections 5.2, 5.4 and 5.7).

import { expect, test } from "./test.mjs";
import { CartPage, fillCart } from "./shop.mjs";
import { CHUNKED, DEMO, onEachSite } from "./sites.mjs";
import { Unit } from "./unit.mjs";

const MEMORY = "kindred-history";

const unitOf = (page, name) => new Unit(page, `recommendations[type="${name}"]`);
const consent = (page) => page.getByRole("region", { name: "What this browser remembers" });

/** Looks at products in this order. */
async function look(page, ...paths) {
  for (const path of paths) {
    await page.goto(`/p/${path}.html`);
    await unitOf(page, "bundle").shown();
  }
}

/** Agrees on a product's page, and waits until that product is remembered. */
async function agree(page) {
  await consent(page).getByRole("button", { name: "Yes, remember" }).click();
  await expect.poll(() => remembered(page)).not.toBeNull();
}

/** The SKUs that are remembered as viewed, the last one first; null where nothing is kept. */
const remembered = (page) =>
  page.evaluate((key) => JSON.parse(localStorage.getItem(key))?.viewed.map(([sku]) => sku) ?? null, MEMORY);

/** Where each type stands: the page, the unit, what it recommends, and whether it is only for those who have agreed. */
const PLACES = [
  { path: "/", unit: "most-viewed", type: "most-viewed" },
  { path: "/", unit: "trending", type: "trending" },
  { path: "/", unit: "just-for-you", type: "just-for-you", isPersonal: true },
  { path: "/", unit: "recently-viewed", type: "recently-viewed", isPersonal: true },
  { path: "/c/plants.html", unit: "best-of-plants", type: "most-purchased" },
  { path: "/c/plants.html", unit: "view-to-cart", type: "view-to-cart" },
  { path: "/c/pots/glazed.html", unit: "view-to-purchase", type: "view-to-purchase" },
  { path: "/c/pots/glazed.html", unit: "most-added-to-cart", type: "most-added-to-cart" },
  { path: "/p/genovese-basil.html", unit: "bundle", type: "bought-bought" },
  { path: "/p/genovese-basil.html", unit: "viewed-viewed", type: "viewed-viewed" },
  { path: "/p/genovese-basil.html", unit: "recently-viewed", type: "recently-viewed", isPersonal: true },
  { path: "/p/rim-pot.html", unit: "visual-similarity", type: "visual-similarity" },
  { path: "/p/round-radish.html", unit: "viewed-bought", type: "viewed-bought" },
  { path: "/p/calamondin.html", unit: "more-like-this", type: "more-like-this" },
];
const TYPES = [...new Set(PLACES.map(({ type }) => type))];

onEachSite(
  (site) => {
    for (const { path, unit, type, isPersonal } of PLACES) {
      test(`${unit} of ${path} shows cards${isPersonal ? " to those who have agreed" : ""}`, async ({ page, heard }) => {
        if (isPersonal) {
          await look(page, "shade-fern");
          await agree(page);
          await look(page, "ash-trowel", "storm-lantern-small");
        }
        await page.goto(path);
        await unitOf(page, unit).shown();
        const said = (await heard.events("kindred:render")).map(({ detail }) => detail);
        const own = said.find((detail) => detail.unit === unit);
        expect(own).toMatchObject({ relation: "recommendations", type });
        expect(own.items.length).toBeLessThanOrEqual(20);
        expect(await heard.codes()).toEqual([]);
        const nUnits = await page.locator("kindred-recommendations").count();
        expect(nUnits, "a shopper who sees more of them sees none").toBeLessThanOrEqual(3);
      });
    }

    test("a cart brings what goes with it, and its order what goes with that and the best sellers", async ({
      page,
      heard,
    }) => {
      const cart = await fillCart(page, site, site.cart);
      const inCart = await unitOf(page, "in-the-cart").shown();
      expect(inCart.filter((sku) => site.cart.includes(sku))).toEqual([]);
      await page.getByRole("button", { name: "Place the order" }).click();
      const after = await unitOf(page, "after-the-order").shown();
      const best = await unitOf(page, "best-after-the-order").shown();
      expect([...after, ...best].filter((sku) => site.cart.includes(sku)), "what was just ordered").toEqual([]);
      await expect(page.locator("[data-order-lines] > li")).toHaveCount(site.cart.length);
      await expect(cart.badge).toBeHidden();
      // The same order is there again, and nothing is ordered twice.
      await page.reload();
      await unitOf(page, "after-the-order").shows(after);
      expect(await heard.codes()).toEqual([]);
    });
  },
  [DEMO, CHUNKED],
);

test.describe("on the demo", () => {
  test.skip(!DEMO.url, "the demo is not here");
  test.use({ baseURL: DEMO.url });

  test("nothing is remembered before somebody has agreed", async ({ page }) => {
    await look(page, "shade-fern", "ash-trowel");
    await page.goto("/");
    await unitOf(page, "trending").shown();
    expect(await remembered(page)).toBeNull();
    await expect(unitOf(page, "recently-viewed").host).toHaveCount(0);
  });

  test("who says no is asked no more, and nothing is kept but the answer", async ({ page }) => {
    await page.goto("/p/shade-fern.html");
    await consent(page).getByRole("button", { name: "No", exact: true }).click();
    await look(page, "ash-trowel");
    await expect(consent(page)).toContainText("remembers nothing");
    expect(await remembered(page)).toBeNull();
  });

  test("after consent the last product comes first, and the one on the page is not among them", async ({ page }) => {
    await page.goto("/p/shade-fern.html");
    await agree(page);
    await look(page, "ash-trowel", "storm-lantern-small", "genovese-basil");
    const shown = await unitOf(page, "recently-viewed").shown();
    const seen = ["SO-201", "TL-101", "PL-301"];
    expect(shown).toEqual(seen.filter((sku) => shown.includes(sku)));
    expect(await remembered(page)).toEqual(["PL-101", ...seen]);
    expect(shown).not.toContain("PL-101");
  });

  test("one call forgets everything, and the units go with it", async ({ page, heard }) => {
    await page.goto("/p/shade-fern.html");
    await agree(page);
    await look(page, "ash-trowel");
    await page.goto("/");
    await unitOf(page, "recently-viewed").shown();
    await page.evaluate(() => window.kindred.clearHistory());
    await unitOf(page, "recently-viewed").givesRoomBack();
    expect(await remembered(page)).toBeNull();
    expect(await heard.codes()).toEqual([]);
  });

  test("forgetting and taking back consent are buttons, and the keyboard is enough for them", async ({ page }) => {
    await page.goto("/p/shade-fern.html");
    await consent(page).getByRole("button", { name: "Yes, remember" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.locator("[data-remember-words]")).toBeFocused();
    await expect.poll(() => remembered(page)).toEqual(["PL-301"]);
    await page.keyboard.press("Tab");
    await expect(consent(page).getByRole("button", { name: "Remember nothing" })).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => remembered(page)).toBeNull();
    await expect(consent(page)).toContainText("Forgotten");
    await consent(page).getByRole("button", { name: "Remember nothing" }).click();
    await page.reload();
    expect(await remembered(page)).toBeNull();
  });

  test("nothing is sent anywhere: what a page asks for are files, whoever it is for", async ({ page }) => {
    const asked = [];
    page.on("request", (request) => asked.push(request));
    await page.goto("/p/shade-fern.html");
    await agree(page);
    await look(page, "ash-trowel", "storm-lantern-small");
    await page.goto("/");
    await unitOf(page, "just-for-you").shown();
    await unitOf(page, "recently-viewed").shown();
    for (const request of asked) {
      const { origin, search, pathname } = new URL(request.url());
      const isFile = request.method() === "GET" && request.postData() === null && search === "";
      expect([pathname, isFile, origin]).toEqual([pathname, true, new URL(DEMO.url).origin]);
    }
    // Every visitor asks for the same ones.
    const personal = asked.filter((request) => /PL-301|TL-101|SO-201/.test(request.url()));
    expect(personal).toEqual([]);
  });

  test("a visitor of whom nothing is known is shown the most viewed, marked as standing in", async ({ page, heard }) => {
    await page.goto("/recommendations.html");
    await page.getByRole("radio", { name: "what this browser remembers" }).check();
    const section = page.locator("[data-type='just-for-you']");
    await expect(section.locator(".mark-backup")).toHaveCount(5);
    await expect(page.locator("[data-type='recently-viewed'] [data-none]")).toBeVisible();
    expect(await heard.codes()).toEqual([]);
  });

  test("one view is enough to recommend something", async ({ page, heard }) => {
    await page.goto("/p/shade-fern.html");
    await agree(page);
    await page.goto("/");
    await unitOf(page, "just-for-you").shown();
    const said = (await heard.events("kindred:render")).map(({ detail }) => detail);
    const { items } = said.findLast((detail) => detail.unit === "just-for-you");
    expect(items.map(({ source }) => source)).toContain("list");
    expect(items.map(({ sku }) => sku)).not.toContain("PL-301");
  });

  test("what the shop no longer has is passed over in what is remembered", async ({ page, heard }) => {
    await page.goto("/");
    await page.evaluate((key) => {
      const today = Math.floor(Date.now() / 864e5);
      localStorage.setItem(key, JSON.stringify({ viewed: [["GONE-1", today], ["PL-301", today]], bought: [] }));
    }, MEMORY);
    await agree(page);
    await unitOf(page, "recently-viewed").shows(["PL-301"]);
    expect(await heard.codes()).toEqual([]);
    expect(heard.warnings).toEqual([]);
  });

  test("what one tab forgets, another one does not bring back", async ({ page, context }) => {
    await page.goto("/p/shade-fern.html");
    await agree(page);
    const other = await context.newPage();
    await other.goto("/");
    await unitOf(other, "recently-viewed").shows(["PL-301"]);
    await page.evaluate(() => window.kindred.setConsent({ history: false }));
    expect(await remembered(page)).toBeNull();
    await unitOf(other, "recently-viewed").givesRoomBack();
    await other.evaluate(() => window.kindred.setOrder(["TL-101"]));
    expect(await remembered(other)).toBeNull();
  });

  test("an order that was forgotten stays forgotten, and one from before consent is remembered with it", async ({ page }) => {
    await page.goto("/p/shade-fern.html");
    const bought = () =>
      page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "{}").bought?.map(([sku]) => sku), MEMORY);
    await page.evaluate(() => window.kindred.setOrder(["TL-101", "TL-101", "SO-201"]));
    expect(await bought()).toBeUndefined();
    await page.evaluate(() => window.kindred.setConsent({ history: true }));
    expect(await bought()).toEqual(["TL-101", "SO-201"]);
    await page.evaluate(() => window.kindred.clearHistory());
    await page.evaluate(() => window.kindred.setConsent({ history: true }));
    expect(await bought()).toEqual([]);
  });

  test("of a list of products none counts as viewed", async ({ page }) => {
    await page.goto("/");
    await page.evaluate(() => {
      document.body.insertAdjacentHTML("beforeend", "<i data-product-sku=TL-101></i><i data-product-sku=SO-201></i>");
      return window.kindred.setConsent({ history: true });
    });
    expect(await remembered(page)).toBeNull();
    await page.evaluate(() => {
      document.head.insertAdjacentHTML("beforeend", "<meta property=og:type content=product>");
      return window.kindred.setConsent({ history: true });
    });
    expect(await remembered(page)).toEqual(["TL-101"]);
  });

  test("the demo hides what goes with a cart while there is nothing in it", async ({ page, heard }) => {
    const cart = new CartPage(page);
    await cart.open();
    await expect(cart.emptyWords).toBeVisible();
    await expect(unitOf(page, "in-the-cart").host).toBeHidden();
    expect(await heard.codes()).toEqual([]);
  });

  test("what was bought is recommended no more, once the browser may remember it", async ({ page }) => {
    await page.goto("/p/shade-fern.html");
    await agree(page);
    await page.goto("/");
    const before = await unitOf(page, "just-for-you").shown();
    const [bought] = before;
    await page.evaluate((sku) => window.kindred.setOrder([{ sku, quantity: 1 }]), bought);
    await expect.poll(() => unitOf(page, "just-for-you").skus()).not.toContain(bought);
    await page.goto("/");
    expect(await unitOf(page, "just-for-you").shown()).not.toContain(bought);
  });

  test("an order page without an order says so, and shows nothing else", async ({ page, heard }) => {
    await page.goto("/thanks.html");
    await expect(page.locator("[data-order-none]")).toBeVisible();
    await expect(unitOf(page, "after-the-order").host).toBeHidden();
    expect(await heard.codes()).toEqual([]);
  });

  test("the preview has every type, how ready it is, and what brought each card", async ({ page, heard }) => {
    await page.goto("/recommendations.html");
    await page.getByRole("combobox", { name: "Product" }).selectOption({ label: "Genovese Basil" });
    const sections = page.locator("[data-type]");
    await expect(sections).toHaveCount(13);
    const types = await sections.evaluateAll((all) => all.map((section) => section.dataset.type));
    expect(types.filter((type) => !TYPES.includes(type)), "types that stand on no page").toEqual([]);
    for (const type of types.filter((type) => type !== "recently-viewed")) {
      const section = page.locator(`[data-type='${type}']`);
      await expect(section.locator("kindred-recommendations [part=card]").first(), type).toBeVisible();
      await expect(section.locator(".mark").first(), type).toBeVisible();
      const nCards = await section.locator("kindred-recommendations [part=card]").count();
      await expect(section.locator(".marks > li"), type).toHaveCount(nCards);
    }
    // Of the types that are learned, all but the two that only a browser can make.
    await expect(page.locator(".ready meter")).toHaveCount(11);
    expect(await heard.codes()).toEqual([]);
  });

  test("the preview recommends for a cart that is chosen there", async ({ page }) => {
    await page.goto("/recommendations.html");
    await page.getByRole("radio", { name: "what is in a cart" }).check();
    const section = page.locator("[data-type='bought-bought']");
    for (const name of ["Rim Pot", "Genovese Basil"]) {
      await page.getByRole("combobox").last().selectOption({ label: name });
      await page.getByRole("button", { name: "Add", exact: true }).click();
    }
    const cards = () =>
      section.locator("[part=card]").evaluateAll((cards) => cards.map((card) => card.dataset.sku));
    await expect.poll(cards).not.toContain("PL-101");
    expect((await cards()).length).toBe(5);
    await page.getByRole("button", { name: "Genovese Basil, take out" }).click();
    await expect(page.locator("[data-preview-chosen] > li")).toHaveCount(1);
  });

  for (const width of [390, 1280]) {
    test.describe(`${width} pixels wide`, () => {
      test.use({ viewport: { width, height: 900 } });

      for (const path of ["/", "/c/plants.html", "/p/genovese-basil.html", "/p/rim-pot.html", "/p/round-radish.html"]) {
        test(`the room that is kept on ${path} is the room that recommendations take`, async ({ page }) => {
          let release;
          const held = new Promise((resolve) => (release = resolve));
          await page.route("**/kindred-feed/feed.json", async (route) => {
            await held;
            await route.continue();
          });
          await page.goto(path);
          await page.evaluate(() => customElements.whenDefined("kindred-recommendations"));
          const units = page.locator("kindred-recommendations");
          const heights = () => units.evaluateAll((all) => all.map((unit) => Math.round(unit.offsetHeight)));
          const before = await heights();
          expect(before.length).toBeGreaterThan(0);
          release();
          for (const unit of await units.all()) await expect(unit.locator("[part=card]").first()).toBeAttached();
          await page.evaluate(() => document.fonts.ready);
          expect(await heights()).toEqual(before);
        });
      }
    });
  }
});
