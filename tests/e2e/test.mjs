// The `test` that every spec uses. It hears what a page throws, warns of and asks for, and what the units say in
// their events; a page that throws fails the test, whatever it was about.

import { test as base, expect } from "@playwright/test";

const EVENTS = ["kindred:render", "kindred:view", "kindred:click", "kindred:add-to-cart", "kindred:error"];

/** What one page said. */
export class Heard {
  thrown = [];
  /** Console warnings of Kindred's. */
  warnings = [];
  /** Paths of every request, in order. */
  requests = [];

  constructor(page) {
    this.page = page;
    page.on("pageerror", (error) => this.thrown.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "warning" && /kindred/i.test(message.text())) this.warnings.push(message.text());
    });
    page.on("request", (request) => this.requests.push(new URL(request.url()).pathname));
  }

  async listen() {
    await this.page.addInitScript((names) => {
      window.heardOfKindred = [];
      for (const name of names) {
        document.addEventListener(name, ({ target, detail }) => {
          window.heardOfKindred.push({ name, unit: target.localName, detail });
        });
      }
    }, EVENTS);
  }

  /** The events of that name since the page was opened. */
  events(name) {
    return this.page.evaluate((name) => window.heardOfKindred.filter((event) => event.name === name), name);
  }

  /** The codes of the errors so far, one for each. */
  async codes() {
    return (await this.events("kindred:error")).map(({ detail }) => detail.code);
  }

  /** How often each of Kindred's own files was asked for. */
  kindredRequests() {
    const ours = this.requests.filter((path) => path.startsWith("/kindred"));
    return Object.fromEntries(
      [...new Set(ours)].sort().map((path) => [path, ours.filter((one) => one === path).length]),
    );
  }
}

export const test = base.extend({
  heard: [
    async ({ page }, use) => {
      const heard = new Heard(page);
      await heard.listen();
      await use(heard);
      expect(heard.thrown, "what the page threw").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
