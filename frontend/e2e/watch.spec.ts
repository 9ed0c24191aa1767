import { accessible } from "./accessible";
import { expectFits } from "./fits";
import { expect, type Page, test } from "./fixtures";
import { expectFocusSeen } from "./focus";
import type { Trouble } from "./trouble";

/* The watch that every test stands under, tried on a page that is spoiled on purpose. */

async function openCart(page: Page) {
  await page.goto("/cart");
  await expect(page.getByRole("main")).toContainText("Your cart is empty.");
}

test.beforeEach(({ page }) => openCart(page));

/** The watch has seen this; it is forgotten then, so that the test itself may end well. */
async function expectCaught(trouble: Trouble, what: string) {
  await expect(() => expect(() => trouble.check()).toThrow(what)).toPass({
    timeout: 5_000,
  });
  trouble.forget();
}

const spoil: { what: string; says: string; by: (page: Page) => unknown }[] = [
  {
    what: "a warning in the console",
    says: "console warning",
    by: (page) => page.evaluate(() => console.warn("spoiled")),
  },
  {
    what: "an error that nobody catches",
    says: "uncaught",
    by: (page) =>
      page.evaluate(() => {
        setTimeout(() => {
          throw new Error("spoiled");
        });
      }),
  },
  {
    what: "a request that is refused",
    says: "/api/shop/orders/nothing failed: 404",
    by: (page) => page.evaluate(() => fetch("/api/shop/orders/nothing")),
  },
  {
    what: "a request that gets no answer",
    says: "/favicon.svg failed: no answer",
    by: async (page) => {
      await page.route("**/favicon.svg", (route) => route.abort());
      await page.evaluate(() => fetch("/favicon.svg").catch(() => {}));
    },
  },
  {
    what: "what the page's policy forbids",
    says: "Content Security Policy",
    by: (page) =>
      page.evaluate(() => document.body.setAttribute("style", "color: red")),
  },
];

for (const { what, says, by } of spoil)
  test(`${what} is caught`, async ({ page, trouble }) => {
    trouble.check();
    await by(page);
    await expectCaught(trouble, says);
  });

test("a failure that was announced is no trouble, unless it does not happen", async ({
  page,
  trouble,
}) => {
  trouble.expect("/api/shop/orders/nothing", 404);
  await expectCaught(trouble, "was to fail (404) and did not");
  trouble.expect("/api/shop/orders/nothing", 404);
  await page.evaluate(() => fetch("/api/shop/orders/nothing"));
  trouble.check();
});

test("a question without a label and words that are hard to read are caught", async ({
  page,
}) => {
  await accessible(page);
  await page.evaluate(() => {
    document.body.append(document.createElement("input"));
  });
  await expect(accessible(page)).rejects.toThrow("label");
  await openCart(page);
  await page.evaluate(() => {
    const words = document.createElement("p");
    words.append("spoiled");
    words.style.color = "#999";
    words.style.background = "#aaa";
    document.body.append(words);
  });
  await expect(accessible(page)).rejects.toThrow("color-contrast");
  await openCart(page);
});

test("a page that is too wide is caught", async ({ page }) => {
  await expectFits(page);
  await page.evaluate(() => {
    document.body.style.minWidth = "400px";
  });
  await expect(expectFits(page)).rejects.toThrow("width of");
});

test("a focus that cannot be seen is caught", async ({ page }) => {
  await page.keyboard.press("Tab");
  await expectFocusSeen(page);
  await page.evaluate(() => {
    const bar = document.createElement("div");
    Object.assign(bar.style, {
      position: "fixed",
      inset: "0",
      zIndex: "99999",
    });
    document.body.append(bar);
  });
  await expect(expectFocusSeen(page)).rejects.toThrow("lies under");
  await openCart(page);
  await page.evaluate(() => {
    for (const link of document.links) link.style.outline = "0";
  });
  await page.keyboard.press("Tab");
  await expect(expectFocusSeen(page)).rejects.toThrow("has no mark");
});
