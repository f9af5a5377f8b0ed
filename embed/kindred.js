// The loader: the one script tag. It defines the elements, keeps their room, and fetches the feed, the glue and the
// wasm side by side when a unit comes near the viewport or the page has nothing else to do. Of a feed in chunks it
// asks early for those that the widget is going to want, so that they too travel beside the wasm.

const here = import.meta.url;
const { dataset = {} } = [...document.scripts].find((script) => script.src === here) ?? {};
// A page that is asked why loads a build that answers.
const build = /[?&]kindred=explain\b/.test(location.search) ? "kindred_explain" : "kindred_widget";

const ignore = () => {};
const lines = (list) => (list ?? []).join("\n");
/** The SKUs in the cart. */
let cart = "";
/** What the page has said of its cart, its customer and the like: functions that tell a shop. */
const said = new Map();

/**
 * The shops of the page, most often one, by the address of their feed: what was asked for early, by path, where one
 * that the widget has claimed is false; and the wasm side, once that has been asked for.
 */
const shops = {};

const shopOf = (unit) => {
  const feed = new URL(unit.getAttribute("feed") ?? dataset.feed ?? "feed.json", document.baseURI).href;
  return (shops[feed] ??= { feed, early: {} });
};

/** The text of a file of the feed; a status in place of one is thrown. */
const ask = async ({ feed }, path, cache) => {
  const answer = await fetch(new URL(path, feed), { cache });
  if (!answer.ok) throw answer.status;
  return answer.text();
};

const askEarly = (shop, path, cache) => {
  const answer = (shop.early[path] ??= ask(shop, path, cache));
  // Its failure is the widget's to tell; one that the widget has claimed is nobody else's, and ends the guessing.
  answer.catch(ignore);
  return answer;
};

/** The SKU of the first product in JSON-LD, which real pages nest in lists and graphs. */
const productSku = (node) => {
  for (const { "@type": type, sku, "@graph": graph, mainEntity } of [node ?? []].flat(9)) {
    const found = ([type].flat().includes("Product") && sku) || productSku(graph) || productSku(mainEntity);
    if (found) return found + "";
  }
};

/** The SKU of the product that the page is about. */
const pageSku = () => {
  for (const { text } of document.querySelectorAll("[type='application/ld+json']")) {
    try {
      const sku = productSku(JSON.parse(text));
      if (sku) return sku;
    } catch {
      // Someone else's mistake.
    }
  }
  return (
    document.querySelector("meta[property='product:retailer_item_id']")?.content ||
    document.querySelector("[data-product-sku]")?.getAttribute("data-product-sku")
  );
};

/** What a unit is going to be about, as far as can be told. */
const skusOf = (unit) =>
  /cross/.test(unit.localName)
    ? (unit.getAttribute("cart")?.split(/[, ]/) ?? cart.split("\n"))
    : [unit.getAttribute("sku") || pageSku()];

/** The number of a SKU; the core computes the same one (`crates/core/src/hash.rs`). */
const numberOf = (sku) => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(sku)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** Asks for what these units are going to want of a feed in chunks. What it gets wrong the widget asks for itself. */
const foresee = async (shop, units) => {
  const text = await askEarly(shop, shop.feed);
  // An inline feed may be long, and is not ours to read.
  if (!/"build": ?"/.test(text)) return;
  const { base = "", build: id, "lookup-bits": bits } = JSON.parse(text);
  // A build's files never change, so that one in the cache will do however old it is.
  const askFor = (path) => askEarly(shop, base + id + path + ".json", "force-cache");
  for (const sku of units.flatMap(skusOf)) {
    if (sku) foreseeChunks(askFor, sku, bits).catch(ignore);
  }
};

const foreseeChunks = async (askFor, sku, bits) => {
  const number = numberOf(sku);
  const lookup = JSON.parse(await askFor("/lookup/" + (bits && number >>> (32 - bits))));
  [lookup[(number & 0xfffff).toString(36)] ?? []].flat().map((chunk) => askFor("/chunk/" + chunk));
};

/**
 * What comes of a script beside this one, which only some pages ask for. Without it there are cards all the same.
 */
const extra = (name, ...told) => import("./" + name + ".js").then((script) => script.default(...told)).catch(console.warn);

/** What else the script tag asks for: the adapter of the shop's cart, data layers, words. */
let extras;

const load = async (shop, unit) => {
  // Those of other shops too: where this one does not know their products, nothing more is asked for.
  foresee(shop, [unit, ...waiting]).catch(ignore);
  const language = dataset.language || document.documentElement.lang;
  if (!/^(en\b|$)/i.test(language) || dataset.cart || dataset.events || dataset.words) {
    extras ??= extra("extras", dataset, language);
  }
  const wasm = fetch(new URL(build + "_bg.wasm", here));
  wasm.catch(ignore);
  // A module has one state, and each shop its own: by another address it is another module, of the same file.
  const glue = await import("./" + build + ".js#" + shop.feed);
  await glue.default({ module_or_path: wasm });
  glue.set_words(language, ...((await extras)?.words ?? []));
  for (const [, tell] of said) await tell(glue);
  glue.start(
    shop.feed,
    // The first time the widget asks for a file it gets what is on its way already.
    (path, cache) => {
      const answer = shop.early[path] || ask(shop, path, cache);
      shop.early[path] = false;
      return answer;
    },
    pageSku,
    dataset.seed,
  );
  return glue;
};

// What unit.css makes of a unit's height: of each row its pictures, names, details and prices, and what the relation adds
// in rem, with a gap of one; above the rows the heading, and what the relation adds, less the gap below the last.
const roomFor = (rem, above = -1) => {
  const room = new CSSStyleSheet();
  room.replaceSync(
    `:host(:not([hidden],[unstyled])){display:flow-root;font-size:var(--kindred-font-size,1rem);min-block-size:calc(var(--kindred-rows,1)*(var(--_p,1)*var(--kindred-card-width,13rem)/(var(--kindred-picture-ratio,1)) + 6.65em + ${rem}rem + var(--kindred-card-room,0rem)) + 2.75em + ${above}rem + var(--kindred-room,0rem))}:host([layout=list]){--_p:0}`,
  );
  return room;
};

/** Elements that wait for the wasm side. */
const near = new IntersectionObserver(
  (entries) => entries.some((entry) => entry.isIntersecting) && start(),
  { rootMargin: "400px" },
);
const waiting = new Set();
/** Whether units need not wait any more. */
let awake;

const start = () => {
  awake = true;
  near.disconnect();
  for (const unit of waiting) unit.open();
  waiting.clear();
};

/** Tells every shop, now or once it is there. */
const say = (what, tell) => {
  said.set(what, tell);
  for (const shop of Object.values(shops)) shop.widget?.then(tell, ignore);
};

const element = (relation, room) =>
  class extends HTMLElement {
    static formAssociated = true;
    static observedAttributes = ["limit", "type", "heading", "layout", "cart", "name", "sku", "message"];
    #internals = this.attachInternals();
    #glue;
    #unit;

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [room];
      root.append(document.createElement("slot"));
    }

    connectedCallback() {
      if (awake) return this.open();
      waiting.add(this);
      near.observe(this);
      (window.requestIdleCallback ?? setTimeout)(start);
    }

    disconnectedCallback() {
      waiting.delete(this);
      this.#glue?.unmount(this.#unit);
      this.#glue = undefined;
    }

    attributeChangedCallback() {
      this.#glue?.refresh(this.#unit);
    }

    formAssociatedCallback() {
      this.#glue?.refresh(this.#unit);
    }

    formResetCallback() {
      this.#glue?.untick(this.#unit);
    }

    async open() {
      try {
        const shop = shopOf(this);
        const glue = await (shop.widget ??= load(shop, this));
        // Only cross-sells wait for the shop's cart.
        if (/cross/.test(relation)) await (await extras)?.cart;
        if (this.querySelector("template")) await extra("template", glue.make_cards_by);
        // It may have left by now.
        if (!this.isConnected || this.#glue) return;
        this.#unit = glue.mount(this, this.#internals, relation);
        this.#glue = glue;
      } catch (error) {
        this.shadowRoot.adoptedStyleSheets = [];
        const detail = { code: "widget-unreachable", message: error + "" };
        console.warn("kindred: widget-unreachable: " + error);
        this.dispatchEvent(new CustomEvent("kindred:error", { bubbles: true, composed: true, detail }));
      }
    }
  };

// A second copy of the script finds the elements in place and adds nothing.
if (!customElements.get("kindred-related")) {
  window.kindred = {
    setCart(items) {
      cart = lines(items?.map((item) => item?.sku ?? item));
      say("cart", (glue) => glue.tell("cart\n" + cart));
    },
  };
  // The rest lies in scripts of the same names, which give a function that tells a shop.
  for (const name of ["setOverlay", "clearHistory", "setConsent", "setCustomer", "setOrder"]) {
    kindred[name] = (value) => {
      const told = extra("api/" + name, value, pageSku);
      say(name, async (glue) => (await told)?.(glue));
      return told;
    };
  }
  if (dataset.segments || dataset.group) kindred.setCustomer(dataset);
  if (dataset.consent) kindred.setConsent(dataset);
  for (const [relation, rem, above] of [["related", 4, 1.75], ["up-sell", 1.25], ["cross-sell", 4], ["recommendations", 4]]) {
    customElements.define("kindred-" + relation, element(relation, roomFor(rem, above)));
  }
}
