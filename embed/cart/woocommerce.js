// The cart of WooCommerce, as its documentation describes it:
// https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/cart (the cart, and adding to it)
// https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/products (products by SKU)
// https://developer.woocommerce.com/docs/apis/store-api/nonce-tokens (the nonce of every change)
// https://developer.woocommerce.com/docs/cart-and-checkout-dom-events (what blocks tell, and listen to)
// https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/ (where the API is)
//
// The visitor's cookies say whose cart it is, a guest's as a customer's. The shop answers with the nonce that the
// next change must carry.

import { Refusal, ask, json, keep, plain, read, whenAsked } from "./adapter.js";

const api = document.querySelector("link[rel='https://api.w.org/']")?.href ?? "/wp-json/";

/** An address of the Store API; the API itself may be a query of the shop's first page. */
const at = (path, query = {}) => {
  const url = new URL(api + "wc/store/v1/" + path, document.baseURI);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
};

let nonce = "";

const askShop = async (url, options) => {
  const answer = await ask(url, { cache: "no-store", ...options });
  nonce = answer.headers.get("Nonce") ?? nonce;
  return answer;
};

/** The cart lists what was added first first. A product without a SKU is known by its id. */
const lines = async () => {
  const { items } = await read(await askShop(at("cart")));
  return items.map(({ sku, id }) => sku || String(id)).reverse();
};

/** The ids of products, by SKU; they never change. */
const ids = new Map();

const findIds = async (items) => {
  const missing = items.map(({ sku }) => sku).filter((sku) => !ids.has(sku));
  if (!missing.length) return;
  const found = await read(await ask(at("products", { sku: missing.join(","), per_page: 100 })));
  for (const { sku, id } of found) ids.set(sku, id);
  for (const sku of missing) {
    if (!ids.has(sku) && /^\d+$/.test(sku)) ids.set(sku, Number(sku));
  }
};

const add = async (items) => {
  await findIds(items);
  // Each product is its own question: one that is sold out keeps no other out.
  const refused = [];
  try {
    for (const { sku, quantity } of items) {
      const answer = await addOne(ids.get(sku), quantity);
      if (!answer.ok) refused.push(plain((await json(answer))?.message));
    }
  } finally {
    if (refused.length < items.length) tellShop();
  }
  if (refused.length) throw new Refusal(refused.join(" ").trim());
};

const addOne = async (id, quantity) => {
  if (!id) throw new Error("expected a product of the shop");
  const send = () =>
    askShop(at("cart/add-item"), {
      method: "POST",
      headers: { "Content-Type": "application/json", Nonce: nonce },
      body: JSON.stringify({ id, quantity }),
    });
  const answer = await send();
  if (answer.status !== 401 && answer.status !== 403) return answer;
  // The nonce has grown old, or there was none yet. Nothing has been added, so that one more try cannot add twice.
  await askShop(at("cart"));
  return send();
};

/** Has the shop's blocks, and its widgets and cart page from before there were blocks, show the cart anew. */
const tellShop = () => {
  document.body.dispatchEvent(new CustomEvent("wc-blocks_added_to_cart", { bubbles: true, detail: { preserveCartData: false } }));
  for (const name of ["wc_fragment_refresh", "wc_update_cart"]) globalThis.jQuery?.(document.body).trigger(name);
};

const refresh = await keep({ lines, add });
for (const name of ["wc-blocks_added_to_cart", "wc-blocks_removed_from_cart"]) document.body.addEventListener(name, refresh);
globalThis.jQuery?.(document.body).on("added_to_cart removed_from_cart updated_wc_div wc_cart_emptied", refresh);
// The blocks for cart and mini cart change quantities without telling.
whenAsked(/\/wc\/store(\/v1)?\/(cart\/|batch)/, refresh);
