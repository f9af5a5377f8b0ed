// How the end-to-end tests run: on the real built files, in the browsers that `cargo xtask test e2e` found. A test
// that fails once has failed: there are no retries. Chromium runs all of them; Firefox those that tell whether a
// shopper with that browser gets what the others get, steered by WebDriver BiDi, as it comes from Mozilla.

import { defineConfig } from "@playwright/test";

/** What Firefox runs. */
const IN_FIREFOX = ["carousel", "lifecycle", "product-page", "several-shops", "ticks"];

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.mjs",
  globalSetup: "./before.mjs",
  outputDir: "../../target/e2e",
  reporter: "list",
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: process.env.DEMO_URL,
    viewport: { width: 1280, height: 900 },
    trace: "off",
    video: "off",
  },
  projects: [
    {
      name: "chromium",
      use: {
        launchOptions: {
          executablePath: process.env.CHROME,
          args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
          ],
        },
      },
    },
    {
      name: "firefox",
      testMatch: IN_FIREFOX.map((name) => `**/${name}.spec.mjs`),
      // A preference that the test sets does not reach Firefox this way.
      grepInvert: /a preference of "reduce"/,
      use: { browserName: "firefox", channel: "moz-firefox", launchOptions: { executablePath: process.env.FIREFOX } },
    },
  ],
});
