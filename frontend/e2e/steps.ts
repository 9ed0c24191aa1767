import { expect, type Locator, type Page } from "@playwright/test";
import { givenOrder, type Order, PERSON } from "./given";

/*
 * What a shopper does, in the words that the pages show. Everything is found as a screen reader finds it:
 * by role and name.
 */

/** The shop's own heading of the page; waits until it is there. */
export async function expectHeading(page: Page, name: string | RegExp) {
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** The count that the navigation shows: "empty", "1 item", "2 items". */
export async function expectCount(page: Page, count: string) {
  await expect(
    page.getByRole("banner").getByRole("link", { name: /^Cart/ }),
  ).toHaveAccessibleName(`Cart, ${count}`);
}

/** One row of what is listed there, such as "Total ₦8,500". */
export async function expectFact(there: Locator, name: string, value: string) {
  const [term, words] = [name, value].map((text) =>
    text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  await expect(there).toContainText(new RegExp(`${term}:?\\s*${words}`));
}

export interface Wishes {
  color?: string;
  inscription?: string;
  phone?: string;
  town?: string;
  quantity?: string;
}

/** Fills in the form of a mug, a bottle or a journal. */
export async function personalise(page: Page, wishes: Wishes = {}) {
  const form = page.getByRole("form", { name: "Personalise this gift" });
  await form.getByRole("radio", { name: wishes.color ?? "Wine" }).check();
  await form.getByLabel("Inscription").fill(wishes.inscription ?? "Ada");
  await form.getByLabel("Phone number").fill(wishes.phone ?? PERSON.phone);
  await form
    .getByLabel("Delivery town")
    .selectOption({ label: wishes.town ?? "Ikeja, Lagos State" });
  if (wishes.quantity)
    await form.getByLabel("Quantity").selectOption(wishes.quantity);
}

/** Presses "Add to cart" and waits until the page says what was added. */
export async function addToCart(page: Page, said: string) {
  const form = page.getByRole("form", { name: "Personalise this gift" });
  await form.getByRole("button", { name: "Add to cart" }).click();
  await expect(
    form.getByRole("status").filter({ hasText: "Added:" }),
  ).toContainText(`Added: ${said}`);
}

/** Fills in what the checkout has not been told on a product's form. */
export async function giveDelivery(page: Page) {
  await page.getByLabel("Full name").fill(PERSON.name);
  await page.getByLabel("E-mail").fill(PERSON.email);
  await page.getByLabel("Street and landmark").fill(PERSON.address);
}

/** Places the order and gives its number. */
export async function placeOrder(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Place order" }).click();
  return orderNumber(page);
}

/** The number of the order that waits on this page to be paid. */
export async function orderNumber(page: Page): Promise<string> {
  await expectHeading(page, "Pay for your order");
  const number = /LG-\d+/.exec(await page.getByRole("main").innerText())?.[0];
  expect(number, "the order's number").toBeDefined();
  return number ?? "";
}

export const payButton = (page: Page) =>
  page.getByRole("main").getByRole("button", { name: /^Pay\b|^Try again/ });

/** From the checkout of an order to Paystack's page. */
export async function goToPaystack(page: Page, amount: string | RegExp = "") {
  await payButton(page).click();
  await expect(
    page.getByRole("heading", { level: 1, name: "To pay" }),
  ).toContainText(amount);
}

/** An order, and the page on Paystack where it is paid. */
export async function atPaystack(page: Page): Promise<Order> {
  const order = await givenOrder(page);
  await page.goto(`/checkout?order=${order.id}`);
  await goToPaystack(page, "₦8,500");
  return order;
}

/** Presses the large button of the payment page. */
export async function payThere(page: Page) {
  await page.getByRole("button", { name: /^Pay (₦|NGN)/ }).click();
}

/** Presses one of the payment page's other buttons. */
export async function onPaystack(
  page: Page,
  button:
    | "Decline this payment"
    | "Leave without paying"
    | "Pay too little"
    | "Pay twice"
    | "Pay late",
) {
  await page.getByRole("button", { name: button }).click();
}

/** The page that says so, with the order's number. */
export async function expectPaid(page: Page, number: string) {
  await expectHeading(page, "Payment received");
  await expect(page.getByRole("main").getByRole("status")).toContainText(
    `Order ${number} is paid`,
  );
}
