// `?kindred=explain`: the page is asked why, and each unit answers behind its cards. Shoppers never load any of it.

import { expect, test } from "./test.mjs";
import { manySkus, serveFeed, smallFeed } from "./feed.mjs";
import { CartPage, ProductPage, fillCart } from "./shop.mjs";
import { DEMO, feedOf, onEachSite } from "./sites.mjs";
import { FALLBACK, openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const WHY = "?kindred=explain";
const [a, b, c, d] = manySkus(4);

/** The answer of one unit. */
const panelOf = (unit) => unit.host.getByRole("region", { name: "Why these products" });
const reasonFor = (unit, sku) => panelOf(unit).locator(`[data-sku="${sku}"]`);

/** One of the panel's lists. */
const listOf = (unit, name) => {
  const summary = unit.page.locator("summary", { hasText: new RegExp(`^${name}: `) });
  return panelOf(unit).locator("details").filter({ has: summary });
};

/** Opens one of the panel's lists; its text. */
async function unfold(unit, name) {
  const details = listOf(unit, name);
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  await expect(details.locator("li").first()).toBeVisible({ timeout: 3_000 });
  return details.innerText();
}

/** Opens a product's page with the question behind its address. */
async function ask(page, site, sku) {
  const { url } = (await feedOf(site)).products.find((product) => product.sku === sku);
  await page.goto(url + WHY);
  const productPage = new ProductPage(page);
  await expect(panelOf(productPage.related)).toBeVisible();
  await expect(panelOf(productPage.upSell)).toBeVisible();
  return productPage;
}

onEachSite((site) => {
  test("each unit of a product page says of each card what brought it", async ({ page, heard }) => {
    const productPage = await ask(page, site, site.bothRelations);
    for (const [unit, relation] of [
      [productPage.related, "related"],
      [productPage.upSell, "up-sell"],
    ]) {
      await expect(panelOf(unit)).toContainText(`${relation} for ${site.bothRelations}`);
      for (const sku of await unit.shown()) {
        await expect(reasonFor(unit, sku)).toContainText(
          new RegExp(`linked from ${site.bothRelations}|rule ".+", which matches ${site.bothRelations}|a bundle that`),
        );
      }
      await expect(panelOf(unit).locator("[data-sku]")).toHaveCount(await unit.cards.count());
    }
    expect(await heard.codes()).toEqual([]);
    expect(heard.warnings).toEqual([]);
  });

  test("the cart's unit answers too, and anew when the cart changes", async ({ page }) => {
    await fillCart(page, site, site.cart);
    await page.goto(`/cart.html${WHY}`);
    const cart = new CartPage(page);
    await cart.isReady();
    const { crossSell } = cart;
    const [last, first] = [...site.cart].reverse();
    await expect(panelOf(crossSell)).toContainText(`cross-sell for ${last}, ${first}`);
    await cart.lines
      .first()
      .getByRole("button", { name: /^Remove/ })
      .click();
    await expect(panelOf(crossSell)).toHaveCount(1);
    await expect(panelOf(crossSell)).toContainText(`cross-sell for ${first} `);
  });

  test("only the build that explains is fetched, and only when the page is asked", async ({ page, heard }) => {
    await ask(page, site, site.simple);
    await page.waitForLoadState("networkidle");
    expect(heard.kindredRequests()).toEqual({
      "/kindred-feed/feed.json": 1,
      "/kindred/kindred.js": 1,
      "/kindred/kindred_explain.js": 1,
      "/kindred/kindred_explain_bg.wasm": 1,
    });
  });

  for (const width of [390, 1280]) {
    test(`${width} pixels wide, nothing sticks out of the page, also with every list open`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 });
      const productPage = await ask(page, site, site.bothRelations);
      for (const unit of [productPage.related, productPage.upSell]) {
        for (const name of ["Rules", "Not shown"]) await listOf(unit, name).locator("summary").click();
        await expect(panelOf(unit).locator("details[open]")).toHaveCount(3);
        const [panel, host] = await Promise.all([panelOf(unit).boundingBox(), unit.host.boundingBox()]);
        expect(panel.x).toBeGreaterThanOrEqual(host.x - 1);
        expect(panel.x + panel.width).toBeLessThanOrEqual(host.x + host.width + 1);
        // Behind the cards, not over them.
        const track = await unit.track.boundingBox();
        expect(panel.y).toBeGreaterThanOrEqual(track.y + track.height);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
});

onEachSite(
  (site) => {
    // Every kind of rule that the demo shows off is explained where it shows.
    for (const { what, sku, visitor, relation, list, text } of [
      {
        what: "a rule that compares with the viewed product",
        sku: "PL-104",
        relation: "related",
        list: "Shown",
        text: /diameter equals or greater than the matched product's diameter: "\d+", against "12"/,
      },
      {
        what: "a relative price",
        sku: "PL-301",
        relation: "up-sell",
        list: "Shown",
        text: "price equals or greater than the matched product's price: 18.5, against 12",
      },
      {
        what: "a percentage of the price",
        sku: "PT-205",
        relation: "up-sell",
        list: "Shown",
        text: /price equals or less than 200 % of the matched product's price: [\d.]+, against 68/,
      },
      {
        what: "a category below",
        sku: "SD-401",
        relation: "related",
        list: "Shown",
        text: /category is the matched product's child-category: "Seeds\/\w+", against "Seeds"/,
      },
      { what: "a bundle", sku: "SD-101", relation: "up-sell", list: "Shown", text: "a bundle that contains SD-101" },
      {
        what: "the limit of bundles",
        sku: "SD-101",
        relation: "up-sell",
        list: "Not shown",
        text: "the unit takes no more bundles: SD-402",
      },
      {
        what: "a dated rule",
        sku: "PT-102",
        relation: "related",
        list: "Rules",
        text: /Seeds for an empty pot, in spring priority 2, silent: its first day is still to come/,
      },
      {
        what: "a rule for a segment, to a guest",
        sku: "PL-101",
        relation: "related",
        list: "Rules",
        text: "The garden club hears of it first priority 1, silent: the shopper is in none of its segments",
      },
      {
        what: "a rule for a segment, to a member",
        sku: "PL-101",
        visitor: "a member of the garden club",
        relation: "related",
        list: "Shown",
        text: 'rule "The garden club hears of it first", which matches PL-101',
      },
      {
        what: "what was bought before",
        sku: "PL-102",
        visitor: "a member of the garden club",
        relation: "related",
        list: "Not shown",
        text: "the shopper has bought it: SF-104",
      },
      {
        what: "a price for a customer group",
        sku: "PT-205",
        visitor: "trade",
        relation: "up-sell",
        list: "Shown",
        text: "price equals or greater than the matched product's price: 30, against 27",
      },
      {
        what: "a rule that does not match",
        sku: "PT-205",
        relation: "up-sell",
        list: "Rules",
        text: 'category is "Seeds": "Pots/Glazed"',
      },
      {
        what: "a product that is sold out",
        sku: "PL-401",
        relation: "up-sell",
        list: "Not shown",
        text: "it is out of stock: PL-403",
      },
    ]) {
      test(`the demo explains ${what}`, async ({ page }) => {
        // In winter, before the rule for spring.
        await page.clock.setFixedTime("2026-11-23T12:00:00Z");
        const productPage = await ask(page, site, sku);
        if (visitor) await page.getByLabel("Looking around as").selectOption({ label: visitor });
        const unit = relation === "related" ? productPage.related : productPage.upSell;
        // What is told of the visitor may come while the list is being opened, and closes it again.
        await expect(async () => expect(await unfold(unit, list)).toMatch(text)).toPass();
      });
    }

    test("the demo explains its cart's unit: the rules' limits, a date, and a rule that is switched off", async ({
      page,
    }) => {
      await page.clock.setFixedTime("2026-11-23T12:00:00Z");
      await fillCart(page, site, ["SO-101"]);
      await page.goto(`/cart.html${WHY}`);
      const { crossSell } = new CartPage(page);
      await expect.poll(() => unfold(crossSell, "Not shown")).toContain("the rule brings 8 at most: SD-302, SD-303");
      const stopped = await unfold(crossSell, "Not shown");
      expect(stopped).toContain("the unit is full: SD-102");
      // A lantern whose stock is low: the unit's filter keeps it out, so no rule considers it.
      expect(stopped).not.toContain("SO-203");
      expect(stopped).not.toMatch(/condition|filter/);
      expect(await unfold(crossSell, "Rules")).toContain("clearing-out priority 1, silent: it is switched off");
      expect(await unfold(crossSell, "Shown")).toContain("Dark by five: light for the table");
      expect(await unfold(crossSell, "Shown")).toContain('new-from equals or greater than "2026-09-01 00:00:00"');
    });

    test("a link on the demo's pages asks, and another one is content", async ({ page }) => {
      const productPage = new ProductPage(page);
      await productPage.open(site, site.simple);
      await productPage.related.shown();
      await expect(panelOf(productPage.related)).toHaveCount(0);
      await page.getByRole("link", { name: "Why these?" }).first().click();
      await expect(panelOf(productPage.related)).toBeVisible();
      await page.getByRole("link", { name: "Thank you, that is all" }).first().click();
      await productPage.related.shown();
      await expect(panelOf(productPage.related)).toHaveCount(0);
      expect(new URL(page.url()).search).toBe("");
    });
  },
  [DEMO],
);

const BOLD = { sku: b, name: "<b>Bold</b> <img src=x onerror=alert(1)>" };
const FEED = smallFeed([{ sku: a, related: [b, c] }, BOLD, c, d], {
  rules: [
    {
      name: "<i>Rule</i>",
      relation: "related",
      display: { attribute: "sku", operator: "is", value: d },
    },
    { name: "Never", relation: "up-sell", segments: ["nobody"] },
  ],
});
const BODY = `<main><h1>A page</h1><p>with words</p></main>
  <kindred-related sku="${a}">${FALLBACK}</kindred-related>
  <kindred-up-sell sku="${a}">${FALLBACK}</kindred-up-sell>
  <button>Behind</button>`;

test("a unit that shows nothing says why not", async ({ page }) => {
  await openSmallPage(page, { feed: FEED, body: BODY, search: WHY });
  const upSell = new Unit(page, "up-sell");
  await expect(panelOf(upSell)).toContainText("Shown: 0");
  await upSell.showsFallback();
  expect(await unfold(upSell, "Rules")).toContain("the shopper is in none of its segments");
});

test("what stopped a candidate is told; what was none is not listed", async ({ page }) => {
  const [viewed, linked, soldOut, first, second, never] = manySkus(6);
  const among = (value) => ({ attribute: "sku", operator: "is one of", value });
  const feed = smallFeed(
    [{ sku: viewed, related: [linked] }, linked, { sku: soldOut, "in-stock": false }, first, second, never],
    {
      units: { "cross-sell": { limit: 1 } },
      rules: [
        { name: "One", relation: "up-sell", limit: 1, display: among([viewed, linked, soldOut, first, second]) },
        { name: "Any", relation: "cross-sell", display: among([viewed, first, second]) },
      ],
    },
  );
  const units = ["related", "up-sell", "cross-sell"].map((relation) => {
    const about = relation === "cross-sell" ? "cart" : "sku";
    return `<kindred-${relation} ${about}="${viewed}">${FALLBACK}</kindred-${relation}>`;
  });
  await openSmallPage(page, { feed, body: units.join(""), search: WHY });
  for (const { relation, shown, stopped } of [
    {
      relation: "up-sell",
      shown: [first],
      stopped: [
        `it is the viewed product, its parent or its variant: ${viewed}`,
        `an earlier unit of the page shows it: ${linked}`,
        `it is out of stock: ${soldOut}`,
        `the rule brings 1 at most: ${second}`,
      ],
    },
    // The up-sells show the first.
    {
      relation: "cross-sell",
      shown: [second],
      stopped: [`it is in the cart: ${viewed}`, `an earlier unit of the page shows it: ${first}`],
    },
  ]) {
    const unit = new Unit(page, relation);
    await unit.shows(shown);
    const text = await unfold(unit, "Not shown");
    for (const sentence of stopped) expect(text).toContain(sentence);
    expect(text).toContain(`Not shown: ${stopped.length}`);
    expect(await panelOf(unit).innerText()).not.toContain(never);
  }
});

test("a unit that fails takes its answer away together with its cards", async ({ page, heard }) => {
  await openSmallPage(page, { feed: FEED, body: BODY, search: WHY });
  const unit = new Unit(page, "related");
  await expect(reasonFor(unit, b)).toBeVisible();
  await unit.host.evaluate((host) => host.setAttribute("sku", "A-99"));
  await expect(panelOf(unit)).toHaveCount(0);
  await unit.showsFallback();
  await expect.poll(() => heard.codes()).toEqual(["unknown-sku"]);
  await unit.host.evaluate((host, sku) => host.setAttribute("sku", sku), a);
  await expect(reasonFor(unit, b)).toBeVisible();
});

test("a unit for an empty cart says so", async ({ page }) => {
  const body = `<kindred-cross-sell>${FALLBACK}</kindred-cross-sell>`;
  await openSmallPage(page, { feed: FEED, body, search: WHY });
  const unit = new Unit(page, "cross-sell");
  await expect(panelOf(unit)).toContainText("cross-sell for nothing");
  await unit.showsFallback();
});

test("HTML in names stays text", async ({ page }) => {
  await openSmallPage(page, { feed: FEED, body: BODY, search: WHY });
  const unit = new Unit(page, "related");
  await expect(reasonFor(unit, b)).toContainText("<b>Bold</b> <img src=x onerror=alert(1)>");
  await expect(reasonFor(unit, d)).toContainText('rule "<i>Rule</i>", which matches A-1');
  await expect(panelOf(unit).locator("img, i")).toHaveCount(0);
});

test("the page around the units is as shoppers see it", async ({ page }) => {
  /** The page's own markup without what the units' hosts say of themselves, and where its words stand. */
  const picture = () =>
    page.evaluate(() => {
      const copy = document.documentElement.cloneNode(true);
      for (const unit of copy.querySelectorAll("kindred-related, kindred-up-sell")) unit.removeAttribute("style");
      const places = [...document.querySelectorAll("h1, p, kindred-related")].map((element) => {
        const { x, y, width } = element.getBoundingClientRect();
        return [element.localName, x, y, width];
      });
      return { markup: copy.outerHTML, places };
    });
  const feed = { ...FEED, units: { related: { limit: 2 } } };
  const pictures = [];
  for (const search of ["", WHY]) {
    await openSmallPage(page, { feed, body: BODY, search });
    await new Unit(page, "related").shows([b, c]);
    if (search) await expect(panelOf(new Unit(page, "related"))).toBeVisible();
    pictures.push(await picture());
  }
  expect(pictures[1].markup).toEqual(pictures[0].markup);
  // What stands before and beside the panels has not moved.
  expect(pictures[1].places.slice(0, 3)).toEqual(pictures[0].places.slice(0, 3));
  const outlines = await page.locator("kindred-related, kindred-up-sell").evaluateAll((units) =>
    units.map((unit) => getComputedStyle(unit).outlineStyle),
  );
  expect(outlines).toEqual(["dashed", "dashed"]);
});

test("the panel can be reached and unfolded by keyboard", async ({ page }) => {
  await openSmallPage(page, { feed: FEED, body: BODY, search: WHY });
  const unit = new Unit(page, "related");
  await expect(panelOf(unit)).toBeVisible();
  const focused = () =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active.textContent;
    });
  const path = [];
  for (let step = 0; step < 30 && path.at(-1) !== "Behind"; step++) {
    await page.keyboard.press("Tab");
    path.push(await focused());
    if (/^Rules: /.test(path.at(-1))) {
      await page.keyboard.press("Enter");
      await expect(listOf(unit, "Rules")).toHaveAttribute("open");
      break;
    }
  }
  expect(path.filter((text) => /^(Shown|Rules|Not shown): /.test(text))).toEqual(["Shown: 3", "Rules: 1"]);
});

test("a strict policy does not stand in the way", async ({ page, heard }) => {
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => {
      window.violations.push(violatedDirective);
    });
  });
  const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
  const headers = { "content-security-policy": policy };
  await openSmallPage(page, { feed: FEED, body: BODY, search: WHY, headers });
  const panel = panelOf(new Unit(page, "related"));
  await expect(panel).toBeVisible();
  await expect(panel).toHaveCSS("border-inline-start-style", "solid");
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  expect(await heard.codes()).toEqual([]);
});

test("styles of the page do not reach into the panel", async ({ page }) => {
  const head = "<style>details, summary, section, ol, li { display: none !important; color: red !important }</style>";
  await openSmallPage(page, { feed: FEED, body: BODY, head, search: WHY });
  await expect(reasonFor(new Unit(page, "related"), b)).toBeVisible();
});

test("a page that changes is explained anew, once per unit", async ({ page }) => {
  await openSmallPage(page, { feed: FEED, body: BODY, search: `?page=2&kindred=explain` });
  const unit = new Unit(page, "related");
  await expect(reasonFor(unit, d)).toBeVisible();
  await page.evaluate((bought) => window.kindred.setCustomer({ bought: [bought] }), c);
  await expect(reasonFor(unit, c)).toHaveCount(0);
  await expect(panelOf(unit)).toHaveCount(1);
  await unit.host.evaluate((host) => host.setAttribute("limit", "1"));
  await expect(panelOf(unit).locator("[data-sku]")).toHaveCount(1);
  await expect(panelOf(unit)).toContainText("at most 1");
});

for (const search of ["?kindred=explainer", "?kindred", "?notkindred=explain", "#kindred=explain"]) {
  test(`${search} asks nothing`, async ({ page, heard }) => {
    await openSmallPage(page, { feed: FEED, body: BODY, search });
    const unit = new Unit(page, "related");
    await unit.shows([b, c, d]);
    await expect(panelOf(unit)).toHaveCount(0);
    expect(Object.keys(heard.kindredRequests())).toContain("/kindred/kindred_widget_bg.wasm");
  });
}

test("a feed that cannot be had is an error as ever", async ({ page, heard }) => {
  await serveFeed(page, "<!doctype html>");
  await openSmallPage(page, { body: BODY, search: WHY });
  await new Unit(page, "related").showsFallback();
  await expect.poll(() => heard.codes()).toEqual(["feed-invalid", "feed-invalid"]);
});
