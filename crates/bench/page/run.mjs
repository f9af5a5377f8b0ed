// Opens the page in the browser of the end-to-end tests, runs every comparison, and writes what it measured as JSON.

import { writeFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import config from "../../../tests/e2e/playwright.config.mjs";

const { BENCH_URL, BENCH_PLAN, BENCH_RESULTS } = process.env;
const plan = JSON.parse(BENCH_PLAN);

const browser = await chromium.launch(config.use.launchOptions);
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(BENCH_URL);
  const results = { browser: browser.version(), date: new Date().toISOString().slice(0, 10), sizes: [] };
  for (const { products, rotations } of plan.sizes) {
    const average = await page.evaluate(async (products) => {
      const compare = await import("./compare.mjs");
      await compare.open(products);
      return compare.agree(products);
    }, products);
    console.log(`    ${products} products: both select the same`);
    const begin = await page.evaluate(async (products) => (await import("./compare.mjs")).begin(products), products);
    const measured = [];
    for (const { rotation, anchors } of rotations) {
      const rounds = await page.evaluate(
        async (turn) => (await import("./compare.mjs")).measure(turn),
        { products, rotation, anchors, seconds: plan.seconds },
      );
      console.log(`    ${products} products, ${rotation}: ${rounds.ours.length} rounds`);
      measured.push({ rotation, anchors, ...rounds });
    }
    results.sizes.push({ products, average, begin, rotations: measured });
  }
  await writeFile(BENCH_RESULTS, JSON.stringify(results));
} finally {
  await browser.close();
}
