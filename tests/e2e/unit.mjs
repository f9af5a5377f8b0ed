// One unit on a page, as a shopper and as the page's author see it.

import { expect } from "./test.mjs";

export class Unit {
  constructor(page, relation, within = page) {
    this.page = page;
    this.host = within.locator(`kindred-${relation}`);
    this.cards = this.host.locator("[part=card]");
    this.heading = this.host.locator("[part=heading]");
    this.track = this.host.locator("[part=track]");
    this.previous = this.host.getByRole("button", { name: "Previous" });
    this.next = this.host.getByRole("button", { name: "Next" });
    this.position = this.host.locator("[part=carousel] [role=status]");
    this.message = this.host.locator("[part=message]");
    this.checkboxes = this.host.getByRole("checkbox");
    this.tickAll = this.host.locator("[part=tick-all-button]");
    this.addSelected = this.host.getByRole("button", { name: "Add selected to cart" });
    this.fallback = this.host.locator("> :not([slot])");
  }

  card(sku) {
    return this.host.locator(`[part=card][data-sku="${sku}"]`);
  }

  skus() {
    return this.cards.evaluateAll((cards) => cards.map((card) => card.dataset.sku));
  }

  /** Waits until these cards show, in this order. */
  async shows(skus) {
    await expect.poll(() => this.skus(), { message: "the unit's cards" }).toEqual(skus);
  }

  /** Waits until cards show; their SKUs. */
  async shown() {
    await expect(this.cards.first()).toBeVisible();
    return this.skus();
  }

  async ticked() {
    return this.cards.evaluateAll((cards) =>
      cards.filter((card) => card.querySelector("input")?.checked).map((card) => card.dataset.sku),
    );
  }

  /** Waits until its fallback is in sight, and no card. It may still be waiting for the feed. */
  async showsFallback() {
    await expect(this.fallback.first()).toBeVisible();
    await expect(this.cards).toHaveCount(0);
    await expect(this.heading).toHaveCount(0);
  }

  /** Waits until the unit has given back the room that was kept for its cards: there will be none. */
  async givesRoomBack() {
    const nSheets = () => this.host.evaluate((host) => host.shadowRoot.adoptedStyleSheets.length);
    await expect.poll(nSheets, { message: "the unit's style sheets" }).toBe(0);
    await expect(this.cards).toHaveCount(0);
    await expect(this.heading).toHaveCount(0);
  }

  height() {
    return this.host.evaluate((host) => host.getBoundingClientRect().height);
  }
}

/** The names of the elements of every unit on a page, in its order. */
export function unitsOf(page) {
  const names = ["related", "up-sell", "cross-sell", "recommendations"].map((name) => `kindred-${name}`);
  return page.locator(names.join(", ")).evaluateAll((units) => units.map(({ localName }) => localName));
}

/** Keeps links from leading away; the function that it gives tells the paths of those that were followed. */
export async function catchLinks(page) {
  await page.evaluate(() => {
    window.followed = [];
    document.addEventListener("click", (event) => {
      const link = event.composedPath().find(({ localName }) => localName === "a");
      if (!link) return;
      event.preventDefault();
      window.followed.push(new URL(link.href).pathname);
    });
  });
  return () => page.evaluate(() => window.followed);
}
