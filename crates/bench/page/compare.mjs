// In the page: holds what both select against each other, then lets them take turns under the clock.

import init, { load, matches, select } from "./kindred_bench.js";
import { Theirs } from "./theirs.mjs";

const RELATIONS = ["related", "up-sell", "cross-sell"];
/** How long one turn should last at least, in milliseconds: the page's clock is coarse. */
const TURN = 20;
const WARM_UP = 400;
const PAUSE = 5;
const FEWEST_ROUNDS = 9;
const MOST_ROUNDS = 61;

const get = async (file) => {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${file}: expected a file, found status ${answer.status}`);
  return answer.text();
};

let theirs;
let skus;

/** Loads a shop of so many products for both. */
export const open = async (products) => {
  await init({ module_or_path: fetch("kindred_bench_bg.wasm") });
  const shop = JSON.parse(await get(`shop-${products}.json`));
  theirs = new Theirs(shop);
  skus = shop.anchors;
};

/** Throws unless both select the same; answers with what a selection is like on average. */
export const agree = async (products) => {
  load(await get(`feed-${products}-priority-then-id.json`));
  const counts = { rules: 0, shown: 0, cards: 0 };
  for (const [sku, relation] of units(skus.length)) {
    const ours = select(sku, relation, 0).split(" ").filter(Boolean);
    const other = theirs.select(sku, relation, "priority-then-id");
    same(`${relation} of ${sku}`, ours, other);
    const inStock = new Set(theirs.products.filter((product) => product.inStock).map((product) => product.sku));
    const rules = matches(sku, relation).split("\n").filter(Boolean).map((line) => line.split("\t"));
    const shown = rules.map(([rule, all]) => [rule, all.split(" ").filter((sku) => inStock.has(sku))]);
    same(`rules of ${relation} of ${sku}`, shown, theirs.matches(sku, relation));
    counts.rules += shown.length;
    counts.shown += shown.reduce((sum, [, all]) => sum + all.length, 0);
    counts.cards += ours.length;
  }
  const n_units = skus.length * RELATIONS.length;
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count / n_units]));
};

const same = (what, ours, other) => {
  const [found, expected] = [ours, other].map((list) => JSON.stringify(list));
  if (found !== expected) throw new Error(`${what}: expected what json-logic selects, ${expected}, found ${found}`);
};

/** Milliseconds that both need to read a shop, and that we need for the first unit after that; a list each. */
export const begin = async (products) => {
  const [ours, other] = [await get(`feed-${products}-priority-then-id.json`), await get(`shop-${products}.json`)];
  const times = { ours: [], theirs: [], first: [] };
  for (let round = 0; round < FEWEST_ROUNDS; round++) {
    times.theirs.push(timed(() => JSON.parse(other), 1));
    times.ours.push(timed(() => load(ours), 1));
    times.first.push(timed(() => select(skus[round], RELATIONS[0], round), 1));
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return times;
};

/** Milliseconds per unit of both, a list each with an entry per round. */
export const measure = async ({ products, rotation, anchors, seconds }) => {
  load(await get(`feed-${products}-${rotation}.json`));
  const sample = units(anchors);
  let seed = 0;
  const sides = {
    ours: () => sample.forEach(([sku, relation]) => select(sku, relation, seed)),
    theirs: () => sample.forEach(([sku, relation]) => theirs.select(sku, relation, rotation)),
  };
  const once = Object.fromEntries(Object.entries(sides).map(([side, work]) => [side, warmedUp(work)]));
  // Turns of the same length: on a busy machine a long one is more often interrupted than a short one.
  const turn = Math.max(TURN, ...Object.values(once));
  const repeats = Object.fromEntries(Object.entries(once).map(([side, time]) => [side, Math.ceil(turn / time)]));
  const rounds = { ours: [], theirs: [] };
  const end = performance.now() + seconds * 1000;
  for (let round = 0; round < MOST_ROUNDS && (round < FEWEST_ROUNDS || performance.now() < end); round++) {
    seed = round;
    // Each goes first in every other round.
    const turns = Object.keys(sides);
    if (round % 2) turns.reverse();
    for (const side of turns) {
      rounds[side].push(timed(sides[side], repeats[side]) / (repeats[side] * sample.length));
      // A pause, so that one does not pay for what the other leaves behind.
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
  return rounds;
};

const units = (n_anchors) => skus.slice(0, n_anchors).flatMap((sku) => RELATIONS.map((relation) => [sku, relation]));

/** Runs until the engine has compiled what there is to compile; answers with how long it took once. */
const warmedUp = (work) => {
  let n_runs = 0;
  const start = performance.now();
  do {
    work();
    n_runs++;
  } while (performance.now() - start < WARM_UP);
  return (performance.now() - start) / n_runs;
};

const timed = (work, repeats) => {
  const start = performance.now();
  for (let repeat = 0; repeat < repeats; repeat++) work();
  return performance.now() - start;
};
