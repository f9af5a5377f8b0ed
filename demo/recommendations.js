// The preview of recommendations: tells thirteen units what to be about, and says of each card what brought it.

const find = (name, within = document) => within.querySelector(`[data-${name}]`);
const form = find("preview");
const list = find("preview-chosen");
const sections = [...document.querySelectorAll("[data-type]")];
const names = new Map([...form.sku.options].map(({ value, text }) => [value, text]));
/** What the reasons of cards are called; the rest is the type's own. */
const MARKS = { backup: "backup", history: "remembered" };
const HINTS = {
  product: "",
  cart: "The last one counts most, as in a real cart.",
  history: "What you choose is put where this browser remembers what you look at. That needs your consent, at the foot of the page.",
};
/** What Kindred keeps, where the shopper has agreed (embed/history.js). */
const MEMORY = "kindred-history";
const CONSENT = `remember: ${document.body.dataset.shop}`;

let cart = [];
const about = () => form.about.value;

function remembered() {
  try {
    return (JSON.parse(localStorage.getItem(MEMORY))?.viewed ?? []).map(([sku]) => sku);
  } catch {
    // Nothing can be kept here.
    return [];
  }
}

/** Puts these where Kindred remembers what was viewed, if the shopper has agreed; Kindred reads it when it is told so. */
function remember(skus) {
  try {
    if (localStorage.getItem(CONSENT) !== "yes") return;
    const { bought = [] } = JSON.parse(localStorage.getItem(MEMORY)) ?? {};
    const today = Math.floor(Date.now() / 864e5);
    localStorage.setItem(MEMORY, JSON.stringify({ viewed: skus.map((sku) => [sku, today]), bought }));
    window.kindred?.setConsent({ history: true });
  } catch {
    // Nothing can be kept here.
  }
}

const chosen = () => ({ product: [form.sku.value], cart, history: remembered() })[about()];

function choose(skus) {
  if (about() === "cart") cart = skus;
  else remember(skus);
  show();
}

function chip(sku) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = names.get(sku) ?? sku;
  button.setAttribute("aria-label", `${button.textContent}, take out`);
  button.addEventListener("click", () => {
    choose(chosen().filter((other) => other !== sku));
    // The button has gone.
    (list.querySelector("button") ?? form.sku).focus();
  });
  item.append(button);
  return item;
}

function show() {
  const isProduct = about() === "product";
  const skus = chosen();
  find("preview-add").hidden = isProduct;
  find("preview-hint").textContent = HINTS[about()];
  list.replaceChildren(...(isProduct ? [] : skus.map(chip)));
  for (const section of sections) {
    const unit = section.querySelector("kindred-recommendations");
    const set = (name, value) => (value === undefined ? unit.removeAttribute(name) : unit.setAttribute(name, value));
    // A unit that is about nothing keeps its cart empty, whatever the shop's own cart has.
    set("cart", { product: undefined, cart: skus.join(","), history: "" }[about()]);
    set("sku", isProduct ? skus[0] : undefined);
  }
  settle();
}

/** Says of each unit's cards what brought them; a unit without cards says nothing itself. */
const told = new Map();
document.addEventListener("kindred:render", ({ target, detail }) => {
  const section = target.closest("[data-type]");
  if (!section) return;
  told.set(section, detail.items);
  settle();
});

let soon;
function settle() {
  clearTimeout(soon);
  soon = setTimeout(() => {
    for (const section of sections) {
      const unit = section.querySelector("kindred-recommendations");
      // Cards that have gone leave an empty unit behind, of which no event tells.
      const isShown = Boolean(unit.shadowRoot?.querySelector("[part~=card]"));
      const items = isShown ? told.get(section) ?? [] : [];
      find("marks", section).replaceChildren(...items.map(mark));
      find("none", section).hidden = isShown;
    }
  }, 150);
}

function mark({ sku, name, source }) {
  const item = document.createElement("li");
  const code = document.createElement("code");
  code.textContent = sku;
  const word = document.createElement("span");
  word.className = source in MARKS ? `mark mark-${source}` : "mark";
  word.textContent = MARKS[source] ?? "primary";
  item.append(name, " ", code, " ", word);
  return item;
}

form.addEventListener("change", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const sku = form.sku.value;
  choose([sku, ...chosen().filter((other) => other !== sku)]);
});
// Consent given or taken back, and what is forgotten, on this page.
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-remember]")) setTimeout(show, 50);
});
show();
