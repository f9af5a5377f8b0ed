// A stand-in for a shop on WooCommerce, as its documentation describes the Store API:
// https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/cart and .../products,
// https://developer.woocommerce.com/docs/apis/store-api/nonce-tokens

import { randomUUID } from "node:crypto";
import { StandIn } from "./shop.mjs";

const error = (status, code, message) => ({ status, json: { code, message, data: { status } } });

const USER = "wordpress_logged_in";

export class WooCommerce extends StandIn {
  name = "woocommerce";
  attributes = 'data-cart="woocommerce"';
  /** Where the API is; it may be a query. */
  api = "/wp-json/";
  /** The nonces that count, by session. */
  #nonces = new Map();

  constructor() {
    super("wp_woocommerce_session");
  }

  url({ handle }) {
    return `/product/${handle}/`;
  }

  refusal({ name }) {
    return `You cannot add "${name}" to the cart because the product is out of stock.`;
  }

  head() {
    return `<link rel="https://api.w.org/" href="${this.api}">`;
  }

  /** What a block's button does, in the page. */
  addByTheme(page, sku) {
    const { id } = this.product(sku);
    return page.evaluate(
      async ({ api, id }) => {
        const shown = await fetch(api + "wc/store/v1/cart");
        await fetch(api + "wc/store/v1/cart/add-item", {
          method: "POST",
          headers: { "Content-Type": "application/json", Nonce: shown.headers.get("Nonce") },
          body: JSON.stringify({ id, quantity: 1 }),
        });
        document.body.dispatchEvent(new CustomEvent("wc-blocks_added_to_cart", { bubbles: true, detail: {} }));
      },
      { api: this.api, id },
    );
  }

  /** Signs a visitor in, who finds the cart of an earlier visit. */
  signIn(context, origin, skus) {
    for (const sku of skus) this.put("user-7", this.product(sku), 1);
    return context.addCookies([{ name: USER, value: "7", url: origin }]);
  }

  /** Forgets every nonce, as WordPress does when they have grown old. */
  forgetNonces() {
    this.#nonces.clear();
  }

  route(method, url) {
    const [, path] = /^\/(?:wp-json\/)?wc\/store\/v1\/(.+)$/.exec(url.searchParams.get("rest_route") ?? url.pathname) ?? [];
    if (method === "GET" && path === "cart") return this.#show;
    if (method === "POST" && path === "cart/add-item") return this.#add;
    if (method === "GET" && path === "products") return this.#products;
  }

  /** Whose cart it is: a customer's own, else the session's. */
  #owner({ cookies, session }) {
    return cookies.has(USER) ? `user-${cookies.get(USER)}` : session;
  }

  #show(asked) {
    return { headers: this.#headers(asked), json: this.#cart(asked) };
  }

  #cart(asked) {
    const lines = this.cartOf(this.#owner(asked));
    const line = ({ product: { id, sku, name }, quantity }) => ({ key: `key-${id}`, id, quantity, name, sku, variation: [] });
    return { items: lines.map(line), items_count: lines.length, errors: [] };
  }

  #headers(asked) {
    const nonce = randomUUID().slice(0, 10);
    this.#nonces.set(this.#owner(asked), nonce);
    return { Nonce: nonce, "Cart-Token": `token-of-${asked.session}` };
  }

  #products({ url }) {
    const skus = (url.searchParams.get("sku") ?? "").split(",");
    const found = this.products.filter(({ sku }) => sku && skus.includes(sku));
    return { json: found.map(({ id, sku, name, left }) => ({ id, sku, name, type: "simple", is_in_stock: left > 0 })) };
  }

  #add(asked) {
    const { nonce } = asked.headers;
    const known = this.#nonces.get(this.#owner(asked));
    this.changes.push(String(asked.body));
    if (!nonce) {
      return error(401, "woocommerce_rest_missing_nonce", "Missing the Nonce header. This endpoint requires a valid nonce.");
    }
    if (nonce !== known) return error(403, "woocommerce_rest_invalid_nonce", "Nonce is invalid.");
    const { id, quantity } = JSON.parse(asked.body);
    const product = this.products.find((product) => product.id === id);
    const headers = this.#headers(asked);
    if (!product) return { headers, ...error(400, "woocommerce_rest_cart_invalid_product", "This product cannot be added to the cart.") };
    if (this.leftFor(this.#owner(asked), product) < quantity) {
      const said = this.refusal(product).replaceAll('"', "&quot;");
      return { headers, ...error(400, "woocommerce_rest_product_out_of_stock", said) };
    }
    this.put(this.#owner(asked), product, quantity);
    return { status: 201, headers, json: this.#cart(asked) };
  }
}
