// A host of static files in the test's own hands, for what cannot be seen where requests are intercepted: that turns
// the browser's cache off. It serves Kindred's built files, a feed, and pages, with the headers that a host should
// send, as slowly as it is told to; and it keeps a log.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { test as base } from "./test.mjs";

const TYPES = { css: "text/css", html: "text/html; charset=utf-8", js: "text/javascript", json: "application/json", wasm: "application/wasm" };
const LASTING = "public, max-age=31536000, immutable";

export class Host {
  /** What was asked for: path, and when it was asked for and answered, in milliseconds. */
  log = [];
  /** How long each answer takes. */
  latency = 0;
  /** How long the pointer may be kept. */
  pointerCaching = "no-cache";
  /** How long the files of a build may be kept. */
  buildCaching = LASTING;
  /** Answers a request in place of the files, or gives `false`: a shop system's stand-in. */
  shop = async () => false;
  #files = new Map();
  #held = new Map();

  async open() {
    this.server = createServer((request, response) => this.#answer(request, response).catch(() => response.destroy()));
    await new Promise((done) => this.server.listen(0, "127.0.0.1", done));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
  }

  async close() {
    for (const { release } of this.#held.values()) release();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** Puts a file: text, an object that becomes JSON, or a status in place of it. */
  put(path, what) {
    this.#files.set(path, what);
  }

  putFeed({ files }) {
    for (const [path, file] of Object.entries(files)) this.put(`/kindred-feed/${path}`, file);
  }

  remove(path) {
    this.#files.delete(path);
  }

  /** A page with this body; what stands in its head before the script tag. */
  putPage(body, { path = "/page.html", head = "", attributes = "" } = {}) {
    const script = `<script type="module" src="/kindred/kindred.js" data-feed="/kindred-feed/feed.json" ${attributes}></script>`;
    this.put(path, `<!doctype html><html lang="en"><title>A page</title>${head}${script}${body}`);
  }

  /** Holds back the answers for a path until the function that it returns is called. */
  hold(path) {
    let release;
    const held = new Promise((done) => (release = done));
    this.#held.set(path, { held, release });
    return release;
  }

  /** The paths of the feed's files, in the order in which they were asked for, from its folder. */
  feedRequests() {
    return this.#paths("/kindred-feed/");
  }

  asked(path) {
    return this.log.filter((entry) => entry.path === path).length;
  }

  #paths(folder) {
    return this.log.filter(({ path }) => path.startsWith(folder)).map(({ path }) => path.slice(folder.length));
  }

  async #answer(request, response) {
    const path = new URL(request.url, this.url).pathname;
    const entry = { path, asked: performance.now() };
    if (path === "/favicon.ico") return response.writeHead(204).end();
    this.log.push(entry);
    await this.#held.get(path)?.held;
    if (this.latency) await new Promise((done) => setTimeout(done, this.latency));
    if (await this.shop(request, response)) return (entry.answered = performance.now());
    const file = await this.#file(path);
    entry.answered = performance.now();
    if (typeof file === "number") return response.writeHead(file, { "cache-control": "no-store" }).end();
    const tag = `"${createHash("sha1").update(file).digest("hex")}"`;
    const headers = { "content-type": TYPES[path.split(".").at(-1)], "cache-control": this.#caching(path), etag: tag };
    if (request.headers["if-none-match"] === tag) return response.writeHead(304, headers).end();
    response.writeHead(200, headers).end(file);
  }

  async #file(path) {
    if (path.startsWith("/kindred/")) return readFile(join(process.env.KINDRED_DIST, path.slice("/kindred/".length)));
    const file = this.#files.get(path) ?? 404;
    return typeof file === "object" ? JSON.stringify(file) : file;
  }

  #caching(path) {
    if (path.endsWith(".html")) return "no-cache";
    if (path.startsWith("/kindred/")) return LASTING;
    return path.endsWith("/feed.json") ? this.pointerCaching : this.buildCaching;
  }
}

/** The `test` of every spec, with a host of its own. */
export const test = base.extend({
  host: async ({}, use) => {
    const host = new Host();
    await host.open();
    await use(host);
    await host.close();
  },
});

export { expect } from "./test.mjs";
