// What the page's own function says of prices and stock, which a feed that was built this morning cannot know. Only a
// page that gives such a function loads this.
//
// It is asked before cards show, once about each SKU, in one call for all units that want to know at the same time. Units
// wait for the answer, though not for long; one that comes later counts from the next selection on, so that nothing jumps.

/** How long cards wait for an answer, in milliseconds. */
const PATIENCE = 300;

/** What each shop of the page is told by, and its overlay. */
const overlays = new Map();

/**
 * Lays a function of the page over a shop's feed, in place of any before; without one the feed alone counts. `tell` is the
 * wasm side's: it takes what units ask, and has them select again.
 */
const lay = (ask, tell) => {
  const overlay = ask && over(ask, () => overlays.get(tell) === overlay && tell(overlay));
  overlays.set(tell, overlay);
  tell(overlay);
};

export default (ask) => (glue) => lay(ask, glue.set_overlay);

/**
 * What a unit asks, by its number and the SKUs that it may show: all that is known, as four texts for each product (SKU,
 * price, regular price, "true" or "false" for whether it is in stock; empty where nothing was said), or nothing while it is
 * worth waiting. `arrived` is called when a unit may get another answer than before.
 */
const over = (ask, arrived) => {
  /** The round that each product was asked about in, by SKU, and what came of it. */
  const products = new Map();
  /** Units that have waited, until they show: they do not ask again. */
  const patient = new Set();
  /** The round of questions that is being gathered. */
  let round;
  let hasWarned;

  const warn = (problem) => {
    if (!hasWarned) console.warn("kindred: overlay:", problem);
    hasWarned = true;
  };

  /** Nobody waits for this round any longer. */
  const settle = (asked) => {
    if (!asked.isOpen) return;
    asked.isOpen = false;
    arrived();
  };

  const askAbout = async (asked) => {
    // Once every unit that was woken at the same time has said what it wants.
    await undefined;
    round = undefined;
    setTimeout(() => settle(asked), PATIENCE);
    try {
      const answer = await ask([...asked.skus]);
      // A copy, which nobody changes later, and has no surprises.
      for (const { sku, problem, facts } of read(JSON.parse(JSON.stringify(answer) ?? "null"))) {
        if (problem) warn(problem);
        else if (asked.skus.has(sku)) products.get(sku).facts = facts;
      }
    } catch (error) {
      warn(error);
    }
    settle(asked);
  };

  return (unit, skus) => {
    let waits = false;
    for (const sku of skus) {
      if (!products.has(sku) && !patient.has(unit)) {
        if (!round) askAbout((round = { skus: new Set(), isOpen: true }));
        round.skus.add(sku);
        products.set(sku, { round });
      }
      waits ||= !!products.get(sku)?.round.isOpen;
    }
    patient[waits ? "add" : "delete"](unit);
    if (waits) return;
    return [...products].flatMap(([sku, { facts }]) => (facts ? [sku, ...facts] : []));
  };
};

/** The products of an answer. What is wrong with one stands in its place; the rest counts. */
const read = (answer) => {
  if (!Array.isArray(answer)) return [{ problem: expected("a list", answer) }];
  return answer.map((product, place) => {
    try {
      return { sku: member(product, "sku", text), facts: factsOf(product) };
    } catch (problem) {
      return { problem: `[${place}]${problem}` };
    }
  });
};

const factsOf = (product) => [
  member(product, "price", amount),
  member(product, "regularPrice", amount),
  member(product, "inStock", truth),
];

/** A member as the reader gives it; one that the reader refuses is thrown, in words. */
const member = (product, key, reader) => {
  if (nameOf(product) !== "an object") throw ": " + expected("an object", product);
  const read = reader(product[key] ?? undefined);
  if (read.refused) throw `.${key}: ${expected(read.refused, product[key])}`;
  return read;
};

const text = (value) => (typeof value === "string" ? value : { refused: "a text" });

/** An amount as a feed writes it. What a script has reckoned may have more decimals than any shop means. */
const amount = (value = "") => {
  const isAmount = typeof value === "number" ? value >= 0 : value === "" || /^\d+(\.\d+)?$/.test(value);
  if (!isAmount || value >= MOST) return { refused: "an amount such as 12.50" };
  return value === "" ? value : (+value).toFixed(4);
};

/** What no amount reaches, in units of the currency. */
const MOST = 1e12;

const truth = (value = "") => (value === "" || typeof value === "boolean" ? value + "" : { refused: "true or false" });

const expected = (what, found) => `expected ${what}, found ${nameOf(found)}`;

const nameOf = (value) =>
  value === null ? "null" : Array.isArray(value) ? "a list" : (NAMES[typeof value] ?? "nothing");

const NAMES = { string: "a text", number: "a number", boolean: "true or false", object: "an object" };
