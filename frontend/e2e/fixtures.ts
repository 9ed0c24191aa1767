import {
  type BrowserContext,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { accessible } from "./accessible";
import { Paystack } from "./paystack";
import { Shop } from "./shop";
import { Trouble } from "./trouble";

export { expect, type Page };

/** `test.use(desktop)`: a large screen with a mouse instead of a phone. */
export const desktop = {
  viewport: { width: 1280, height: 900 },
  hasTouch: false,
  isMobile: false,
};

interface Fixtures {
  /** What went wrong in any of the test's pages; a test fails when it did not say that it would. */
  trouble: Trouble;
  paystack: Paystack;
  /** Opens the shop as another person: another browser, watched like the first. */
  another: () => Promise<Page>;
}

/**
 * The shop's tests: each has a shopper with an empty browser in a demo shop that it shares with the other
 * tests of its worker. It fails on anything that a console or the network complains about, and ends with
 * the accessibility rules held against the pages that are open.
 */
export const test = base.extend<Fixtures, { shop: Shop }>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern.
    async ({}, use) => {
      const shop = await Shop.start();
      await use(shop);
      await shop.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  baseURL: async ({ shop }, use) => use(shop.url),

  paystack: async ({ shop }, use) => {
    const paystack = new Paystack(shop.paystackUrl);
    await use(paystack);
    await paystack.works();
  },

  trouble: [
    async ({ context, shop }, use, info) => {
      const trouble = new Trouble();
      trouble.watch(context);
      const logged = shop.log.length;
      await use(trouble);
      if (info.errors.length === 0) {
        await expectGoodEnd(context);
        trouble.check();
      }
      if (info.errors.length > 0)
        console.log(
          `The shop's log during "${info.title}":\n${shop.log.slice(logged) || "(nothing)"}`,
        );
    },
    { auto: true },
  ],

  another: async ({ browser, trouble }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      trouble.watch(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

async function expectGoodEnd(context: BrowserContext) {
  for (const page of context.pages())
    if (page.url().startsWith("http")) await accessible(page);
}
