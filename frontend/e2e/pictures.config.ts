import { defineConfig } from "@playwright/test";
import tests from "../playwright.config";

/** `npm run pictures`: takes the README's pictures into the folder that $PICTURES names, or into `pictures`. */
export default defineConfig({
  ...tests,
  testDir: ".",
  testMatch: "pictures.ts",
  globalSetup: "./machine.ts",
  outputDir: "../test-results",
});
