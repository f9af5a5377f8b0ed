// Units of several shops on one page: each has its own feed, and nothing of one reaches into another.

import { expect, test } from "./host.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c, d] = manySkus(4);
const ONE = smallFeed([{ sku: a, related: [b, c], "cross-sell": [c] }, b, c]);
const OTHER = smallFeed([{ sku: a, related: [c, d], "cross-sell": [d] }, c, d]);
const OTHER_FEED = "/other/feed.json";

test.beforeEach(({ host }) => {
  host.put("/kindred-feed/feed.json", ONE);
  host.put(OTHER_FEED, OTHER);
});

async function open(page, host, body) {
  host.putPage(body);
  await page.goto(`${host.url}/page.html`);
}

test("a unit that names a feed shows that shop's products, beside those of the page's own shop", async ({ page, host }) => {
  await open(
    page,
    host,
    `<kindred-related sku="${a}"></kindred-related><kindred-related sku="${a}" feed="${OTHER_FEED}"></kindred-related>`,
  );
  await new Unit(page, "related:nth-of-type(1)").shows([b, c]);
  // Shown by a unit of the other shop, which is another product.
  await new Unit(page, "related:nth-of-type(2)").shows([c, d]);
  expect(["/kindred-feed/feed.json", OTHER_FEED].map((path) => host.asked(path))).toEqual([1, 1]);
});

test("what the page says of the cart holds for every shop", async ({ page, host }) => {
  await open(
    page,
    host,
    `<kindred-cross-sell></kindred-cross-sell><kindred-cross-sell feed="${OTHER_FEED}"></kindred-cross-sell>`,
  );
  await page.evaluate((sku) => kindred.setCart([sku]), a);
  await new Unit(page, "cross-sell:nth-of-type(1)").shows([c]);
  await new Unit(page, "cross-sell:nth-of-type(2)").shows([d]);
});

test("a unit that is put back with another feed is the other shop's", async ({ page, host }) => {
  await open(page, host, `<kindred-related sku="${a}"></kindred-related>`);
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  await unit.host.evaluate((host, feed) => {
    host.remove();
    host.setAttribute("feed", feed);
    document.body.append(host);
  }, OTHER_FEED);
  await unit.shows([c, d]);
  expect(host.asked(OTHER_FEED)).toBe(1);
});

test("a unit whose feed is no address keeps its fallback, and the others show", async ({ page, host, heard }) => {
  await open(
    page,
    host,
    `<kindred-related sku="${a}" feed="http://["><p>Look around</p></kindred-related><kindred-up-sell></kindred-up-sell>
     <kindred-cross-sell cart="${a}"></kindred-cross-sell>`,
  );
  await new Unit(page, "cross-sell").shows([c]);
  await new Unit(page, "related").showsFallback();
  await expect.poll(() => heard.codes()).toContain("widget-unreachable");
});

test("where one shop's feed is missing the other one shows", async ({ page, host, heard }) => {
  host.put(OTHER_FEED, 404);
  await open(
    page,
    host,
    `<kindred-related sku="${a}" feed="${OTHER_FEED}"><p>Look around</p></kindred-related>
     <kindred-cross-sell cart="${a}"></kindred-cross-sell>`,
  );
  await new Unit(page, "cross-sell").shows([c]);
  await new Unit(page, "related").showsFallback();
  await expect.poll(() => heard.codes()).toEqual(["feed-missing"]);
});
