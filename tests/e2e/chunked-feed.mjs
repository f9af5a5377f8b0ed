// Feeds in chunks, as small as a test can see through: every product has a chunk of its own with all the others as
// cards. The real ones are made by `kindred build`; the chunked demo is one.

import { smallFeed } from "./feed.mjs";

/** The number of a SKU, which says in which lookup file it is and under which key. */
export function numberOf(sku) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(sku)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A feed of these products, cut: its files by their paths from the pointer, and how a test names them. */
export function chunkedFeed(products, { build = "00000000000000b1", bits = 3, base, ...rest } = {}) {
  const { products: whole, ...header } = smallFeed(products, rest);
  const folder = (base ?? "") + build;
  const lookupOf = (sku) => `${folder}/lookup/${bits && numberOf(sku) >>> (32 - bits)}.json`;
  const chunkOf = (sku) => `${folder}/chunk/${whole.findIndex((product) => product.sku === sku)}.json`;
  const files = { "feed.json": { ...header, build, "lookup-bits": bits, ...(base && { base }) } };
  // Every lookup file is there, whether or not a SKU of ours is in it.
  for (let n = 0; n < 2 ** bits; n++) files[`${build}/lookup/${n}.json`] = {};
  const placed = whole.map((product, at) => ({ at, ...product }));
  for (const { at, ...product } of placed) {
    const number = numberOf(product.sku);
    const path = `${build}/lookup/${bits && number >>> (32 - bits)}.json`;
    files[path][(number & 0xfffff).toString(36)] = at;
    const cards = placed
      .filter((card) => card.at !== at)
      .map(({ related, "up-sell": upSell, "cross-sell": crossSell, ...card }) => card);
    files[`${build}/chunk/${at}.json`] = { products: [{ at, ...product }], cards };
  }
  files[`${build}/rules.json`] = { rules: [] };
  return { files, lookupOf, chunkOf };
}
