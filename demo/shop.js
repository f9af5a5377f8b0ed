// The demo shop: its cart (lines in localStorage, last added first), who looks around in it, and what Kindred needs to
// know of both.

/** @typedef {{ sku: string, quantity: number }} Line */

const KEY = `cart: ${document.body.dataset.shop}`;
const ORDER = `order: ${document.body.dataset.shop}`;
const VISITOR = `visitor: ${document.body.dataset.shop}`;
const MOST = 99;
const find = (name, within = document) => within.querySelector(`[data-${name}]`);
/** Calls with Kindred's functions as soon as they are there. */
const tellKindred = (tell) =>
  customElements.whenDefined("kindred-cross-sell").then(() => window.kindred && tell(window.kindred));

/** @returns {Line[]} */
function read() {
  try {
    const lines = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(lines) ? lines.filter((line) => line.sku && line.quantity > 0) : [];
  } catch {
    return [];
  }
}

/** Storage may be blocked; the page then shows what it has until it is left. */
function keep(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Nothing is lost but the next page's memory.
  }
}

/** Keeps the lines, and tells the page and Kindred. */
function write(lines) {
  keep(KEY, JSON.stringify(lines));
  show(lines);
}

/** Adds items; the first of them counts as the last added, so it leads the list. */
function add(lines, items) {
  const added = items.map(({ sku, quantity }) => {
    const before = lines.find((line) => line.sku === sku)?.quantity ?? 0;
    return { sku, quantity: Math.min(before + Math.max(1, Math.floor(quantity) || 1), MOST) };
  });
  return [...added, ...lines.filter((line) => !added.some(({ sku }) => sku === line.sku))];
}

function show(lines) {
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0);
  const badge = find("cart-count");
  badge.textContent = String(pieces);
  badge.hidden = pieces === 0;
  find("cart-words").textContent = pieces === 1 ? ", 1 piece" : `, ${pieces} pieces`;
  tellKindred((kindred) => kindred.setCart(lines));
  cartPage?.show(lines, pieces);
}

let hush;
function say(words) {
  const status = find("cart-status");
  status.textContent = words;
  status.classList.add("is-shown");
  clearTimeout(hush);
  hush = setTimeout(() => status.classList.remove("is-shown"), 4000);
}

const chooser = find("visitor");
const list = (text) => (text ?? "").split(",").filter(Boolean);

/** Who is looking around: what the chosen option says of them. A shop without the choice has guests only. */
function visitor() {
  const { segments, group, bought } = chooser?.selectedOptions[0]?.dataset ?? {};
  return { segments: list(segments), group: group || undefined, bought: list(bought) };
}

/** Chooses whoever was chosen before, if the shop still knows them. */
function recallVisitor() {
  let name;
  try {
    name = localStorage.getItem(VISITOR);
  } catch {
    // Then a guest.
  }
  const known = [...(chooser?.options ?? [])].find((option) => option.text === name);
  if (known) known.selected = true;
}

let isTold = false;
/** Tells Kindred who is looking, and shows the prices that are theirs. */
function greet() {
  const who = visitor();
  // Of a guest there is nothing to tell, unless something was told before.
  isTold ||= Boolean(who.group || who.segments.length || who.bought.length);
  if (isTold) tellKindred((kindred) => kindred.setCustomer(who));
  for (const price of document.querySelectorAll("[data-price]")) {
    const [general, ...own] = price.querySelectorAll("[data-price-for]");
    const counts = own.find((amount) => amount.dataset.priceFor === who.group) ?? general;
    for (const amount of [general, ...own]) if (amount) amount.hidden = amount !== counts;
  }
}

/** The cart page: its products by SKU, and how it shows lines. */
async function openCartPage() {
  const answer = await fetch("/products.json");
  const { language, currency, products } = await answer.json();
  const money = new Intl.NumberFormat(language, { style: "currency", currency });
  const list = find("cart-lines");
  const cents = ({ price, groupPrices }) => Math.round(Number(groupPrices[visitor().group] ?? price ?? 0) * 100);

  function lineItem({ sku, quantity }) {
    const product = products[sku];
    const item = find("cart-line").content.firstElementChild.cloneNode(true);
    const part = (name) => item.querySelector(name);
    item.dataset.sku = sku;
    part(".line-picture").href = part(".line-name").href = product.url;
    part("img").src = product.image;
    part(".line-name").textContent = product.name;
    part(".line-option").textContent = product.option ?? "";
    part(".line-each").textContent = `${money.format(cents(product) / 100)} each`;
    part(".line-total").textContent = money.format((cents(product) * quantity) / 100);
    part(".line-remove span").textContent = ` ${product.name}`;
    part(".stepper").setAttribute("aria-label", `Quantity of ${product.name}`);
    part("output").value = String(quantity);
    part("[data-step='-1']").disabled = quantity <= 1;
    part("[data-step='1']").disabled = quantity >= MOST;
    return item;
  }

  /** Remembers which control had the focus, since the lines are drawn anew. */
  function keepFocus(draw) {
    const control = list.contains(document.activeElement) ? document.activeElement : null;
    const items = [...list.children];
    const at = items.findIndex((item) => item.contains(control));
    const sku = items[at]?.dataset.sku;
    const selector = control?.dataset.step ? `[data-step="${control.dataset.step}"]` : ".line-remove";
    draw();
    if (!control) return;
    const same = [...list.children].find((item) => item.dataset.sku === sku);
    const next = same ?? list.children[at] ?? list.lastElementChild;
    const target = next?.querySelector(selector);
    (target?.disabled ? next.querySelector("[data-step]:not(:disabled)") : target ?? find("cart-title")).focus();
  }

  list.addEventListener("click", ({ target }) => {
    const sku = target.closest(".line")?.dataset.sku;
    const step = Number(target.closest("[data-step]")?.dataset.step ?? 0);
    const lines = read();
    if (step) {
      write(lines.map((line) => (line.sku === sku ? { sku, quantity: line.quantity + step } : line)));
    } else if (target.closest(".line-remove")) {
      write(lines.filter((line) => line.sku !== sku));
      say(`${products[sku].name} is out of your cart.`);
    }
  });
  return {
    knows: ({ sku }) => sku in products,
    name: (sku) => products[sku]?.name ?? "",
    show(lines, pieces) {
      keepFocus(() => list.replaceChildren(...lines.map(lineItem)));
      const total = lines.reduce((sum, line) => sum + cents(products[line.sku]) * line.quantity, 0);
      find("cart-pieces").textContent = pieces === 1 ? "1 piece" : `${pieces} pieces`;
      find("cart-total").textContent = money.format(total / 100);
      find("cart-sum").hidden = lines.length === 0;
      find("cart-empty").hidden = lines.length > 0;
    },
  };
}

/**
 * The page that an order leads to: what was in the cart is ordered now, and the cart is empty. Who comes back to the page
 * finds the same order on it, for as long as this tab is open.
 */
async function openOrderPage() {
  const isPlaced = new URLSearchParams(location.search).has("order");
  history.replaceState(null, "", location.pathname);
  let lines = isPlaced ? read() : [];
  try {
    if (lines.length) sessionStorage.setItem(ORDER, JSON.stringify(lines));
    else lines = JSON.parse(sessionStorage.getItem(ORDER) ?? "[]");
  } catch {
    // Then this page alone knows of it.
  }
  if (isPlaced) keep(KEY, "[]");
  tellKindred((kindred) => kindred.setOrder(lines));
  const { products } = await (await fetch("/products.json")).json();
  const item = ({ sku, quantity }) => {
    const { name, url, image, option } = products[sku];
    const item = find("order-line").content.firstElementChild.cloneNode(true);
    item.querySelector("img").src = image;
    item.querySelector("a").href = url;
    item.querySelector("a").textContent = name;
    item.querySelector("span").textContent = [option, quantity > 1 && `${quantity} pieces`].filter(Boolean).join(", ");
    return item;
  };
  find("order-lines").replaceChildren(...lines.filter(({ sku }) => sku in products).map(item));
  find("order-placed").hidden = lines.length === 0;
  find("order-none").hidden = lines.length > 0;
  if (!lines.length) find("order-title").textContent = "Your order";
  find("order").setAttribute("aria-busy", "false");
}

/** Shows the cart page without a cart, where its products cannot be had. */
function giveUp() {
  say("Your cart cannot be shown just now.");
  return null;
}

/** What the product form's submit brought in the address: the product, and the related products ticked with it. */
function takeSubmitted() {
  const query = new URLSearchParams(location.search);
  const sku = query.get("sku");
  if (!sku) return [];
  history.replaceState(null, "", location.pathname);
  const related = query.getAll("related").map((sku) => ({ sku, quantity: 1 }));
  return [{ sku, quantity: Number(query.get("qty")) }, ...related];
}

recallVisitor();
greet();
chooser?.addEventListener("change", () => {
  keep(VISITOR, chooser.selectedOptions[0].text);
  greet();
  show(known(read()));
  say(`Looking around as ${chooser.selectedOptions[0].text}.`);
});
// Where Kindred is asked for its reasons, the way back.
if (new URLSearchParams(location.search).get("kindred") === "explain") {
  for (const link of document.querySelectorAll("[data-why]")) {
    link.textContent = "Thank you, that is all";
    link.href = location.pathname;
  }
}

// Before the cart is shown: an order leaves nothing in it.
if (find("order")) openOrderPage().catch(() => say("Your order cannot be shown just now."));
const cartPage = find("cart") ? await openCartPage().catch(giveUp) : null;
const known = (lines) => (cartPage ? lines.filter(cartPage.knows) : lines);

const submitted = known(takeSubmitted());
write(add(known(read()), submitted));
find("cart")?.setAttribute("aria-busy", "false");
if (submitted.length === 1 && cartPage) say(`${cartPage.name(submitted[0].sku)} is in your cart.`);
if (submitted.length > 1) say(`${submitted.length} things are in your cart.`);

document.addEventListener("kindred:add-to-cart", ({ detail }) => {
  const items = known(detail.items);
  write(add(read(), items));
  say(items.length === 1 && cartPage ? `${cartPage.name(items[0].sku)} is in your cart.` : "In your cart.");
});
addEventListener("storage", ({ key }) => {
  if (key === VISITOR) {
    recallVisitor();
    greet();
  }
  if (key === KEY || key === VISITOR) show(known(read()));
});
