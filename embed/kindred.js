// The loader: the one script tag. It defines the elements, keeps their room, and fetches the feed, the glue and the
// wasm side by side when a unit comes near the viewport or the page has nothing else to do. Of a feed in chunks it
// asks early for those that the widget is going to want, so that they too travel beside the wasm.

const here = import.meta.url;
const { dataset = {} } = [...document.scripts].find(({ src }) => src === here) ?? {};
// A page that is asked why loads a build that answers.
const build = /[?&]kindred=explain\b/.test(location.search) ? "kindred_explain" : "kindred_widget";

const lines = (list) => (list ?? []).join("\n");
/** What the page has said, as arguments of the wasm side's functions. */
let cart = "";
let overlay;
let customer = [lines(dataset.segments?.split(",")), dataset.group, ""];

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
  answer.catch(() => {});
  return answer;
};

/** The SKU of the first product in JSON-LD, which real pages nest in lists and graphs. */
const productSku = (node) => {
  for (const { "@type": type, sku, "@graph": graph, mainEntity } of [node ?? []].flat(9)) {
    const found = ([type].flat().includes("Product") && sku) || productSku(graph) || productSku(mainEntity);
    if (found) return String(found);
  }
};

/** The SKU of the product that the page is about. */
const pageSku = () => {
  for (const { text } of document.querySelectorAll("script[type='application/ld+json']")) {
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
  /cross-sell/.test(unit.localName)
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
  for (const sku of new Set(units.flatMap(skusOf))) {
    if (sku) foreseeChunks(askFor, sku, bits).catch(() => {});
  }
};

const foreseeChunks = async (askFor, sku, bits) => {
  const number = numberOf(sku);
  const lookup = JSON.parse(await askFor("/lookup/" + (bits && number >>> (32 - bits))));
  [lookup[(number & 0xfffff).toString(36)] ?? []].flat().map((chunk) => askFor("/chunk/" + chunk));
};

/** The text of a file with words, where there is one. Words that cannot be had are no reason to show no cards. */
const askForWords = (path, feed) => path && ask({ feed }, path).catch(() => {});

/** Scripts beside this one that the tag names. Cards may wait for them; none stops the cards. */
const named = (folder) =>
  (dataset[folder]?.match(/[\w-]+/g) ?? []).map((name) =>
    import("./" + folder + "/" + name + ".js").catch((error) => console.warn("kindred: " + error)),
  );

/** The adapter of a shop system, there when it has told of the cart: only cross-sells wait for that. */
let adapter;

const load = async (shop, unit) => {
  const isOfShop = (other) => other.getAttribute("feed") === unit.getAttribute("feed");
  foresee(shop, [unit, ...waiting].filter(isOfShop)).catch(() => {});
  [adapter] = named("cart");
  // They hear everything only if cards wait.
  const hearers = Promise.all(named("events"));
  const language = (dataset.language || document.documentElement.lang).toLowerCase();
  const known = /^(ar|de|es|fr|it|ja|nl|pl|sv)\b/.exec(language)?.[0];
  const words = askForWords(known && "words/" + known + ".json", here);
  const ownWords = askForWords(dataset.words, document.baseURI);
  const wasm = fetch(new URL(build + "_bg.wasm", here));
  wasm.catch(() => {});
  // A module has one state, and each shop its own: by another address it is another module, of the same file.
  const glue = await import("./" + build + ".js#" + shop.feed);
  await glue.default({ module_or_path: wasm });
  await hearers;
  glue.set_words(language, await words, await ownWords);
  glue.set_cart(cart);
  glue.set_overlay(overlay);
  glue.set_customer(...customer);
  // The first time the widget asks for a file it gets what is on its way already.
  const claim = (path, cache) => {
    const answer = shop.early[path];
    shop.early[path] = false;
    return answer || ask(shop, path, cache);
  };
  glue.start(shop.feed, claim, pageSku, dataset.seed);
  return glue;
};

// What unit.css makes of a unit's height: of each row its pictures, names, details and prices, and what the relation adds
// in rem; above them the heading.
const roomFor = (rem, above) => {
  const room = new CSSStyleSheet();
  room.replaceSync(
    `:host(:not([hidden],[unstyled])){display:flow-root;font-size:var(--kindred-font-size,1rem);min-block-size:calc(var(--_n,1)*(var(--_p,1)*var(--kindred-card-width,13rem)/(var(--kindred-picture-ratio,1)) + 6.65em + var(--_r,${rem}rem) + var(--kindred-card-room,0rem)) + 2.75em + var(--_a,${above}rem) + var(--kindred-room,0rem))}:host([layout=grid]){--_n:var(--kindred-rows,2)}:host([layout=list]){--_n:var(--kindred-rows,3);--_p:0}:host([layout=bundle]){--_r:4rem;--_a:1.75rem}`,
  );
  return room;
};

/** Elements that wait for the wasm side. */
const near = new IntersectionObserver(
  (entries) => entries.some(({ isIntersecting }) => isIntersecting) && start(),
  { rootMargin: "400px" },
);
const waiting = new Set();
/** Whether units need not wait any more. */
let awake;

const start = () => {
  // The last unit may have left while the page was busy.
  if (!waiting.size) return;
  awake = true;
  near.disconnect();
  for (const unit of waiting) unit.open();
  waiting.clear();
};

/** Tells every shop that is there. */
const tell = (say) => {
  for (const { widget } of Object.values(shops)) widget?.then(say, () => {});
};

const whenIdle = window.requestIdleCallback ?? setTimeout;

const element = (relation, room) =>
  class extends HTMLElement {
    static formAssociated = true;
    static observedAttributes = ["sku", "cart", "limit", "heading", "layout", "message", "name", "feed"];
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
      whenIdle(start);
    }

    disconnectedCallback() {
      waiting.delete(this);
      near.unobserve(this);
      this.#glue?.unmount(this.#unit);
      this.#glue = undefined;
    }

    attributeChangedCallback(name) {
      if (name !== "feed") return this.#glue?.refresh(this.#unit);
      if (!this.isConnected) return;
      this.disconnectedCallback();
      this.connectedCallback();
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
        if (relation === "cross-sell") await adapter;
        // It may have left, or be another shop's by now.
        if (!this.isConnected || this.#glue || shop !== shopOf(this)) return;
        this.#unit = glue.mount(this, this.#internals, relation);
        this.#glue = glue;
      } catch (error) {
        this.shadowRoot.adoptedStyleSheets = [];
        const detail = { code: "widget-unreachable", message: String(error) };
        console.warn("kindred: " + detail.code + ": " + detail.message);
        this.dispatchEvent(new CustomEvent("kindred:error", { bubbles: true, composed: true, detail }));
      }
    }
  };

// A second copy of the script finds the elements in place and adds nothing.
if (!customElements.get("kindred-related")) {
  window.kindred = {
    setCart(items) {
      cart = lines(items?.map((item) => item?.sku ?? item));
      tell((glue) => glue.set_cart(cart));
    },
    setOverlay(ask) {
      overlay = ask;
      tell((glue) => glue.set_overlay(ask));
    },
    setCustomer(said) {
      const { segments, group, bought } = said ?? {};
      customer = [lines(segments), group && String(group), lines(bought)];
      tell((glue) => glue.set_customer(...customer));
    },
  };
  for (const [relation, rem, above] of [["related", 4, 1.75], ["up-sell", 1.25, -1], ["cross-sell", 4, -1]]) {
    customElements.define("kindred-" + relation, element(relation, roomFor(rem, above)));
  }
}
