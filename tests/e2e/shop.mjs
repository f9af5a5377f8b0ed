// The shop's pages, as the tests use them: what a shopper can do there, and the units on them.

import { expect } from "./test.mjs";
import { feedOf } from "./sites.mjs";
import { Unit } from "./unit.mjs";

export class ProductPage {
  constructor(page) {
    this.page = page;
    this.form = page.locator("#product-form");
    this.options = this.form.locator("select[name=sku]");
    this.submit = this.form.getByRole("button", { name: "Add to cart" });
    this.related = new Unit(page, "related");
    this.upSell = new Unit(page, "up-sell");
  }

  async open(site, sku, options) {
    const product = (await feedOf(site)).products.find((product) => product.sku === sku);
    if (!product) throw new Error(`expected ${sku} in the feed of ${site.name}, found no such product`);
    await this.page.goto(product.url, options);
  }

  /** Sends the form; what it asked the cart page for, and that page. */
  async addToCart() {
    const asked = this.page.waitForRequest((request) => new URL(request.url()).pathname === "/cart.html");
    await this.submit.click();
    const query = new URL((await asked).url()).searchParams;
    const cart = new CartPage(this.page);
    await cart.isReady();
    return { query, cart };
  }
}

export class CartPage {
  constructor(page) {
    this.page = page;
    this.lines = page.locator("[data-cart-lines] > [data-sku]");
    this.badge = page.locator("[data-cart-count]");
    this.emptyWords = page.locator("[data-cart-empty]");
    this.crossSell = new Unit(page, "cross-sell");
  }

  async open() {
    await this.page.goto("/cart.html");
    await this.isReady();
  }

  async isReady() {
    await expect(this.page.locator("[data-cart][aria-busy=false]")).toBeAttached();
  }

  /** SKUs of the lines, as they stand on the page: last added first. */
  skus() {
    return this.lines.evaluateAll((lines) => lines.map((line) => line.dataset.sku));
  }

  async holds(skus) {
    await expect.poll(() => this.skus(), { message: "the lines of the cart" }).toEqual(skus);
  }
}

/** Puts products into the cart by their own pages' forms, in this order; the cart page that the last one leads to. */
export async function fillCart(page, site, skus) {
  const productPage = new ProductPage(page);
  for (const sku of skus) {
    await productPage.open(site, sku);
    await productPage.addToCart();
  }
  return new CartPage(page);
}
