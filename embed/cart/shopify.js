// The cart of a Shopify theme, as Shopify's documentation describes it:
// https://shopify.dev/docs/api/ajax/reference/cart (the cart, adding to it, sections that come with the answer)
// https://shopify.dev/docs/api/ajax/reference/product (the variants of a product, by its handle)
// https://shopify.dev/docs/api/storefront-events-and-actions (the theme's own way to add, and its events)
//
// Shopify adds variants by their ids, which no product export has. A card's address has the product's handle, and
// the product its variants with their SKUs; a card that can be added at once is a product with one variant.

import { Refusal, ask, json, keep, plain, read, settings, whenAsked } from "./adapter.js";

/** Where the shop begins, in the visitor's language and country. */
const root = () => globalThis.Shopify?.routes?.root ?? "/";

/** A cart lists what was added last first. A product of the feed answers to its handle, where a variant has no SKU. */
const lines = async () => {
  const { items } = await read(await ask(root() + "cart.js"));
  return items.flatMap(({ sku, handle }) => [sku, handle]).filter(Boolean);
};

/** The ids of variants, by SKU; they never change. */
const ids = new Map();

const idOf = async ({ sku, url }) => {
  const [, handle = sku] = /\/products\/([^/?#]+)/.exec(url) ?? [];
  const { variants } = await read(await ask(root() + "products/" + handle + ".js"));
  // A variant without a SKU is called by its product and its title.
  const found = variants.find((one) => one.sku === sku || sku === decodeURIComponent(handle) + "#" + one.title);
  if (!found && variants.length !== 1) throw new Error(sku + ": expected a product with one variant");
  return (found ?? variants[0]).id;
};

const add = async (items) => {
  for (const item of items) {
    if (!ids.has(item.sku)) ids.set(item.sku, await idOf(item));
  }
  const wanted = items.map(({ sku, quantity }) => ({ id: ids.get(sku), quantity }));
  const byTheme = globalThis.Shopify?.actions?.updateCart;
  return byTheme && !settings.cartSections ? addByTheme(byTheme, wanted) : addByRequest(wanted);
};

/** Has the theme add, which then shows its cart anew. */
const addByTheme = async (updateCart, wanted) => {
  const added = wanted.map(({ id, quantity }) => ({ merchandiseId: "gid://shopify/ProductVariant/" + id, quantity }));
  const { userErrors } = await updateCart({ lines: added });
  if (userErrors?.length) throw new Refusal(userErrors.map(({ message }) => message).join(" "));
};

/** Adds all or nothing. With `data-cart-sections`, the answer has those sections of the theme as they now are. */
const addByRequest = async (items) => {
  const sections = settings.cartSections?.split(/[, ]+/);
  const answer = await ask(root() + "cart/add.js", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ items, sections }),
  });
  const said = await json(answer);
  if (!answer.ok) throw new Refusal(plain(said?.description));
  for (const id of sections ?? []) show(id, said?.sections?.[id]);
};

/** Puts a section that the theme has rendered in the place of the one on the page. */
const show = (id, html) => {
  const name = "shopify-section-" + id;
  try {
    const made = new DOMParser().parseFromString(html, "text/html").getElementById(name);
    document.getElementById(name).replaceChildren(...made.childNodes);
  } catch (error) {
    // The product is in the cart all the same.
    console.warn("kindred: " + name + ": " + error);
  }
};

const refresh = await keep({ lines, add });
// Themes tell before they ask the shop, and promise its answer.
document.addEventListener("shopify:cart:lines-update", (event) => Promise.resolve(event.promise).then(refresh, refresh));
// Themes that tell nothing ask the shop all the same.
whenAsked(/\/cart\/(add|change|update|clear)(\.js|\.json)?(\?|$)/, refresh);
