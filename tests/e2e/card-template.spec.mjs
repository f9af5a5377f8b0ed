// A card of the page's own: a template that bindings fill, whose copies the page's style sheets reach.

import { expect, test } from "./test.mjs";
import { manySkus, smallFeed } from "./feed.mjs";
import { openSmallPage } from "./small-page.mjs";
import { Unit } from "./unit.mjs";

const [a, b, c, d] = manySkus(4);

/** The copies, in the order in which they show. */
async function copies(unit) {
  const skus = await unit.skus();
  return skus.map((sku) => unit.host.locator(`> [data-sku="${sku}"]`));
}

function withTemplate(relation, attributes, template) {
  return `<kindred-${relation} ${attributes}><template slot="card">${template}</template></kindred-${relation}>`;
}

test("a template's copies say what the cards say, and wear the page's styles", async ({ page }) => {
  const feed = smallFeed([
    { sku: a, "up-sell": [b, c] },
    { sku: b, image: "/img/PL-101.svg", price: 8, "regular-price": 10 },
    { sku: c, name: "Tea", url: undefined },
  ]);
  const template = `<article class="tile" data-kindred-data-id="sku">
    <a data-kindred-href="url" data-kindred-title="name"><img data-kindred-src="image" data-kindred-if="image" alt=""></a>
    <h3 data-kindred-text="name">Name</h3>
    <b data-kindred-text="price"></b><s data-kindred-if="regular-price" data-kindred-text="regular-price"></s>
    <i data-kindred-unless="url">Not to be looked at</i>
  </article>`;
  const head = "<style>.tile h3 { color: rgb(1, 2, 3); }</style>";
  await openSmallPage(page, { feed, head, body: withTemplate("up-sell", `sku="${a}"`, template) });
  const unit = new Unit(page, "up-sell");
  await unit.shows([b, c]);
  const [first, second] = await copies(unit);
  await expect(first.locator("article")).toHaveAttribute("data-id", b);
  await expect(first.getByRole("heading", { name: `Product ${b}` })).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(first.getByRole("link")).toHaveAttribute("href", `/p/${b}`);
  await expect(first.getByRole("link")).toHaveAttribute("title", `Product ${b}`);
  await expect(first.locator("img")).toHaveAttribute("src", "/img/PL-101.svg");
  await expect(first.locator("b")).toHaveText("€8.00");
  await expect(first.locator("s")).toHaveText("€10.00");
  await expect(first.locator("i")).toHaveCount(0);
  await expect(second.getByRole("heading", { name: "Tea" })).toBeVisible();
  await expect(second.locator("a")).not.toHaveAttribute("href");
  await expect(second.locator("img, s")).toHaveCount(0);
  await expect(second.locator("i")).toBeVisible();
  // They are items of the unit's list, in its order.
  await expect(unit.host.getByRole("list").getByRole("listitem")).toHaveCount(2);
});

test("what a feed says never becomes markup, script or an unsafe address", async ({ page }) => {
  const hostile = "<img src=x onerror=window.hurt=1><script>window.hurt=1</script>";
  const feed = smallFeed([
    { sku: a, "up-sell": [b] },
    { sku: b, name: hostile, url: "javascript:window.hurt=1", image: "javascript:window.hurt=1" },
  ]);
  const template = `<a data-kindred-href="url" data-kindred-onclick="name" data-kindred-style="name">
      <img data-kindred-src="image" data-kindred-srcdoc="name" data-kindred-alt="name"></a>
    <p data-kindred-text="name"></p><a class="by-name" data-kindred-href="name">x</a>
    <script>window.hurt = 1;</script><script data-kindred-text="name"></script>
    <style data-kindred-text="name"></style><iframe data-kindred-src="url"></iframe>`;
  await openSmallPage(page, { feed, body: withTemplate("up-sell", `sku="${a}"`, template) });
  const unit = new Unit(page, "up-sell");
  await unit.shows([b]);
  const [copy] = await copies(unit);
  await expect(copy.locator("p")).toHaveText(hostile);
  await expect(copy.locator("img")).toHaveAttribute("alt", hostile);
  await expect(copy.locator("script, style, iframe")).toHaveCount(0);
  const attributes = (locator) => locator.evaluate((element) => element.getAttributeNames());
  for (const element of [copy.locator("a").first(), copy.locator("img")]) {
    expect(await attributes(element)).toEqual(expect.not.arrayContaining(["href", "src", "onclick", "style", "srcdoc"]));
  }
  expect(await page.evaluate(() => window.hurt)).toBeUndefined();
});

test("a template's button adds, the card leaves with its product, and focus goes to the next", async ({ page, heard }) => {
  const feed = smallFeed([{ sku: a, "cross-sell": [b, c, d] }, b, c, d]);
  const template = `<a data-kindred-href="url" data-kindred-text="name"></a>
    <button type="button" data-kindred-act="add" data-kindred-if="addable">Into the bag</button>`;
  await openSmallPage(page, { feed, body: withTemplate("cross-sell", "", template) });
  await page.evaluate(async () => {
    await customElements.whenDefined("kindred-cross-sell");
    const cart = ["A-1"];
    kindred.setCart(cart);
    document.addEventListener("kindred:add-to-cart", ({ detail }) => {
      cart.unshift(...detail.items.map(({ sku }) => sku));
      kindred.setCart(cart);
    });
  });
  const unit = new Unit(page, "cross-sell");
  await unit.shows([b, c, d]);
  await unit.host.locator(`> [data-sku="${b}"] button`).focus();
  await page.keyboard.press("Enter");
  await unit.shows([c, d]);
  const added = (await heard.events("kindred:add-to-cart")).flatMap(({ detail }) => detail.items);
  expect(added.map(({ sku, quantity }) => [sku, quantity])).toEqual([[b, 1]]);
  await expect(unit.host.locator(`> [data-sku="${b}"]`)).toHaveCount(0);
  expect(await page.locator(":focus").evaluate((focused) => focused.closest("[data-sku]").dataset.sku)).toBe(c);
});

test("a template's checkboxes tick, are ticked together, and travel with the form", async ({ page }) => {
  const feed = smallFeed([{ sku: a, related: [b, c] }, b, c]);
  const template = `<label><input type="checkbox" data-kindred-act="tick"> <span data-kindred-text="name"></span></label>`;
  const body = `<form>${withTemplate("related", `sku="${a}" name="also"`, template)}</form>`;
  await openSmallPage(page, { feed, body });
  const unit = new Unit(page, "related");
  await unit.shows([b, c]);
  const sent = () => page.evaluate(() => new FormData(document.querySelector("form")).getAll("also"));
  await page.getByLabel(`Product ${c}`).check();
  await expect.poll(sent).toEqual([c]);
  await unit.tickAll.click();
  await expect(page.getByLabel(`Product ${b}`)).toBeChecked();
  expect((await sent()).sort()).toEqual([b, c]);
  await page.evaluate(() => document.querySelector("form").reset());
  await expect(page.getByLabel(`Product ${b}`)).not.toBeChecked();
  expect(await sent()).toEqual([]);
});

test("copies leave the page with their unit, and come back with it", async ({ page }) => {
  const feed = smallFeed([{ sku: a, "up-sell": [b, c] }, { sku: d, "up-sell": [c] }, b, c]);
  const template = '<a data-kindred-href="url" data-kindred-text="name"></a>';
  await openSmallPage(page, { feed, body: withTemplate("up-sell", `sku="${a}"`, template) });
  const unit = new Unit(page, "up-sell");
  await unit.shows([b, c]);
  const inHost = () => unit.host.evaluate((host) => [...host.children].map(({ localName, dataset }) => dataset.sku ?? localName));
  expect(await inHost()).toEqual(["template", b, c]);
  await unit.host.evaluate((host, sku) => host.setAttribute("sku", sku), d);
  await unit.shows([c]);
  expect(await inHost()).toEqual(["template", c]);
  const left = await unit.host.evaluate((host) => {
    host.remove();
    const left = host.children.length;
    document.body.append(host);
    return left;
  });
  expect(left).toBe(1);
  await unit.shows([c]);
  expect(await inHost()).toEqual(["template", c]);
});

test("slots and templates need nothing that trusted types forbid", async ({ page, heard }) => {
  const feed = smallFeed([{ sku: a, "up-sell": [b] }, b]);
  const headers = { "content-security-policy": "require-trusted-types-for 'script'; trusted-types 'none'" };
  const body = withTemplate("up-sell", `sku="${a}"`, '<p data-kindred-text="name"></p>');
  await openSmallPage(page, { feed, headers, body });
  await new Unit(page, "up-sell").shows([b]);
  await expect(page.getByText(`Product ${b}`)).toBeVisible();
  expect(await heard.codes()).toEqual([]);
});
