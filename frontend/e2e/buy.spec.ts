import { accessible } from "./accessible";
import { desktop, expect, type Page, test } from "./fixtures";
import { ordersOf, PERSON } from "./given";
import { OWNER } from "./shop";
import {
  addToCart,
  expectCount,
  expectFact,
  expectHeading,
  expectPaid,
  giveDelivery,
  goToPaystack,
  payThere,
  personalise,
  placeOrder,
} from "./steps";

test("a shopper personalises a cup, pays and finds the order; the owner finds it, too", async ({
  page,
  browser,
  trouble,
}) => {
  await page.goto("/");
  await expectHeading(page, "A gift with their name on it");
  await accessible(page);
  await page
    .getByRole("navigation", { name: "Categories" })
    .getByRole("link", { name: "Cups" })
    .click();
  await expectHeading(page, "Cups");
  await accessible(page);
  await page.getByRole("link", { name: "Adire Moon Mug" }).click();
  await expectHeading(page, "Adire Moon Mug");

  await personalise(page, { color: "Indigo", inscription: "Adé & Ọlá" });
  const preview = page.getByRole("figure", { name: "How it will read" });
  await expect(preview).toContainText("Adé & Ọlá");
  await addToCart(page, "Adire Moon Mug, Indigo, ‘Adé & Ọlá’");
  await expectCount(page, "1 item");
  await accessible(page);
  await page.getByRole("link", { name: "View cart" }).click();
  await expectHeading(page, "Your cart");
  await expectFact(
    page.getByRole("region", { name: "Summary" }),
    "Subtotal, 1 item",
    "₦6,000",
  );
  await accessible(page);
  await page.getByRole("link", { name: "Checkout" }).click();

  await expectHeading(page, "Checkout");
  await expect(
    page.getByRole("textbox", { name: "Phone", exact: true }),
  ).toHaveValue(/803 ?123 ?4567$/);
  await expect(page.getByLabel("Town")).toContainText("Ikeja");
  await giveDelivery(page);
  await expectFact(
    page.getByRole("region", { name: "Order summary" }),
    "Delivery to Ikeja",
    "₦2,500",
  );
  await expectFact(
    page.getByRole("region", { name: "Order summary" }),
    "Total",
    "₦8,500",
  );
  await accessible(page);
  const number = await placeOrder(page);
  await accessible(page);

  await goToPaystack(page, "₦8,500");
  await expect(page.getByRole("main")).toContainText(PERSON.email);
  await accessible(page);
  await payThere(page);
  await expectPaid(page, number);
  await accessible(page);
  await expectCount(page, "empty");

  await page.getByRole("link", { name: "My orders" }).click();
  await expectHeading(page, "My orders");
  await expect(
    page.getByRole("listitem").filter({ hasText: number }),
  ).toContainText(/Paid.*₦8,500/s);
  await accessible(page);
  await page.getByRole("link", { name: `Order ${number}` }).click();
  await expectHeading(page, `Order ${number}`);
  const gifts = page.getByRole("region", { name: "Gifts" });
  await expectFact(gifts, "Colour", "Indigo");
  await expectFact(gifts, "Inscription", "Adé & Ọlá");
  await expect(page.getByRole("main")).toContainText("Payment received");

  const owner = await browser.newContext(desktop);
  trouble.watch(owner);
  await findPaid(await owner.newPage(), number);
  await owner.close();
});

/** What the owner does: sign in to the dashboard and look the order up. */
async function findPaid(dashboard: Page, number: string) {
  await dashboard.goto("/_/");
  await dashboard.getByLabel("Email").fill(OWNER.email);
  await dashboard
    .getByRole("textbox", { name: "Password" })
    .fill(OWNER.password);
  await dashboard.getByRole("button", { name: "Login" }).click();
  await dashboard
    .getByRole("button", { name: "orders", exact: false })
    .filter({ hasText: /^\W*orders\W*$/ })
    .click();
  await expect(
    dashboard.getByRole("columnheader", { name: "totalKobo" }),
  ).toBeVisible();
  const row = dashboard.getByRole("row").filter({ hasText: number });
  await expect(
    row.getByRole("cell", { name: "paid", exact: true }),
  ).toBeVisible();
  await expect(
    row.getByRole("cell", { name: "850000", exact: true }),
  ).toBeVisible();
}

test("a shopper buys a gift pack with two extras, and a third is refused", async ({
  page,
}) => {
  await page.goto("/category/gift-packs");
  await page.getByRole("link", { name: "Birthday Sunrise Box" }).click();
  await expectHeading(page, "Birthday Sunrise Box");
  const form = page.getByRole("form", { name: "Personalise this gift" });
  await form.getByRole("radio", { name: "Royal blue" }).check();
  await form
    .getByRole("group", { name: "Who is it for?" })
    .getByRole("radio", { name: "Female" })
    .check();
  await form
    .getByLabel("Delivery town")
    .selectOption({ label: "Ibadan, Oyo State" });
  const extras = form.getByRole("group", { name: "Small extras to include" });
  const extra = (name: string) => extras.getByRole("checkbox", { name });
  await extra("Handwritten card").check();
  await extra("Chocolate bar").check();
  await expect(form).toContainText("Total for 1: ₦25,500");

  await extra("Scented candle").check();
  await form.getByRole("button", { name: "Add to cart" }).click();
  const problem = form.getByRole("alert");
  await expect(problem).toBeFocused();
  await expect(problem).toContainText("There is a problem");
  await expect(
    problem.getByRole("link", {
      name: "Small extras to include: choose 2 or fewer",
    }),
  ).toBeVisible();
  await expectCount(page, "empty");
  await accessible(page);

  await extra("Scented candle").uncheck();
  await expect(problem).toBeHidden();
  await addToCart(
    page,
    "Birthday Sunrise Box, Royal blue, Female, Handwritten card, Chocolate bar",
  );
  await page.getByRole("link", { name: "View cart" }).click();
  await expectFact(
    page.getByRole("listitem").filter({ hasText: "Birthday Sunrise Box" }),
    "Who is it for?",
    "Female",
  );
  await expectFact(
    page.getByRole("listitem").filter({ hasText: "Birthday Sunrise Box" }),
    "Delivery town",
    "Ibadan, Oyo State",
  );
  await expectFact(
    page.getByRole("listitem").filter({ hasText: "Birthday Sunrise Box" }),
    "Small extras to include",
    "Handwritten card, Chocolate bar",
  );
  await page.getByRole("link", { name: "Checkout" }).click();
  await page
    .getByRole("textbox", { name: "Phone", exact: true })
    .fill(PERSON.phone);
  await giveDelivery(page);
  await page.getByRole("checkbox", { name: "This is a gift" }).check();
  await page.getByLabel("To (optional)").fill("Tolú");
  await page.getByLabel("From (optional)").fill("Ada");
  await page.getByLabel("Words on the card").fill("Happy birthday!");
  const number = await placeOrder(page);
  await expectFact(
    page.getByRole("region", { name: "Delivery" }),
    "Gift to",
    "Tolú",
  );
  await expectFact(
    page.getByRole("region", { name: "Delivery" }),
    "Gift from",
    "Ada",
  );
  await expectFact(
    page.getByRole("region", { name: "Delivery" }),
    "Words on the card",
    "Happy birthday!",
  );
  await goToPaystack(page, "₦28,000");
  await page.getByRole("radio", { name: "Transfer" }).check();
  await payThere(page);
  await expectPaid(page, number);
});

test("buy, pay, buy again: the second checkout shows its own order, never the first one", async ({
  page,
}) => {
  await page.goto("/products/adire-moon-mug");
  await personalise(page);
  await addToCart(page, "Adire Moon Mug");
  await page.goto("/checkout");
  await giveDelivery(page);
  const first = await placeOrder(page);
  await goToPaystack(page, "₦8,500");
  await payThere(page);
  await expectPaid(page, first);

  await page.getByRole("link", { name: "Back to the shop" }).click();
  await page.getByRole("link", { name: "Danfo Enamel Cup" }).click();
  await personalise(page, { color: "Mustard", inscription: "Bólá" });
  await addToCart(page, "Danfo Enamel Cup, Mustard, ‘Bólá’");
  await page.getByRole("link", { name: "View cart" }).click();
  await page.getByRole("link", { name: "Checkout" }).click();
  await expectHeading(page, "Checkout");
  const main = page.getByRole("main");
  await expect(main).toContainText(/Total\s*₦7,000/);
  await expect(main).not.toContainText(first);
  await expect(main).not.toContainText("₦8,500");
  await expect(page.getByLabel("Full name"), "asked once").toHaveValue(
    PERSON.name,
  );

  const second = await placeOrder(page);
  expect(second).not.toBe(first);
  await expectSecond();
  await page.goBack();
  await expectHeading(page, "Your cart");
  await page.goForward();
  await expectSecond();
  await page.reload();
  await expectSecond();
  await goToPaystack(page, "₦7,000");
  await payThere(page);
  await expectPaid(page, second);
  await expect(main).toContainText("₦7,000");
  expect(
    (await ordersOf(page)).map(({ number, status }) => `${number} ${status}`),
  ).toEqual([`${second} paid`, `${first} paid`]);

  async function expectSecond() {
    await expectHeading(page, "Pay for your order");
    await expect(main).toContainText(`Order ${second}`);
    await expect(main).toContainText(/Total\s*₦7,000/);
    await expect(main).not.toContainText(first);
    await expect(main).not.toContainText("₦8,500");
  }
});
