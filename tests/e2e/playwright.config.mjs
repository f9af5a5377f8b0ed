// How the end-to-end tests run: on the real built files, in the browser that `cargo xtask test e2e` found. A test
// that fails once has failed: there are no retries.

import { defineConfig } from "@playwright/test";

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
});
