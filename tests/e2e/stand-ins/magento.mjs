// A stand-in for a shop on Adobe Commerce with the Luma theme, as Adobe's documentation describes private content, the
// storefront's own way to add to the cart, and products by SKU:
// https://developer.adobe.com/commerce/php/development/cache/page/private-content/
// https://developer.adobe.com/commerce/webapi/graphql/schema/products/queries/products/

import { StandIn } from "./shop.mjs";

export class Magento extends StandIn {
  name = "magento";
  attributes = 'data-cart="magento"';
  /** What the shop has to say to a visitor, by session; said once. */
  #messages = new Map();
  /** Sessions of customers. */
  #customers = new Map();
  /** The values of the `Store` header of requests for products. */
  stores = [];

  constructor() {
    super("PHPSESSID");
  }

  url({ handle }) {
    return `/${handle}.html`;
  }

  refusal() {
    return "Product that you are trying to add is not available.";
  }

  /**
   * Luma's scripts, as far as an extension of a theme may use them; `luma` is false for a theme without, and `never` for
   * scripts that do not come.
   */
  head({ luma = true } = {}) {
    return `<script>var BASE_URL = "/"; document.cookie = "form_key=abcdef0123456789; path=/";</script>
      ${SCRIPTS[luma]}`;
  }

  /** What Luma's own button does, in the page. */
  addByTheme(page, sku) {
    const { id } = this.product(sku);
    return page.evaluate(async (id) => {
      const body = new FormData();
      for (const [name, value] of [["product", id], ["qty", 1], ["form_key", "abcdef0123456789"]]) body.append(name, value);
      const headers = { "X-Requested-With": "XMLHttpRequest" };
      await fetch("/checkout/cart/add", { method: "POST", headers, body });
      window.require(["Magento_Customer/js/customer-data"], (known) => known.reload(["cart", "messages"], true));
    }, id);
  }

  /** Signs a visitor in, who finds the cart of an earlier visit. */
  async signIn(context, origin, skus) {
    for (const sku of skus) this.put("customer-7", this.product(sku), 1);
    this.#customers.set("session-of-7", "customer-7");
    await context.addCookies([{ name: this.cookie, value: "session-of-7", url: origin }]);
  }

  route(method, { pathname }) {
    if (method === "GET" && pathname === "/customer/section/load/") return this.#sections;
    if (method === "POST" && pathname === "/checkout/cart/add") return this.#add;
    if (method === "GET" && pathname === "/checkout/cart") return () => ({ headers: { "content-type": "text/html" } });
    if (method === "GET" && pathname === "/graphql") return this.#graphql;
  }

  #owner({ session }) {
    return this.#customers.get(session) ?? session;
  }

  #sections(asked) {
    const { url, session } = asked;
    const data_id = Math.floor(Date.now() / 1000);
    const sections = {};
    for (const name of url.searchParams.get("sections").split(",")) {
      if (name === "cart") sections.cart = { ...this.#cart(asked), data_id };
      if (name === "messages") {
        sections.messages = { messages: this.#messages.get(session) ?? [], data_id };
        this.#messages.delete(session);
      }
    }
    return { json: sections };
  }

  #cart(asked) {
    const lines = this.cartOf(this.#owner(asked));
    const item = ({ product, quantity }) => ({
      item_id: String(product.id),
      product_id: String(product.id),
      product_sku: product.sku,
      product_name: product.name,
      qty: quantity,
    });
    // What was added last comes first.
    return { summary_count: lines.length, items: [...lines].reverse().map(item) };
  }

  #say(session, type, text) {
    this.#messages.set(session, [...(this.#messages.get(session) ?? []), { type, text }]);
  }

  async #add(asked) {
    const { session, body, headers, cookies } = asked;
    const whole = new Request("http://shop.example/", { method: "POST", headers: { "content-type": headers["content-type"] }, body });
    const form = await whole.formData();
    this.changes.push(`${form.get("product")} x ${form.get("qty")}`);
    const away = { status: 302, headers: { location: "/checkout/cart" } };
    if (!form.get("form_key") || form.get("form_key") !== cookies.get("form_key")) {
      this.#say(session, "error", "Your session has expired");
      return away;
    }
    const isAjax = headers["x-requested-with"] === "XMLHttpRequest";
    const product = this.products.find(({ id }) => String(id) === form.get("product"));
    const refuse = (text) => {
      this.#say(session, "error", text);
      return isAjax ? { json: { backUrl: "http://shop.example/checkout/cart/" } } : away;
    };
    if (!product) return isAjax ? { json: [] } : away;
    if (!product.left) return refuse(this.refusal(product));
    if (this.leftFor(this.#owner(asked), product) < Number(form.get("qty"))) return refuse("The requested qty is not available");
    this.put(this.#owner(asked), product, Number(form.get("qty")));
    this.#say(session, "success", `You added ${product.name} to your <a href="/checkout/cart/">shopping cart</a>.`);
    return isAjax ? { json: [] } : away;
  }

  #graphql({ url, headers }) {
    this.stores.push(headers.store);
    const [, list] = /sku:\{in:(\[[^\]]*\])\}/.exec(url.searchParams.get("query")) ?? [];
    if (!list) return { json: { errors: [{ message: 'Syntax Error: Expected "$", found "}".' }] } };
    const skus = JSON.parse(list);
    const items = this.products.filter(({ sku }) => skus.includes(sku)).map(({ sku, id }) => ({ sku, id }));
    return { json: { data: { products: { items } } } };
  }
}

const SCRIPTS = {
  true: `<script>(${customerData})()</script>`,
  false: "",
  never: "<script>window.require = () => {};</script>",
};

/** Luma's keeper of private content, as its documentation describes it: runs in the page. */
function customerData() {
  const KEY = "mage-cache-storage";
  const stored = () => JSON.parse(localStorage.getItem(KEY) ?? "{}");
  const sections = new Map();
  const observable = (value) => {
    const heard = [];
    const section = (...values) => {
      if (!values.length) return value;
      [value] = values;
      heard.forEach((callback) => callback(value));
    };
    section.subscribe = (callback) => heard.push(callback);
    return section;
  };
  const get = (name) => {
    if (!sections.has(name)) sections.set(name, observable({}));
    return sections.get(name);
  };
  const update = (found) => {
    localStorage.setItem(KEY, JSON.stringify({ ...stored(), ...found }));
    for (const [name, section] of Object.entries(found)) get(name)(section);
    return found;
  };
  const reload = async (names) => {
    const answer = await fetch(`/customer/section/load/?sections=${names}&force_new_section_timestamp=true`);
    if (!answer.ok) throw new Error(String(answer.status));
    return update(await answer.json());
  };
  const init = reload(["cart"]).catch(() => update(stored()));
  const known = { get, reload, invalidate: () => {}, getInitCustomerData: () => init };
  window.require = (names, found) => setTimeout(() => found(known), 0);
  get("cart").subscribe(({ summary_count }) => {
    const badge = document.querySelector("[data-minicart]");
    if (badge) badge.textContent = summary_count;
  });
}
