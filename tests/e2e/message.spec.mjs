// What a unit says to the shopper: words of the page's, or of Kindred's by their key, over the heading's line.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { FALLBACK, openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, ...others] = manySkus(6);
const FEED = smallFeed([{ sku: a, related: [b, ...others], "cross-sell": [b, ...others] }, b, ...others]);

async function open(page, relation = "cross-sell", root = 'lang="en"') {
  const about = relation === "related" ? `sku="${a}"` : `cart="${a}"`;
  const body = `<kindred-${relation} ${about}>${FALLBACK}</kindred-${relation}><p id="below">Below</p>`;
  await openSmallPage(page, { feed: FEED, body, root });
  const unit = new Unit(page, relation);
  await unit.shown();
  return unit;
}

const say = (unit, message) => unit.host.evaluate((host, message) => host.setAttribute("message", message), message);

test("a message shows as text, is heard, and goes with the attribute", async ({ page }) => {
  const unit = await open(page);
  await expect(unit.message).toHaveText("");
  await expect(unit.message).toHaveAttribute("role", "status");
  await say(unit, "Only <b>two</b> left.");
  await expect(unit.message).toHaveText("Only <b>two</b> left.");
  await expect(unit.message).toBeInViewport();
  await expect(unit.message).toMatchAriaSnapshot("- status: Only <b>two</b> left.");
  await unit.host.evaluate((host) => host.removeAttribute("message"));
  await expect(unit.message).toHaveText("");
  const { width, height } = await unit.message.evaluate((message) => message.getBoundingClientRect());
  expect(width * height, "nothing is left of it").toBe(0);
});

test("a key stands for Kindred's own words", async ({ page }) => {
  const unit = await open(page);
  await say(unit, "cart-failed");
  await expect(unit.message).toHaveText("This could not be added to the cart. Please try again.");
  await say(unit, "added");
  await expect(unit.message).toHaveText("Added to cart");
});

test("the line that will say it is there from the start, so that screen readers hear it change", async ({ page }) => {
  const unit = await open(page);
  const before = await unit.message.elementHandle();
  await say(unit, "added");
  expect(await unit.message.evaluate((now, before) => now === before, before)).toBe(true);
});

for (const width of [390, 1280]) {
  for (const [relation, direction] of [["cross-sell", "ltr"], ["related", "rtl"]]) {
    test(`at ${width} pixels a message in ${relation}, ${direction}, moves nothing and covers nothing to press`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      const unit = await open(page, relation, `lang="en" dir="${direction}"`);
      const place = () =>
        page.evaluate(() => {
          const unit = document.querySelector("kindred-related,kindred-cross-sell");
          const parts = unit.shadowRoot.querySelectorAll("[part]:not([part=message])");
          const all = [...parts, document.querySelector("#below")].map((part) => part.getBoundingClientRect().toJSON());
          return JSON.stringify(all);
        });
      const before = await place();
      await say(unit, "cart-failed");
      await expect(unit.message).toHaveText(/Please try again/);
      expect(await place()).toBe(before);
      const covered = await unit.host.evaluate((host) => {
        const root = host.shadowRoot;
        const line = root.querySelector("[part=message]").getBoundingClientRect();
        const controls = [...root.querySelectorAll("button,input,a")].filter((one) => one.checkVisibility());
        const meets = ({ top, bottom, left, right }) =>
          top < line.bottom && bottom > line.top && left < line.right && right > line.left;
        return controls.filter((control) => meets(control.getBoundingClientRect())).map((control) => control.outerHTML);
      });
      expect(covered).toEqual([]);
      const { right, left } = await unit.message.evaluate((line) => line.getBoundingClientRect().toJSON());
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(width);
      if (process.env.SHOTS) await unit.host.screenshot({ path: `${process.env.SHOTS}/message-${relation}-${width}.png` });
    });
  }
}

test("buttons of a unit that waits look so", async ({ page }) => {
  const unit = await open(page);
  const button = unit.cards.first().getByRole("button");
  const cursor = () => button.evaluate((button) => getComputedStyle(button).cursor);
  expect(await cursor()).toBe("pointer");
  await unit.host.evaluate((host) => host.setAttribute("aria-busy", "true"));
  expect(await cursor()).toBe("progress");
});
