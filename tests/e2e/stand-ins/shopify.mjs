// A stand-in for a shop on Shopify, as its documentation describes the Ajax API:
// https://shopify.dev/docs/api/ajax/reference/cart, https://shopify.dev/docs/api/ajax/reference/product

import { StandIn } from "./shop.mjs";

/** The status that an error of the Ajax API has, in its header and in its body. */
const error = (status, message, description) => ({ status, json: { status, message, description } });

export class Shopify extends StandIn {
  name = "shopify";

  constructor() {
    super("cart");
  }

  /** The place of a product's page. */
  url({ handle }) {
    return `/products/${handle}`;
  }

  /** What the shop says of a product of which there are none left. */
  refusal({ name }) {
    return `The product '${name}' is already sold out.`;
  }

  /** What a theme has in its head: where the shop begins. `actions` is the theme's own way to add. */
  head({ root = "/", actions = "" } = {}) {
    return `<script>window.Shopify = { routes: { root: ${JSON.stringify(root)} } }; ${actions}</script>`;
  }

  attributes = 'data-cart="shopify"';

  /** What a theme's own button does, in the page. */
  addByTheme(page, sku) {
    const { id } = this.product(sku);
    return page.evaluate(async (id) => {
      const add = fetch(window.Shopify.routes.root + "cart/add.js", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ items: [{ id, quantity: 1 }] }),
      });
      const told = new Event("shopify:cart:lines-update", { bubbles: true });
      told.promise = add;
      document.body.dispatchEvent(told);
      await add;
    }, id);
  }

  route(method, { pathname }) {
    const [, path] = /^(?:\/[a-z]{2})?\/(cart\.js|cart\/add\.js|products\/[^/]+\.js)$/.exec(pathname) ?? [];
    if (method === "GET" && path === "cart.js") return this.#show;
    if (method === "POST" && path === "cart/add.js") return this.#add;
    if (method === "GET" && path?.startsWith("products/")) return this.#product;
  }

  #show({ session }) {
    const lines = this.cartOf(session);
    // What was added last comes first.
    const items = [...lines].reverse().map((line) => this.#item(line));
    return { json: { token: session, note: "", item_count: lines.length, items, currency: "EUR" } };
  }

  #item({ product, quantity }) {
    const { id, sku, handle, name } = product;
    return { id, variant_id: id, key: `${id}:1`, quantity, sku, handle, title: name, product_title: name, url: this.url(product) };
  }

  #product({ url }) {
    const handle = decodeURIComponent(/([^/]+)\.js$/.exec(url.pathname)[1]);
    const product = this.products.find((product) => product.handle === handle);
    if (!product) return error(404, "Not Found", "Not Found");
    const { id, sku, name, left } = product;
    const variants = [{ id, sku, title: "Default Title", available: left > 0, options: ["Default Title"] }];
    return { json: { id: id + 500_000, title: name, handle, available: left > 0, variants } };
  }

  #add({ session, body, headers }) {
    this.changes.push(String(body));
    if (!headers["content-type"]?.startsWith("application/json")) return error(400, "Bad Request", "Expected JSON");
    const { items, sections } = JSON.parse(body);
    if (!items?.length) return error(400, "Bad Request", "Required parameter missing or invalid: items");
    if (sections?.length > 5) return error(400, "Bad Request", "Exceeded maximum number of sections");
    const wanted = items.map(({ id, quantity }) => ({ product: this.products.find((one) => one.id === id), quantity }));
    // All or nothing.
    for (const { product, quantity } of wanted) {
      if (!product) return error(404, "Cart Error", "Cannot find variant");
      if (!product.left) return error(422, "Cart Error", this.refusal(product));
      const left = this.leftFor(session, product);
      if (left < quantity) {
        const said = left ? `Only ${left} items were added to your cart.` : "The maximum quantity of this item is already in your cart.";
        return error(422, "Cart Error", said);
      }
    }
    for (const { product, quantity } of wanted) this.put(session, product, quantity);
    const count = this.cartOf(session).reduce((sum, { quantity }) => sum + quantity, 0);
    const html = (id) => `<div id="shopify-section-${id}" class="shopify-section"><b data-count>${count}</b></div>`;
    const rendered = sections && { sections: Object.fromEntries(sections.map((id) => [id, html(id)])) };
    return { json: { items: wanted.map((line) => this.#item(line)), ...rendered } };
  }
}
