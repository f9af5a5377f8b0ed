// What the adapters of all shop systems share. The cart is read at the start and whenever it may have changed. Products
// go into it one request at a time, nothing twice while its answer is out, and what the shop says to that shows in the
// unit. The shop decides: a request that it refuses, or that never arrives, changes nothing here.

/** The script tag that asked for the adapter, for settings of its own. */
export const { dataset: settings } = document.querySelector("script[data-cart]");

/** How long a shop may take to answer. */
const PATIENCE = 30_000;
/** For how long cross-sells wait for the first answer about the cart. */
const FIRST_PATIENCE = 3_000;
/** For how long a unit says that all went well; that the shop's own cart shows it too. */
const PRAISE = 6_000;

/** A shop's no, in its own words. */
export class Refusal extends Error {}

/** The answer to a request, which takes the visitor's session along and does not wait for ever. */
export const ask = (url, options) => fetch(url, { signal: AbortSignal.timeout(PATIENCE), ...options });

/** The JSON of an answer; `undefined` where it is something else. */
export const json = (answer) => answer.json().catch(() => {});

/** An answer that must be there and be JSON. */
export const read = async (answer) => {
  if (!answer.ok) throw new Error(answer.url + ": expected the cart, found status " + answer.status);
  return answer.json();
};

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", apos: "'" };

/** A sentence that a shop wrote as HTML, as the text that a shopper would read. */
export const plain = (html) =>
  (typeof html === "string" ? html : "")
    .replace(/<[^>]*>/g, "")
    .replace(/&#(x?)([0-9a-f]+);/gi, (whole, hex, digits) => {
      const code = parseInt(digits, hex ? 16 : 10);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/&(\w+);/g, (whole, name) => NAMED[name] ?? whole)
    .trim();

/** Calls back when the page has had an answer from an address that the pattern fits, whoever asked. */
export const whenAsked = (pattern, callback) => {
  const observer = new PerformanceObserver((list) => {
    if (list.getEntries().some(({ name }) => pattern.test(name))) callback();
  });
  observer.observe({ type: "resource" });
};

/** The end of some milliseconds. */
export const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Begins when the work before it has ended, well or not. */
let last = Promise.resolve();
const inTurn = (work) => (last = last.then(work, work));

/**
 * Takes care of the cart. `lines` gives its SKUs, last added first; `add` puts items into it, and throws a `Refusal` where
 * the shop has said why not. It gives the function that reads the cart again, when it has been read once or takes long.
 */
export const keep = async ({ lines, add }) => {
  const tell = async () => {
    try {
      kindred.setCart(await lines());
    } catch (error) {
      // The cart that was known stays.
      console.warn("kindred: the cart cannot be read: " + error);
    }
  };
  let waiting;
  // Several calls in a row are one request.
  const refresh = () => {
    waiting ??= inTurn(() => {
      waiting = undefined;
      return tell();
    });
    return waiting;
  };

  /** What is on its way into the cart, and the unit that each comes from. */
  const pending = new Map();
  const put = async (unit, items) => {
    let message = "added";
    try {
      await add(items);
    } catch (error) {
      message = (error instanceof Refusal && error.message) || "cart-failed";
      console.warn("kindred: not added to the cart: " + error);
    }
    await tell();
    for (const { sku } of items) pending.delete(sku);
    if (![...pending.values()].includes(unit)) unit.removeAttribute("aria-busy");
    unit.setAttribute("message", message);
    if (message !== "added") return;
    setTimeout(() => unit.getAttribute("message") === message && unit.removeAttribute("message"), PRAISE);
  };

  document.addEventListener("kindred:add-to-cart", (event) => {
    const [unit] = event.composedPath();
    const items = event.detail.items.filter(({ sku }) => !pending.has(sku));
    if (!items.length) return;
    for (const { sku } of items) pending.set(sku, unit);
    unit.removeAttribute("message");
    unit.setAttribute("aria-busy", "true");
    inTurn(() => put(unit, items));
  });
  // A page that comes back as it was left may show a cart of then.
  addEventListener("pageshow", ({ persisted }) => persisted && refresh());

  await Promise.race([refresh(), wait(FIRST_PATIENCE)]);
  return refresh;
};
