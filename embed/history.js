// What this browser remembers of its shopper: which products were looked at, and which were bought, the last first. It is
// kept here alone, only once the shopper has agreed, and sent nowhere. Only a page that speaks of consent or of an order
// loads this.

const KEY = "kindred-history";
/** How many of each are kept. */
const MOST = 40;
/** How long they are kept, in days: about six months. */
const DAYS = 183;

/** Whether the shopper has agreed; nothing is read or kept before. */
let agreed = false;
/** The SKUs of the order that the page confirms. */
let ordered = [];
/** Those of them that are not remembered yet: the shopper may still agree. */
let pending = [];

const today = () => Math.floor(Date.now() / 864e5);

/** What is kept: SKUs with the days on which they were seen. Whatever else stands there is as good as nothing. */
const kept = () => {
  const empty = { viewed: [], bought: [] };
  try {
    const read = JSON.parse(localStorage.getItem(KEY)) ?? {};
    for (const kind in empty) {
      const isOne = (entry) => Array.isArray(entry) && typeof entry[0] === "string" && entry[1] > today() - DAYS;
      if (Array.isArray(read[kind])) empty[kind] = read[kind].filter(isOne);
    }
  } catch {
    // Blocked, full, or someone else's.
  }
  return empty;
};

const keep = (history) => {
  try {
    localStorage.setItem(KEY, JSON.stringify(history));
  } catch {
    // Then there is nothing to remember.
  }
};

/** Puts SKUs first, each once. */
const first = (skus, known) =>
  [...[...new Set(skus)].map((sku) => [sku, today()]), ...known.filter(([sku]) => !skus.includes(sku))].slice(0, MOST);

/** Remembers these, and lets go of what is too old. */
const remember = (viewed, bought) => {
  const history = kept();
  history.viewed = first(viewed, history.viewed);
  history.bought = first(bought, history.bought);
  if (history.viewed.length || history.bought.length) keep(history);
  else forget();
};

const forget = () => {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept either.
  }
};

/** Whether a SKU is the page's own, and not that of the first of many products in a list of them. */
const isViewed = (sku) => {
  const marks = [...document.querySelectorAll("[data-product-sku]")];
  const named = new Set(marks.map((mark) => mark.getAttribute("data-product-sku")));
  return named.size < 2 || !named.has(sku) || document.querySelector("meta[property='og:type'][content^=product]");
};

/** Tells a shop what there is to know. */
const tell = (glue) => {
  const { viewed, bought } = agreed ? kept() : { viewed: [], bought: [] };
  const skus = (entries) => entries.map(([sku]) => sku).join("\n");
  glue.tell(["history\n" + skus(viewed), "purchases\n" + skus(bought), "order\n" + ordered.join("\n")].join("\0"));
};

/**
 * Remembers from now on, the product of this page to begin with; or forgets everything, and remembers nothing more.
 * `{ history: true }`, or the script tag's attributes, of which `data-consent` says `granted`.
 */
export const consent = (given, pageSku) => {
  agreed = given?.consent === "granted" || given?.history === true;
  if (!agreed) return clear();
  const sku = pageSku();
  remember(sku && isViewed(sku) ? [sku] : [], pending);
  pending = [];
  return tell;
};

/** The order that this page confirms: SKUs, or lines that have one. */
export const order = (lines) => {
  ordered = [...(lines ?? [])].map((line) => (line?.sku ?? line) + "");
  pending = ordered;
  if (agreed) {
    remember([], pending);
    pending = [];
  }
  return tell;
};

/** Forgets what is remembered; with consent, what comes next is remembered again. */
export const clear = () => {
  forget();
  pending = [];
  return tell;
};

/** Where another tab has forgotten, this one remembers nothing more until its page says again that it may. */
const heed = () => {
  let isGone = false;
  try {
    isGone = localStorage.getItem(KEY) === null;
  } catch {
    // Then nothing is remembered anyway.
  }
  if (agreed && isGone) window.kindred.setConsent();
};
addEventListener("storage", ({ key, newValue }) => (key ?? KEY) === KEY && newValue === null && heed());
addEventListener("pageshow", ({ persisted }) => persisted && heed());
