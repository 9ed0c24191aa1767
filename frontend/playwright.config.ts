import { defineConfig } from "@playwright/test";
import { chromium } from "./e2e/machine";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/machine.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    screenshot: "only-on-failure",
    locale: "en-NG",
    timezoneId: "Africa/Lagos",
    // Most shoppers hold a phone; a test that is about a large screen says so.
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: {
      executablePath: chromium(),
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
