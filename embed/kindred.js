// The loader: the one script tag. It defines the elements, keeps their room, and fetches the feed, the glue and the
// wasm side by side when a unit comes near the viewport or the page has nothing else to do.

const here = import.meta.url;
const { dataset = {} } = [...document.scripts].find(({ src }) => src === here) ?? {};
const feed = new URL(dataset.feed ?? "feed.json", document.baseURI).href;
// A page that is asked why loads a build that answers.
const build = /[?&]kindred=explain\b/.test(location.search) ? "kindred_explain" : "kindred_widget";

/** The wasm side, once it has been asked for; one per page. */
let widget;
const lines = (list) => (list ?? []).join("\n");
/** What the page has said, as arguments of the wasm side's functions. */
let cart = "";
let customer = [lines(dataset.segments?.split(",")), dataset.group, ""];

const load = async () => {
  let early = fetch(feed);
  // Its failure is the widget's to tell.
  early.catch(() => {});
  const wasm = fetch(new URL(build + "_bg.wasm", here));
  wasm.catch(() => {});
  const glue = await import("./" + build + ".js");
  await glue.default({ module_or_path: wasm });
  glue.set_cart(cart);
  glue.set_customer(...customer);
  const again = () => {
    const answer = early ?? fetch(feed);
    early = undefined;
    return answer;
  };
  glue.start(feed, again, dataset.seed);
  return glue;
};

// What unit.css makes of a unit's height: picture, heading, name and price; below, what the relation adds in rem.
const roomFor = (rem) => {
  const room = new CSSStyleSheet();
  room.replaceSync(
    `:host(:not([hidden])){display:block;font-size:var(--kindred-font-size,1rem);min-block-size:calc(var(--kindred-card-width,13rem)/(var(--kindred-picture-ratio,1)) + 7.9em + ${rem}rem)}`,
  );
  return room;
};

/** Elements that wait for the wasm side. */
const near = new IntersectionObserver(
  (entries) => entries.some(({ isIntersecting }) => isIntersecting) && start(),
  { rootMargin: "400px" },
);
const waiting = new Set();

const start = () => {
  // The last unit may have left while the page was busy.
  if (!waiting.size) return;
  near.disconnect();
  widget ??= load();
  for (const unit of waiting) unit.open();
  waiting.clear();
};

const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

const element = (relation, room) =>
  class extends HTMLElement {
    static formAssociated = true;
    static observedAttributes = ["sku", "cart", "limit", "heading", "name"];
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
      if (widget) return this.open();
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
        const glue = await widget;
        if (!this.isConnected || this.#glue) return;
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
  globalThis.kindred = {
    setCart(items) {
      cart = lines(items?.map((item) => item?.sku ?? item));
      widget?.then((glue) => glue.set_cart(cart), () => {});
    },
    setCustomer(said) {
      const { segments, group, bought } = said ?? {};
      customer = [lines(segments), group && String(group), lines(bought)];
      widget?.then((glue) => glue.set_customer(...customer), () => {});
    },
  };
  for (const [relation, rem] of [["related", 5.75], ["up-sell", 0.25], ["cross-sell", 3]]) {
    customElements.define("kindred-" + relation, element(relation, roomFor(rem)));
  }
}
