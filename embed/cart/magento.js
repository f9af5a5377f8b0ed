// The cart of Adobe Commerce and Magento Open Source with the Luma theme or one of its children, as Adobe's
// documentation describes it:
// https://developer.adobe.com/commerce/php/development/cache/page/private-content/ (the sections `cart` and `messages`)
// https://developer.adobe.com/commerce/webapi/graphql/schema/products/queries/products/ (products by SKU)
//
// A Luma page keeps its cart in the visitor's session, which the storefront's own address `checkout/cart/add` knows for
// guests and customers alike. REST and GraphQL would put a guest's product into another cart, as a session's guest cart
// has no name there. That address takes ids of products and a form key; GraphQL tells the ids, without an account.

import { Refusal, ask, json, keep, plain, read, settings, wait } from "./adapter.js";

/** For how long a page without a known cart waits for Luma's scripts. */
const A_MOMENT = 5_000;

/** Where the store view begins. */
const at = (path) => new URL(path, new URL(globalThis.BASE_URL ?? "/", document.baseURI)).href;

/** Luma's own keeper of what it knows of a visitor; nothing in a theme without RequireJS. */
const customerData = new Promise((found) => {
  if (!globalThis.require) return found();
  globalThis.require(["Magento_Customer/js/customer-data"], found, () => found());
});

/** Has the shop say again what is in the cart, and what it has to say to the visitor; Luma shows both. */
const reload = async () => {
  const known = await customerData;
  const names = ["cart", "messages"];
  if (known) return known.reload(names, true);
  const query = "?sections=" + names + "&force_new_section_timestamp=true";
  return read(await ask(at("customer/section/load/" + query), { headers: { "X-Requested-With": "XMLHttpRequest" } }));
};

/** The section lists what was added last first. A visitor who never had a cart has none. */
const skus = (cart) => (cart?.items ?? []).map((item) => item.product_sku);

/** What Luma keeps of the cart in this browser: there before Luma's own scripts are, which read it too. */
const kept = () => {
  try {
    return JSON.parse(localStorage.getItem("mage-cache-storage"))?.cart;
  } catch {
    // No storage, or not Luma's.
  }
};

/** The section as Luma's scripts know it, and tell of its changes. */
let cart;
const ready = customerData.then((known) => {
  cart = known?.get("cart");
  return known?.getInitCustomerData();
});

const lines = async () => {
  if (!globalThis.require) return skus((await reload()).cart);
  const now = [cart?.(), kept()].find((section) => section?.items);
  if (now) return skus(now);
  await Promise.race([ready, wait(A_MOMENT)]);
  return skus(cart?.());
};

/** The ids of products, by SKU; they never change. */
const ids = new Map();

const findIds = async (items) => {
  const missing = items.map(({ sku }) => sku).filter((sku) => !ids.has(sku));
  if (!missing.length) return;
  // `id` is the number that the storefront's addresses take; `uid`, which is meant to replace it, is not.
  const query = `{products(filter:{sku:{in:${JSON.stringify(missing)}}},pageSize:${missing.length}){items{sku id}}}`;
  const headers = settings.cartStore ? { Store: settings.cartStore } : {};
  const { data } = await read(await ask(at("graphql?query=" + encodeURIComponent(query)), { headers }));
  for (const { sku, id } of data?.products?.items ?? []) ids.set(sku, id);
};

/** The key that a page's requests must carry: Luma keeps it in a cookie, and in every form. */
const formKey = () =>
  /(?:^|; )form_key=([^;]+)/.exec(document.cookie)?.[1] ?? document.querySelector("input[name=form_key]")?.value ?? "";

const add = async (items) => {
  await findIds(items);
  let isWhole = true;
  for (const { sku, quantity } of items) isWhole = (await addOne(ids.get(sku), quantity)) && isWhole;
  // The shop's no is not in its answer, but among its messages.
  const said = (await reload()).messages?.messages ?? [];
  const refused = said.filter(({ type }) => type !== "success");
  const isRefused = refused.length === said.length || refused.some(({ type }) => type === "error");
  if (refused.length && isRefused) throw new Refusal(refused.map(({ text }) => plain(text)).join(" "));
  if (!isWhole) throw new Error("expected every product in the cart");
};

/** Whether the shop may have taken the product; it takes the visitor elsewhere when the form key is not that of the session. */
const addOne = async (product, quantity) => {
  if (!product) return false;
  const body = new FormData();
  for (const [name, value] of Object.entries({ product, qty: quantity, form_key: formKey() })) body.append(name, value);
  const headers = { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" };
  const answer = await ask(at("checkout/cart/add"), { method: "POST", headers, body });
  return answer.ok && !answer.redirected && (await json(answer)) !== undefined;
};

const refresh = await keep({ lines, add });
// Luma tells of every change, its own and that of `reload`.
ready.then(() => {
  cart?.subscribe(refresh);
  refresh();
});
