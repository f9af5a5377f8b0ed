// A feed in chunks: what a page fetches of it and when, and what becomes of files that are slow, wrong or gone
// (design, section 4).

import { chunkedFeed } from "./chunked-feed.mjs";
import { expect, test } from "./host.mjs";
import { Unit } from "./unit.mjs";

const PRODUCTS = [
  { sku: "A-1", related: ["A-2", "A-3"], "up-sell": ["A-4"], "cross-sell": ["A-5"] },
  { sku: "A-2", related: ["A-1"], "cross-sell": ["A-6"] },
  { sku: "A-3", related: ["A-4"], "cross-sell": ["A-7"] },
  ..."4567".split("").map((n) => ({ sku: `A-${n}`, related: ["A-1"] })),
];
const FEED = chunkedFeed(PRODUCTS);
const WASM = "/kindred/kindred_widget_bg.wasm";
const RELATED = '<kindred-related sku="A-1"><p>Look around</p></kindred-related>';

/** Opens a page with this body on a host with the feed. */
async function open(page, host, body, options) {
  host.putFeed(options?.feed ?? FEED);
  host.putPage(body, options);
  await page.goto(host.url + (options?.path ?? "/page.html") + (options?.search ?? ""));
}

test("a product page asks once for the pointer, a lookup file and a chunk", async ({ page, host, heard }) => {
  await open(page, host, RELATED + '<kindred-up-sell sku="A-1"></kindred-up-sell>');
  await new Unit(page, "related").shows(["A-2", "A-3"]);
  await new Unit(page, "up-sell").shows(["A-4"]);
  await page.waitForLoadState("networkidle");
  expect(host.feedRequests()).toEqual(["feed.json", FEED.lookupOf("A-1"), FEED.chunkOf("A-1")]);
  expect(await heard.codes()).toEqual([]);
});

for (const { what, head, body } of [
  { what: "the element's attribute", body: RELATED },
  {
    what: "JSON-LD",
    head: `<script type="application/ld+json">{"@graph":[{"@type":"WebPage"},{"@type":["Product"],"sku":"A-1"}]}</script>`,
    body: "<kindred-related></kindred-related>",
  },
  {
    what: "the meta tag",
    head: '<meta property="product:retailer_item_id" content="A-1">',
    body: "<kindred-related></kindred-related>",
  },
  { what: "data-product-sku", body: '<main data-product-sku="A-1"></main><kindred-related></kindred-related>' },
  { what: "the element's cart", body: '<kindred-cross-sell cart="A-1"></kindred-cross-sell>' },
  {
    what: "setCart",
    body: `<kindred-cross-sell></kindred-cross-sell><script type="module">
      await customElements.whenDefined("kindred-cross-sell");
      kindred.setCart([{ sku: "A-1", quantity: 2 }]);
    </script>`,
  },
]) {
  test(`while the wasm is on its way, the chunk that ${what} calls for is already here`, async ({ page, host }) => {
    const release = host.hold(WASM);
    await open(page, host, body, { head });
    const expected = ["feed.json", FEED.lookupOf("A-1"), FEED.chunkOf("A-1")];
    await expect.poll(() => host.feedRequests()).toEqual(expected);
    release();
    await expect(page.locator("[part=card]").first()).toBeVisible();
    expect(host.feedRequests(), "nothing is asked for twice").toEqual(expected);
  });
}

test("a page without a unit asks for nothing of the feed", async ({ page, host }) => {
  await open(page, host, '<main data-product-sku="A-1">Hello</main>');
  await page.waitForLoadState("networkidle");
  expect(host.feedRequests()).toEqual([]);
});

test("a wrong guess costs a request or two, and nothing else", async ({ page, host, heard }) => {
  const release = host.hold(WASM);
  await open(page, host, "<kindred-related></kindred-related>", { head: '<meta property="product:retailer_item_id" content="A-2">' });
  await expect.poll(() => host.feedRequests()).toContain(FEED.chunkOf("A-2"));
  await page.locator("kindred-related").evaluate((unit) => unit.setAttribute("sku", "A-3"));
  release();
  await new Unit(page, "related").shows(["A-4"]);
  expect(new Set(host.feedRequests()).size).toBe(host.feedRequests().length);
  expect(await heard.codes()).toEqual([]);
});

test("the files of everything in the cart travel side by side, each once", async ({ page, host }) => {
  const skus = ["A-1", "A-2", "A-3"];
  const releases = skus.map((sku) => host.hold(`/kindred-feed/${FEED.chunkOf(sku)}`));
  await open(page, host, `<kindred-cross-sell cart="${skus}"></kindred-cross-sell>`);
  const files = ["feed.json", ...skus.flatMap((sku) => [FEED.lookupOf(sku), FEED.chunkOf(sku)])];
  await expect.poll(() => host.feedRequests().sort()).toEqual([...new Set(files)].sort());
  for (const release of releases) release();
  await new Unit(page, "cross-sell").shows(["A-5", "A-6", "A-7"]);
  expect(host.feedRequests()).toHaveLength(new Set(files).size);
});

test("another cart loads what is new, and the cards stay meanwhile", async ({ page, host }) => {
  await open(page, host, '<kindred-cross-sell cart="A-1"></kindred-cross-sell>');
  const unit = new Unit(page, "cross-sell");
  await unit.shows(["A-5"]);
  const release = host.hold(`/kindred-feed/${FEED.chunkOf("A-2")}`);
  const before = host.feedRequests().length;
  await unit.host.evaluate((host) => host.setAttribute("cart", "A-2,A-1"));
  await expect.poll(() => host.feedRequests()).toContain(FEED.chunkOf("A-2"));
  expect(await unit.skus()).toEqual(["A-5"]);
  release();
  await unit.shows(["A-6", "A-5"]);
  expect(host.feedRequests().slice(before)).not.toContain(FEED.chunkOf("A-1"));
});

test("a SKU that the feed does not know costs a lookup, and is told", async ({ page, host, heard }) => {
  await open(page, host, '<kindred-related sku="A-99"><p>Look around</p></kindred-related>');
  await expect.poll(() => heard.codes()).toEqual(["unknown-sku"]);
  await new Unit(page, "related").showsFallback();
  expect(host.feedRequests()).toEqual(["feed.json", FEED.lookupOf("A-99")]);
});

for (const { what, buildCaching } of [
  { what: "going back to a product uses no network" },
  { what: "that a host lets nothing be kept costs nothing: a build's files never change", buildCaching: "max-age=0" },
]) {
  test(what, async ({ page, host }) => {
    host.buildCaching = buildCaching ?? host.buildCaching;
    await open(page, host, RELATED);
    const unit = new Unit(page, "related");
    await unit.shows(["A-2", "A-3"]);
    await unit.host.evaluate((host) => host.setAttribute("sku", "A-2"));
    await unit.shows(["A-1"]);
    const before = host.log.length;
    await unit.host.evaluate((host) => host.setAttribute("sku", "A-1"));
    await unit.shows(["A-2", "A-3"]);
    expect(host.log).toHaveLength(before);
    await page.goto(`${host.url}/page.html`);
    await unit.shows(["A-2", "A-3"]);
    expect(host.log.slice(before).map(({ path }) => path)).toEqual(["/page.html", "/kindred-feed/feed.json"]);
  });
}

test("a build that was removed while the page was open gives way to the next", async ({ page, host, heard }) => {
  await open(page, host, RELATED);
  const unit = new Unit(page, "related");
  await unit.shows(["A-2", "A-3"]);
  for (const path of Object.keys(FEED.files)) host.remove(`/kindred-feed/${path}`);
  const next = chunkedFeed(PRODUCTS, { build: "00000000000000b2" });
  host.putFeed(next);
  await unit.host.evaluate((host) => host.setAttribute("sku", "A-3"));
  await unit.shows(["A-4"]);
  expect(host.feedRequests().slice(-3)).toEqual(["feed.json", next.lookupOf("A-3"), next.chunkOf("A-3")]);
  expect(await heard.codes()).toEqual([]);
});

test("an old page keeps its build while that is there", async ({ page, host }) => {
  await open(page, host, RELATED);
  const unit = new Unit(page, "related");
  await unit.shows(["A-2", "A-3"]);
  host.putFeed(chunkedFeed([{ sku: "A-3" }], { build: "00000000000000b2" }));
  await unit.host.evaluate((host) => host.setAttribute("sku", "A-3"));
  await unit.shows(["A-4"]);
  expect(host.asked("/kindred-feed/feed.json")).toBe(1);
});

const whole = (path) => JSON.stringify(FEED.files[path]);
for (const { what, path } of [
  { what: "lookup file", path: FEED.lookupOf("A-1") },
  { what: "chunk", path: FEED.chunkOf("A-1") },
]) {
  for (const { how, put, code } of [
    { how: "is missing", put: 404, code: "feed-missing" },
    { how: "may not be read", put: 403, code: "feed-missing" },
    { how: "breaks off", put: whole(path).slice(0, whole(path).length / 2), code: "feed-invalid" },
    { how: "is a page", put: "<!doctype html><p>Hello", code: "feed-invalid" },
    { how: "is JSON of another shape", put: '{"products":"none"}', code: "feed-invalid" },
    { how: "is in trouble", put: 503, code: "feed-missing" },
  ]) {
    test(`a ${what} that ${how} leaves the fallback and is named`, async ({ page, host, heard }) => {
      host.putFeed(FEED);
      const feed = { files: { [path]: put } };
      await open(page, host, RELATED, { feed });
      await expect.poll(() => heard.codes()).toEqual([code]);
      await new Unit(page, "related").showsFallback();
      expect(heard.warnings).toHaveLength(1);
      expect(heard.warnings[0]).toContain(`kindred: ${code}: ${host.url}/kindred-feed/${path}: `);
      // A server in trouble is asked once more; of a file that is wrong, another pointer may know better.
      expect(host.asked(`/kindred-feed/${path}`)).toBe(2);
      expect(host.asked("/kindred-feed/feed.json")).toBe(put === 503 ? 1 : 2);
    });
  }

  test(`while a ${what} is slow the fallback shows; when it comes there are cards`, async ({ page, host }) => {
    const release = host.hold(`/kindred-feed/${path}`);
    await open(page, host, RELATED);
    await expect.poll(() => host.feedRequests()).toContain(path);
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".wasm")));
    const unit = new Unit(page, "related");
    await unit.showsFallback();
    release();
    await unit.shows(["A-2", "A-3"]);
  });
}

test("a copy in the browser's cache that is broken is passed by", async ({ page, host, heard }) => {
  const path = FEED.chunkOf("A-1");
  host.putFeed(FEED);
  await open(page, host, RELATED, { feed: { files: { [path]: "<!doctype html>" } } });
  await expect.poll(() => heard.codes()).toEqual(["feed-invalid"]);
  host.putFeed(FEED);
  await page.goto(`${host.url}/page.html`);
  await new Unit(page, "related").shows(["A-2", "A-3"]);
});

test("files may lie on another host than the pointer", async ({ page, host, heard }) => {
  const feed = chunkedFeed(PRODUCTS, { base: `${host.url}/elsewhere/` });
  for (const [path, file] of Object.entries(feed.files)) {
    if (path !== "feed.json") host.put(`/elsewhere/${path}`, file);
  }
  await open(page, host, RELATED, { feed: { files: { "feed.json": feed.files["feed.json"] } } });
  await new Unit(page, "related").shows(["A-2", "A-3"]);
  expect(host.feedRequests()).toEqual(["feed.json"]);
  expect(host.log.filter(({ path }) => path.startsWith("/elsewhere/"))).toHaveLength(2);
  expect(await heard.codes()).toEqual([]);
});

test("SKUs in any script are found, by the loader as by the widget", async ({ page, host }) => {
  const sku = "Größe-42/蓝 \u{1F3BE}";
  const feed = chunkedFeed([{ sku, related: ["A-2"] }, "A-2"], { bits: 12 });
  const release = host.hold(WASM);
  await open(page, host, `<kindred-related sku="${sku}"></kindred-related>`, { feed });
  await expect.poll(() => host.feedRequests()).toEqual(["feed.json", feed.lookupOf(sku), feed.chunkOf(sku)]);
  release();
  await new Unit(page, "related").shows(["A-2"]);
});

test("the page that is asked why loads every rule too", async ({ page, host }) => {
  await open(page, host, RELATED, { search: "?kindred=explain" });
  await new Unit(page, "related").shows(["A-2", "A-3"]);
  expect(host.feedRequests().map((path) => path.split("/").at(-1)).sort()).toContain("rules.json");
});
