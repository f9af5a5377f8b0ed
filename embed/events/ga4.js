// Kindred's events as GA4's ecommerce events: `view_item_list` when cards are seen, `select_item` when one is followed,
// `add_to_cart` when a shopper adds some. Google Tag Manager reads them from the data layer; a page that has gtag.js
// alone gets calls of `gtag`, as that passes over objects in the data layer.

const { dataset = {} } = document.querySelector("script[data-events]") ?? {};
const layer = dataset.layer ?? "dataLayer";

/** Sums of binary fractions, without their crumbs. */
const round = (amount) => Math.round(amount * 1e4) / 1e4;

const itemOf = ({ unit, heading }, { sku, name, position, price, regularPrice, quantity }) => ({
  item_id: sku,
  item_name: name,
  index: position - 1,
  item_list_id: unit,
  item_list_name: heading,
  quantity,
  ...(price !== undefined && { price }),
  ...(regularPrice !== undefined && { discount: round(regularPrice - price) }),
});

const send = (event, ecommerce) => {
  const hasManager =
    Object.keys(window.google_tag_manager ?? {}).some((id) => id.startsWith("GTM-")) ||
    document.querySelector("script[src*='/gtm.js']");
  if (window.gtag && !hasManager) return window.gtag("event", event, ecommerce);
  window[layer] ??= [];
  // What an earlier event left there would else be merged into this one.
  window[layer].push({ ecommerce: null });
  window[layer].push({ event, ecommerce });
};

const tell = (kindred, event, more = () => ({})) =>
  document.addEventListener(kindred, ({ detail }) => {
    const items = detail.items.map((item) => itemOf(detail, item));
    send(event, { ...more(items), item_list_id: detail.unit, item_list_name: detail.heading, currency: detail.currency, items });
  });

tell("kindred:view", "view_item_list");
tell("kindred:click", "select_item");
tell("kindred:add-to-cart", "add_to_cart", (items) => ({
  value: round(items.reduce((sum, { price = 0, quantity }) => sum + price * quantity, 0)),
}));
