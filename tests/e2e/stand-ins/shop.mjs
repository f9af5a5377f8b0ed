// What the stand-ins of all shop systems share: products, the visitors' carts, and how requests are read and answered.
// A stand-in answers as its system's documentation says, refuses what the system refuses, and keeps a log.

import { randomUUID } from "node:crypto";

/** What every stand-in sells; `left` is how many there are. */
export const PRODUCTS = [
  { id: 40001, sku: "MUG-1", handle: "stoneware-mug", name: "Stoneware mug", left: 50 },
  { id: 40002, sku: "SPOON-1", handle: "olive-wood-spoon", name: "Olive-wood spoon", left: 50 },
  { id: 40003, sku: "TEA-1", handle: "green-tea", name: "Green tea", left: 50 },
  { id: 40004, sku: "CLOTH-1", handle: "linen-cloth", name: 'Linen "Nordic" cloth', left: 0 },
  { id: 40005, sku: "TRAY-1", handle: "oak-tray", name: "Oak tray", left: 50 },
];

export class StandIn {
  /** The carts by session: lines `{ product, quantity }`, in the order in which they were added. */
  carts = new Map();
  /** The requests that would change a cart, as they came in. */
  changes = [];
  /** Whether the shop's server answers nothing but that it cannot. */
  isDown = false;
  products = PRODUCTS.map((product) => ({ ...product }));

  /** `cookie` is what the system calls its session's cookie. */
  constructor(cookie) {
    this.cookie = cookie;
    this.answer = this.answer.bind(this);
  }

  /** Answers a request, if it is the shop's to answer. */
  async answer(request, response) {
    const url = new URL(request.url, "http://shop.example");
    const route = this.route(request.method, url);
    if (!route) return false;
    const body = await text(request);
    if (this.isDown) {
      response.writeHead(503, { "content-type": "text/html" }).end("<h1>Service Unavailable</h1>");
      return true;
    }
    const cookies = new Map((request.headers.cookie ?? "").split("; ").map((cookie) => cookie.split("=")));
    const session = cookies.get(this.cookie) ?? randomUUID();
    const asked = { url, body, cookies, session, headers: request.headers, method: request.method };
    const { status = 200, headers = {}, json, ...rest } = await route.call(this, asked);
    const cookie = [`${this.cookie}=${rest.session ?? session}; Path=/`, ...(rest.cookies ?? [])];
    const all = { "content-type": "application/json", "cache-control": "no-store", "set-cookie": cookie, ...headers };
    response.writeHead(status, all).end(json === undefined ? "" : JSON.stringify(json));
    return true;
  }

  cartOf(session) {
    if (!this.carts.has(session)) this.carts.set(session, []);
    return this.carts.get(session);
  }

  /** The lines of the one cart that has any, as `SKU x quantity`, in the order in which they were added. */
  cart() {
    const carts = [...this.carts.values()].filter((lines) => lines.length);
    if (carts.length > 1) throw new Error(`expected one cart, found ${carts.length}`);
    return (carts[0] ?? []).map(({ product, quantity }) => `${product.sku} x ${quantity}`);
  }

  product(sku) {
    return this.products.find((product) => product.sku === sku);
  }

  /** Puts a product into a cart, without asking whether there are any left. */
  put(session, product, quantity) {
    const lines = this.cartOf(session);
    const line = lines.find((line) => line.product === product);
    if (line) line.quantity += quantity;
    else lines.push({ product, quantity });
  }

  /** How many of a product the shop could add to a cart. */
  leftFor(session, product) {
    const inCart = this.cartOf(session).find((line) => line.product === product)?.quantity ?? 0;
    return product.left - inCart;
  }
}

async function text(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}
