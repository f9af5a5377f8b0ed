// Kindred's events as the recommendation events of Adobe Commerce's storefront events SDK, on Adobe's client data
// layer: the units of the page as `recommendationsContext`, and an event when one renders, is seen, or has a product
// followed or added to the cart. The public names of the fields are those of @adobe/magento-storefront-events-sdk.

/** Units of the page by their elements, in the order in which they rendered. */
const units = new Map();

/** A name that the element keeps: its own id, else its tag, and a number where there are several of it. */
const idOf = (element) => {
  const known = units.get(element)?.unitId;
  const taken = [...units.values()].map(({ unitId }) => unitId);
  const base = element.id || element.localName;
  const free = (id, next) => (taken.includes(id) ? free(base + "-" + next, next + 1) : id);
  return known ?? free(base, 2);
};

const amounts = (price, regularPrice) => {
  const amount = { final: price, finalAdjustments: [], regular: regularPrice ?? price, regularAdjustments: [] };
  return { minimum: amount, maximum: amount };
};

// What a feed does not know, such as a product's weight, has the value that stands for nothing.
const productOf = ({ currency }, { sku, name, url = "", position, price, regularPrice, source }) => ({
  rank: position,
  score: 0,
  sku,
  name,
  // Adobe finds a product of a unit by this number; the shop's own is not in the feed.
  productId: position,
  type: "",
  visibility: "",
  categories: [],
  weight: 0,
  url,
  currency,
  ...(price !== undefined && { prices: amounts(price, regularPrice) }),
  queryType: source === "backup" ? "backup" : "primary",
});

const unitOf = (element, detail) => {
  const { top, bottom } = element.getBoundingClientRect();
  return {
    unitId: idOf(element),
    unitName: detail.heading,
    unitType: "kindred",
    typeId: detail.type,
    searchTime: 0,
    totalProducts: detail.items.length,
    primaryProducts: detail.items.filter(({ source }) => source !== "backup").length,
    backupProducts: detail.items.filter(({ source }) => source === "backup").length,
    pagePlacement: null,
    yOffsetTop: Math.round(top + scrollY),
    yOffsetBottom: Math.round(bottom + scrollY),
    products: detail.items.map((item) => productOf(detail, item)),
  };
};

const push = (what) => (window.adobeDataLayer ??= []).push(what);

/** An event carries whatever the data layer knows by then, as the SDK's own do. */
const send = (event, own) =>
  push((layer) => layer.push({ event, eventInfo: { ...layer.getState(), ...own } }));

/** Hears an event of a unit, wherever it stands: outside of a shadow root it seems to come from the root's host. */
const hear = (event, act) =>
  document.addEventListener(event, (heard) => act(heard.composedPath()[0], heard.detail));

/** Units that have not been in sight since their cards changed. */
const unseen = new WeakSet();

hear("kindred:render", (element, detail) => {
  for (const known of units.keys()) known.isConnected || units.delete(known);
  const unit = unitOf(element, detail);
  units.set(element, unit);
  unseen.add(element);
  // The data layer merges what it gets, so that the last list has to go first.
  push({ recommendationsContext: null });
  push({ recommendationsContext: { units: [...units.values()] } });
  send("recs-unit-impression-render", { unitId: unit.unitId });
});

hear("kindred:view", (element) => {
  if (unseen.delete(element)) send("recs-unit-view", { unitId: idOf(element) });
});

for (const [kindred, event] of [
  ["kindred:click", "recs-item-click"],
  ["kindred:add-to-cart", "recs-item-add-to-cart-click"],
]) {
  hear(kindred, (element, { items }) => {
    for (const { position } of items) send(event, { unitId: idOf(element), productId: position });
  });
}
