// The types of Kindred's public interface: the global `kindred`, the elements, and their events. Put the file among
// those that your compiler reads, or refer to it: /// <reference path="./kindred/kindred.d.ts" />

export {};

declare global {
  /** What belongs to a product: bought in addition, instead of it, or on impulse in the cart. */
  type KindredRelation = "related" | "up-sell" | "cross-sell";

  /** What a unit recommends. */
  type KindredRecommendation =
    | "just-for-you"
    | "recently-viewed"
    | "viewed-viewed"
    | "viewed-bought"
    | "bought-bought"
    | "more-like-this"
    | "visual-similarity"
    | "most-viewed"
    | "most-purchased"
    | "most-added-to-cart"
    | "trending"
    | "view-to-purchase"
    | "view-to-cart";

  /** A product in the cart: its SKU, or an object that has one. */
  type KindredCartLine = string | { sku: string };

  /** Who is looking. */
  interface KindredCustomer {
    /** The customer segments the shopper is in. */
    segments?: readonly string[];
    /** The customer group whose prices count. */
    group?: string;
    /** SKUs bought before. */
    bought?: readonly string[];
  }

  /** What the shop knows of a product now. What is absent stays as the feed has it. */
  interface KindredFreshProduct {
    sku: string;
    /** What it costs this shopper: a number, or a decimal text such as `"12.50"`. */
    price?: number | string;
    /** What it costs when it is not reduced. */
    regularPrice?: number | string;
    /** Whether it can be bought today. */
    inStock?: boolean;
  }

  /** Asked before cards show; an answer later than 300 ms counts from the next selection on. */
  type KindredOverlay = (
    skus: string[],
  ) => readonly KindredFreshProduct[] | PromiseLike<readonly KindredFreshProduct[]>;

  interface Kindred {
    /** Says what is in the cart, last added first; nothing, where it is empty. */
    setCart(lines?: readonly KindredCartLine[] | null): void;
    /** Says who is looking; nothing, where nobody is known. */
    setCustomer(customer?: KindredCustomer | null): Promise<unknown>;
    /** Has this function asked for prices and stock, about everything anew; nothing, and the feed alone counts. */
    setOverlay(ask?: KindredOverlay | null): Promise<unknown>;
    /** Says whether this browser may remember what was looked at and bought; anything but `true` forgets it. */
    setConsent(consent?: { history?: boolean } | null): Promise<unknown>;
    /** Says what was just ordered, on the page that confirms it; nothing, where nothing was. */
    setOrder(lines?: readonly KindredCartLine[] | null): Promise<unknown>;
    /** Forgets what this browser remembers; it is gone when the promise is kept. */
    clearHistory(): Promise<unknown>;
  }

  /** There once the loader has run. */
  var kindred: Kindred;

  /** A unit's element. What it does is set by its attributes. */
  interface KindredElement extends HTMLElement {}

  interface HTMLElementTagNameMap {
    "kindred-related": KindredElement;
    "kindred-up-sell": KindredElement;
    "kindred-cross-sell": KindredElement;
    "kindred-recommendations": KindredElement;
  }

  /** The elements' attributes, for those who type their markup. */
  interface KindredAttributes {
    /** What it recommends: a type, or a unit of the feed. */
    type?: KindredRecommendation | (string & {});
    /** The product the unit is about. */
    sku?: string;
    /** The SKUs in the cart, separated by commas or spaces, last added first. */
    cart?: string;
    /** How many cards at most. */
    limit?: string | number;
    /** The heading, in place of the unit's own. */
    heading?: string;
    /** How the cards lie. */
    layout?: "carousel" | "grid" | "list" | "bundle";
    /** Parts that are not to show, between spaces. */
    hide?: string;
    /** Without our styles. */
    unstyled?: string | boolean;
    /** What the unit says to the shopper: `added`, `cart-failed`, or the text itself. */
    message?: string;
    /** The address of another shop's feed. */
    feed?: string;
    /** The name under which ticked SKUs travel with the form. */
    name?: string;
    /** The id of the form they travel with. */
    form?: string;
    /** One word, in place of the language's. */
    [label: `label-${string}`]: string | undefined;
  }

  /** A card, as events tell of it. */
  interface KindredItem {
    readonly sku: string;
    readonly name: string;
    /** The address of its page, as the feed has it. */
    readonly url?: string;
    /** Its place in the unit, from 1. */
    readonly position: number;
    /** What it costs, in units of the currency. */
    readonly price?: number;
    /** What it cost before it was reduced. */
    readonly regularPrice?: number;
    /** The smallest quantity that can be bought. */
    readonly quantity: number;
    /** What brought it there: a link chosen by hand, a bundle that the viewed product is a part of, or a rule; of recommendations a list, what was viewed before, or one of the most viewed as a backup; "viewed" is the viewed product in a bundle. */
    readonly source: "link" | "bundle" | "rule" | "list" | "history" | "backup" | "viewed";
    /** The name of the rule. */
    readonly rule?: string;
  }

  /** What events say of cards. */
  interface KindredCards {
    readonly relation: KindredRelation | "recommendations";
    /** The name of the unit: that of its relation or type, or the merchant's own. */
    readonly unit: string;
    /** What it shows. */
    readonly type: KindredRelation | KindredRecommendation;
    /** The unit's heading. */
    readonly heading: string;
    /** ISO 4217 code of the currency of every price. */
    readonly currency: string;
    /** The SKUs of the items. */
    readonly skus: readonly string[];
    /** The cards that it happened to, in their order. */
    readonly items: readonly KindredItem[];
  }

  /** Why there are no cards. */
  interface KindredFailure {
    readonly code: string;
    readonly message: string;
  }

  interface KindredEventMap {
    /** Other cards than before are on the page. */
    "kindred:render": CustomEvent<KindredCards>;
    /** Cards are at least half in sight, each once for as long as it stays. */
    "kindred:view": CustomEvent<KindredCards>;
    /** A shopper followed the link of a card. */
    "kindred:click": CustomEvent<KindredCards>;
    /** A shopper pressed the button of a card, or that for what is ticked. */
    "kindred:add-to-cart": CustomEvent<KindredCards>;
    /** There are no cards, because something went wrong. */
    "kindred:error": CustomEvent<KindredFailure>;
  }

  // The events bubble, so that they are heard around the element too.
  interface HTMLElementEventMap extends KindredEventMap {}
  interface DocumentEventMap extends KindredEventMap {}
  interface WindowEventMap extends KindredEventMap {}
}
