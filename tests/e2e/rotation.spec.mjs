// Rotation: what chance draws, from which seed, and what is kept of it.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { ProductPage } from "./shop.mjs";
import { DEMO, onEachSite } from "./sites.mjs";
import { SCRIPT, openSmallPage, scriptWith } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const KEY = "kindred:seed";
const BY_CHANCE = ["priority-then-random", "weighted-random"];
const [viewed, ...others] = manySkus(31);
const [first, second] = [others.slice(0, 10), others.slice(10)];
const UNIT = `<kindred-related sku="${viewed}"></kindred-related>`;

/** Ten products of priority 1 and twenty of priority 2, for six places. */
function feedOf(rotation, relation = "related") {
  const rule = (priority, skus) => ({
    name: `Priority ${priority}`,
    relation,
    priority,
    display: { attribute: "sku", operator: "is one of", value: skus },
  });
  return smallFeed([viewed, ...others], {
    units: { [relation]: { limit: 6, ...(rotation && { rotation }) } },
    rules: [rule(1, first), rule(2, second)],
  });
}

/** What the unit shows on a page with that script tag. */
async function drawn(page, feed, script = SCRIPT) {
  await openSmallPage(page, { feed, body: UNIT, script });
  const unit = new Unit(page, "related");
  await expect(unit.cards).toHaveCount(6);
  return unit.skus();
}

const kept = (page) => page.evaluate(() => [{ ...sessionStorage }, { ...localStorage }]);

for (const rotation of BY_CHANCE) {
  test.describe(`with a rotation of ${rotation}`, () => {
    const feed = feedOf(rotation);

    test("the same seed on the script tag draws the same cards, and another one others", async ({ page }) => {
      const draws = [];
      for (const seed of [7, 8, 7, 4294967295]) draws.push(await drawn(page, feed, scriptWith(`data-seed="${seed}"`)));
      expect(draws[2]).toEqual(draws[0]);
      expect(draws[1]).not.toEqual(draws[0]);
      expect(draws[3]).not.toEqual(draws[0]);
      expect(await kept(page)).toEqual([{}, {}]);
    });

    test("a shopper who goes back and forth in one tab finds the same cards", async ({ page }) => {
      const before = await drawn(page, feed);
      const [session, local] = await kept(page);
      expect(Object.keys(session)).toEqual([KEY]);
      expect(session[KEY]).toMatch(/^\d+$/);
      expect(local).toEqual({});
      await page.goto("/");
      await page.goBack();
      const unit = new Unit(page, "related");
      await unit.shows(before);
      await page.reload();
      await unit.shows(before);
      expect(await drawn(page, feed)).toEqual(before);
      expect((await kept(page))[0]).toEqual(session);
    });

    test("other visits draw other cards", async ({ browser, baseURL }) => {
      const draws = new Set();
      for (let visit = 0; visit < 4; visit++) {
        const context = await browser.newContext({ baseURL });
        draws.add(String(await drawn(await context.newPage(), feed)));
        await context.close();
      }
      expect(draws.size).toBeGreaterThan(1);
    });

    test("a kept seed that is none is thrown anew", async ({ page }) => {
      await page.addInitScript((key) => {
        if (sessionStorage.getItem(key) === null) sessionStorage.setItem(key, "six, I think");
      }, KEY);
      const before = await drawn(page, feed);
      expect((await kept(page))[0][KEY]).toMatch(/^\d+$/);
      expect(await drawn(page, feed)).toEqual(before);
    });

    test("blocked storage costs the memory, not the cards", async ({ page, heard }) => {
      await page.addInitScript(() => {
        for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(window, name, {
            get() {
              throw new DOMException("Blocked", "SecurityError");
            },
          });
        }
      });
      await drawn(page, feed);
      expect(await heard.codes()).toEqual([]);
    });

    test("full storage costs the memory, not the cards", async ({ page, heard }) => {
      await page.addInitScript(() => {
        Storage.prototype.setItem = () => {
          throw new DOMException("Full", "QuotaExceededError");
        };
      });
      await drawn(page, feed);
      expect(await heard.codes()).toEqual([]);
    });
  });
}

test("higher priorities fill the places first, or are likelier and stand first", async ({ page }) => {
  const within = (skus, priority) => skus.filter((sku) => priority.includes(sku)).length;
  let nSecond = 0;
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const script = scriptWith(`data-seed="${seed}"`);
    expect(within(await drawn(page, feedOf("priority-then-random"), script), first)).toBe(6);
    const skus = await drawn(page, feedOf("weighted-random"), script);
    nSecond += within(skus, second);
    const priorities = skus.map((sku) => (first.includes(sku) ? 1 : 2));
    expect(priorities).toEqual([...priorities].sort());
  }
  expect(nSecond).toBeGreaterThan(0);
});

test("without chance the order is the feed's, and nothing is kept", async ({ page }) => {
  for (const rotation of ["priority-then-id", undefined]) {
    expect(await drawn(page, feedOf(rotation))).toEqual(first.slice(0, 6));
    expect(await kept(page)).toEqual([{}, {}]);
  }
});

test("nothing is kept where chance belongs to a unit that is not on the page", async ({ page }) => {
  const feed = feedOf();
  feed.units["up-sell"] = { rotation: "weighted-random" };
  await drawn(page, feed);
  expect(await kept(page)).toEqual([{}, {}]);
});

test("when a product goes into the cart, the others that chance drew stay in their order", async ({ page }) => {
  await openSmallPage(page, {
    feed: feedOf("priority-then-random", "cross-sell"),
    body: `<kindred-cross-sell cart="${viewed}"></kindred-cross-sell>`,
    script: scriptWith('data-seed="5"'),
  });
  const unit = new Unit(page, "cross-sell");
  await expect(unit.cards).toHaveCount(6);
  const before = await unit.skus();
  await unit.host.evaluate((host, cart) => host.setAttribute("cart", cart), `${before[1]},${viewed}`);
  await expect.poll(async () => (await unit.skus()).slice(0, 5)).toEqual(before.filter((_, place) => place !== 1));
  await expect(unit.cards).toHaveCount(6);
});

onEachSite(
  (site) => {
    test("in the demo a visit finds what it found before, in both units by chance", async ({ page }) => {
      const productPage = new ProductPage(page);
      await productPage.open(site, "SD-102");
      const [related, upSell] = [await productPage.related.shown(), await productPage.upSell.shown()];
      await productPage.related.cards.getByRole("link").first().click();
      await productPage.related.shown();
      await page.goBack();
      await productPage.related.shows(related);
      await productPage.upSell.shows(upSell);
    });
  },
  [DEMO],
);
