import type { Locator } from "@playwright/test";
import { desktop, expect, type Page, test } from "./fixtures";
import { expectFocusSeen } from "./focus";
import { PERSON } from "./given";
import { expectHeading, expectPaid, orderNumber } from "./steps";

test.use(desktop);

/** Presses Tab until it is there; at each stop the focus must be seen and not lie under something else. */
async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    if (
      await target.evaluate((element) => element === document.activeElement)
    ) {
      await expectFocusSeen(page);
      return;
    }
  }
  throw new Error(`80 presses of Tab do not lead to ${target}`);
}

test("a shopper with a keyboard alone goes from the home page to a paid order", async ({
  page,
}) => {
  const key = page.keyboard;
  await page.goto("/");
  await expectHeading(page, "A gift with their name on it");
  await tabTo(page, page.getByRole("link", { name: "Adire Moon Mug" }));
  await key.press("Enter");
  await expect(
    page.getByRole("heading", { level: 1, name: "Adire Moon Mug" }),
  ).toBeFocused();

  const form = page.getByRole("form", { name: "Personalise this gift" });
  await tabTo(page, form.getByRole("radio", { name: "White" }));
  await key.press("ArrowDown");
  await expect(form.getByRole("radio", { name: "Indigo" })).toBeChecked();
  await expectFocusSeen(page);
  await tabTo(page, form.getByLabel("Inscription"));
  await key.type("Ada");
  await tabTo(page, form.getByLabel("Phone number"));
  await key.type(PERSON.phone);
  await tabTo(page, form.getByLabel("Delivery town"));
  await key.type("Ikeja");
  await expect(form.getByLabel("Delivery town")).toContainText("Ikeja");
  const add = form.getByRole("button", { name: "Add to cart" });
  await tabTo(page, add);
  await key.press("Space");
  await expect(form.getByRole("status").last()).toContainText(
    "Added: Adire Moon Mug, Indigo, ‘Ada’",
  );
  await expect(add).toBeFocused();
  await tabTo(page, page.getByRole("link", { name: "View cart" }));
  await key.press("Enter");
  await expect(
    page.getByRole("heading", { level: 1, name: "Your cart" }),
  ).toBeFocused();

  await tabTo(page, page.getByRole("link", { name: "Checkout" }));
  await key.press("Enter");
  await expect(
    page.getByRole("heading", { level: 1, name: "Checkout" }),
  ).toBeFocused();
  await tabTo(page, page.getByLabel("Full name"));
  await key.type(PERSON.name);
  await tabTo(page, page.getByLabel("E-mail"));
  await key.type(PERSON.email);
  await tabTo(page, page.getByLabel("Street and landmark"));
  await key.type(PERSON.address);
  await tabTo(page, page.getByRole("button", { name: "Place order" }));
  await key.press("Enter");
  await expect(
    page.getByRole("heading", { level: 1, name: "Pay for your order" }),
  ).toBeFocused();
  const number = await orderNumber(page);
  await tabTo(
    page,
    page.getByRole("button", { name: "Pay ₦8,500 with Paystack" }),
  );
  await key.press("Enter");
  await expectHeading(page, "To pay ₦8,500");
  await tabTo(page, page.getByRole("button", { name: /^Pay ₦/ }));
  await key.press("Enter");
  await expectPaid(page, number);
  await tabTo(page, page.getByRole("link", { name: /^See order/ }));
  await key.press("Enter");
  await expect(
    page.getByRole("heading", { level: 1, name: /^Order LG-/ }),
  ).toBeFocused();
});

test("the first Tab offers to skip to the content", async ({ page }) => {
  await page.goto("/category/cups");
  await expectHeading(page, "Cups");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expectFocusSeen(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(
    page
      .getByRole("main")
      .getByRole("textbox")
      .or(page.getByRole("main").getByRole("link").first())
      .first(),
  ).toBeFocused();
});

test("every stop of Tab on a product's page can be seen", async ({ page }) => {
  await page.goto("/products/birthday-sunrise-box");
  await expectHeading(page, "Birthday Sunrise Box");
  const last = page
    .getByRole("contentinfo")
    .getByRole("link", { name: "Your account" });
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    await expectFocusSeen(page);
    if (await last.evaluate((element) => element === document.activeElement))
      return;
  }
  throw new Error("Tab does not come to the end of the page");
});

test("the categories' menu opens, closes and gives the focus back", async ({
  page,
}) => {
  await page.goto("/");
  const categories = page.getByRole("navigation", { name: "Categories" });
  const journals = categories.getByRole("link", { name: "Journals" });
  await tabTo(page, journals);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const stylish = categories.getByRole("link", { name: "Stylish Bottles" });
  await expect(stylish).toBeVisible();
  await tabTo(page, stylish);
  await page.keyboard.press("Escape");
  await expect(stylish).toBeHidden();
  await page.keyboard.press("Shift+Tab");
  await expect(journals).toBeFocused();
});

test("after each step through the shop the heading has the focus and the page is at its top", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Monday Desk Pack" }).click();
  const product = page.getByRole("heading", {
    level: 1,
    name: "Monday Desk Pack",
  });
  await expect(product).toBeFocused();
  await expect(product).toBeInViewport();
  await expect(page).toHaveTitle("Monday Desk Pack: Love Giftings");
  await page.goBack();
  await expect(page).toHaveTitle("Personalised gifts: Love Giftings");
  await expect(
    page.getByRole("link", { name: "Monday Desk Pack" }),
    "back is where one was",
  ).toBeInViewport();
});
