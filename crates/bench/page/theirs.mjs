// The same selection with json-logic-js: every step of ours (crates/core/src/select), with its expressions in the place
// of our conditions. Where JavaScript has a quick way, this takes it: a comparison with something slow proves nothing.

const { jsonLogic } = globalThis;

/** Whether an expression still asks for something; if not, it is worked out once and for all. */
const asks = (node) =>
  Array.isArray(node) ? node.some(asks) : jsonLogic.is_logic(node) && ("var" in node || asks(Object.values(node)[0]));

/** The expression for one matched product: what it says about that product is a constant in it. */
const about = (matched, node) => {
  if (Array.isArray(node)) return node.map((part) => about(matched, part));
  if (!jsonLogic.is_logic(node)) return node;
  const [operator, operands] = Object.entries(node)[0];
  if (operator === "var") return operands.startsWith("matched.") ? matched[operands.slice("matched.".length)] : node;
  const known = { [operator]: about(matched, operands) };
  return asks(known) ? known : jsonLogic.apply(known);
};

export class Theirs {
  constructor({ limits, products, rules }) {
    this.limits = limits;
    this.products = products;
    this.bySku = new Map(products.map((product) => [product.sku, product]));
    this.places = new Map(products.map((product, place) => [product, place]));
    // The sort is stable, so equal priorities keep the order of the file.
    const sorted = rules.toSorted((a, b) => a.priority - b.priority);
    this.rules = Object.groupBy(sorted, ({ relation }) => relation);
  }

  /** The SKUs of one unit's cards, as `select` of our wasm gives them. */
  select(sku, relation, rotation) {
    const matched = this.bySku.get(sku);
    const limit = this.limits[relation];
    const speaking = this.rules[relation].filter(({ match }) => jsonLogic.truthy(jsonLogic.apply(match, matched)));
    const realLimit = limit + Math.max(0, ...speaking.map((rule) => rule.limit));
    const pool = [];
    const taken = new Set([matched]);
    for (const rule of speaking) {
      const isLower = pool.length > 0 && pool.at(-1).priority < rule.priority;
      if (rotation !== "weighted-random" && isLower && pool.length >= limit) break;
      const found =
        rotation === "priority-then-id" ? this.first(rule, matched, taken) : this.drawn(rule, matched, taken);
      for (const product of found.slice(0, realLimit - pool.length)) {
        taken.add(product);
        pool.push({ product, priority: rule.priority, place: this.places.get(product) });
      }
    }
    return rotated(rotation, pool, limit).map(({ product }) => product.sku);
  }

  /** What a rule shows, in order, up to its limit. */
  first(rule, matched, taken) {
    const display = about(matched, rule.display);
    const found = [];
    for (const product of this.products) {
      if (!product.inStock || !jsonLogic.truthy(jsonLogic.apply(display, product)) || taken.has(product)) continue;
      found.push(product);
      if (found.length === rule.limit) break;
    }
    return found;
  }

  /** Any of all that a rule shows, up to its limit. */
  drawn(rule, matched, taken) {
    const found = this.shown(rule, matched).filter((product) => !taken.has(product));
    const n_drawn = Math.min(rule.limit, found.length);
    for (let place = 0; place < n_drawn; place++) {
      const other = place + Math.floor(Math.random() * (found.length - place));
      [found[place], found[other]] = [found[other], found[place]];
    }
    return found.slice(0, n_drawn);
  }

  shown(rule, matched) {
    const display = about(matched, rule.display);
    return this.products.filter(
      (product) => product.inStock && jsonLogic.truthy(jsonLogic.apply(display, product)),
    );
  }

  /** Everything that each rule of a unit shows, as `matches` of our wasm gives it. */
  matches(sku, relation) {
    const matched = this.bySku.get(sku);
    const speaking = this.rules[relation].filter(({ match }) => jsonLogic.truthy(jsonLogic.apply(match, matched)));
    return speaking.map((rule) => [rule.name, this.shown(rule, matched).map((product) => product.sku)]);
  }
}

const rotated = (rotation, pool, limit) => {
  const byPriority = (then) => pool.sort((a, b) => a.priority - b.priority || then(a, b)).slice(0, limit);
  if (rotation === "priority-then-id") return byPriority((a, b) => a.place - b.place);
  for (const entry of pool) entry.lot = Math.random();
  if (rotation === "priority-then-random") return byPriority((a, b) => a.lot - b.lot);
  const priorities = [...new Set(pool.map(({ priority }) => priority))].reverse();
  for (const entry of pool) {
    entry.key = entry.lot ** (1 / Math.log(2 * (priorities.indexOf(entry.priority) + 1)));
  }
  const drawn = new Set(pool.toSorted((a, b) => b.key - a.key).slice(0, limit));
  return pool.filter((entry) => drawn.has(entry));
};
