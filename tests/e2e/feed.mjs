// Feeds: what one says a unit should begin with, small ones for the tests' own pages, and how a test serves one.

/** The product that a SKU stands for: itself, or the parent of that variant. */
export function productOf(feed, sku) {
  return (
    feed.products.find((product) => product.sku === sku) ??
    feed.products.find((product) => product.variants?.includes(sku))
  );
}

/** How many cards a unit shows at most, where its element does not say. */
export function limitOf(feed, relation) {
  return feed.units?.[relation]?.limit ?? { related: 6, "up-sell": 8, "cross-sell": 5 }[relation];
}

/**
 * The SKUs that the merchant's links bring, in their order: those of the first product by position, then those of
 * the others together by position; nothing twice, nothing that cannot be shown, none of the products themselves, and
 * nothing that an earlier unit of the page shows.
 */
export function linkedSkus(feed, relation, anchorSkus, shown = []) {
  const anchors = [...new Set(anchorSkus.map((sku) => productOf(feed, sku)))].filter(Boolean);
  const own = new Set(anchors.flatMap(({ sku, variants = [] }) => [sku, ...variants]));
  const found = new Set();
  for (const group of [anchors.slice(0, 1), anchors.slice(1)]) {
    const links = group.flatMap((anchor) =>
      (anchor[relation] ?? []).map((link, place) => ({ sku: link.sku ?? link, position: link.position ?? place + 1 })),
    );
    links.sort((a, b) => a.position - b.position);
    for (const product of links.map(({ sku }) => productOf(feed, sku)).filter(Boolean)) {
      const may = product.visible !== false && product["in-stock"] !== false && !own.has(product.sku);
      if (may && !shown.includes(product.sku)) found.add(product.sku);
    }
  }
  return [...found].slice(0, limitOf(feed, relation));
}

/** A feed of these products; a product is a SKU, or an object that has one. */
export function smallFeed(products, rest = {}) {
  const whole = (product) => (typeof product === "string" ? { sku: product } : product);
  const named = (product) => ({ name: `Product ${product.sku}`, url: `/p/${product.sku}`, price: 10, ...product });
  return { format: 1, currency: "EUR", products: products.map((product) => named(whole(product))), ...rest };
}

/** SKUs `A-1` to `A-n`. */
export function manySkus(n) {
  return Array.from({ length: n }, (_, index) => `A-${index + 1}`);
}

export const FEED = "**/kindred-feed/feed.json";

/** Serves a feed in place of the site's: an object, or the text of a broken one. */
export async function serveFeed(page, feed) {
  const body = typeof feed === "string" ? feed : JSON.stringify(feed);
  await page.route(FEED, (route) => route.fulfill({ contentType: "application/json", body }));
}
