import { accessible } from "./accessible";
import { expect, test } from "./fixtures";
import { givenCart, givenOrder, MUG, PERSON } from "./given";
import {
  addToCart,
  expectCount,
  expectFact,
  expectHeading,
  giveDelivery,
  goToPaystack,
  payButton,
  personalise,
  placeOrder,
} from "./steps";

test("two presses of Pay begin one payment", async ({ page, paystack }) => {
  const order = await givenOrder(page);
  await page.goto(`/checkout?order=${order.id}`);
  await payButton(page).dblclick();
  await expectHeading(page, "To pay ₦8,500");
  expect(await paystack.payments(order.id)).toHaveLength(1);

  // Back and again: the open payment is taken up, not doubled.
  await page.goBack();
  await expectHeading(page, "Pay for your order");
  await goToPaystack(page, "₦8,500");
  expect(await paystack.payments(order.id)).toHaveLength(1);
});

test("cancelling brings the shopper home, and the items come back when asked", async ({
  page,
}) => {
  const order = await givenOrder(page, { quantity: 2 });
  await page.goto(`/checkout?order=${order.id}`);
  await expectCount(page, "empty");
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expectHeading(page, "A gift with their name on it");
  const messages = page.getByRole("region", { name: "Messages" });
  await expect(messages).toContainText(`Order ${order.number} is cancelled.`);
  await accessible(page);
  await messages.getByRole("button", { name: "Put the items back" }).click();
  await expect(messages).toContainText("The items are back in your cart.");
  await expectCount(page, "2 items");
  await page.goto("/cart");
  await expect(
    page.getByLabel(`Quantity of ${MUG.name} with ‘Ada’`),
  ).toHaveValue("2");

  await page.goto(`/orders/${order.id}`);
  await expect(page.getByRole("main")).toContainText("Cancelled");
  await expect(payButton(page)).toHaveCount(0);
  await expect(
    page.getByRole("button", { name: "Put the items back" }),
  ).toHaveCount(0);
});

test("cancelling without the items leaves the cart empty; they can be had later", async ({
  page,
}) => {
  const order = await givenOrder(page);
  await page.goto(`/checkout?order=${order.id}`);
  await page.getByRole("button", { name: "Cancel order" }).click();
  const messages = page.getByRole("region", { name: "Messages" });
  await messages.getByRole("button", { name: "Dismiss" }).click();
  await expect(messages).not.toContainText("cancelled");
  await expectCount(page, "empty");
  await page.reload();
  await expectCount(page, "empty");

  await page.goto("/orders");
  await page.getByRole("link", { name: `Order ${order.number}` }).click();
  await expect(page.getByRole("main")).toContainText("Cancelled");
  await page.getByRole("button", { name: "Put the items back" }).click();
  await expectHeading(page, "Your cart");
  await expectCount(page, "1 item");
});

test("a second order takes the place of an unpaid first one", async ({
  page,
  paystack,
}) => {
  const first = await givenOrder(page);
  await page.goto(`/checkout?order=${first.id}`);
  await goToPaystack(page);
  await page.goto("/products/danfo-enamel-cup");
  await personalise(page, { color: "Mustard", inscription: "Bólá" });
  await addToCart(page, "Danfo Enamel Cup");
  await page.goto("/checkout");
  const main = page.getByRole("main");
  await expect(main).toContainText(
    `Order ${first.number} over ₦8,500 is not paid yet; a new order takes its place.`,
  );
  await giveDelivery(page);
  const number = await placeOrder(page);
  expect(number).not.toBe(first.number);
  await expectFact(main, "Total", "₦7,000");

  await page.goto(`/orders/${first.id}`);
  await expectHeading(page, `Order ${first.number}`);
  await expect(main).toContainText("Cancelled");
  await expect(main).toContainText(`Replaced by order ${number}`);
  await expect(payButton(page)).toHaveCount(0);
  await page.goto(`/checkout?order=${first.id}`);
  await expect(main).toContainText("Cancelled");
  await expect(payButton(page)).toHaveCount(0);
  expect(await paystack.payments(first.id)).toHaveLength(1);
});

test("a first order that was paid unnoticed is kept when a second is placed", async ({
  page,
  paystack,
}) => {
  const first = await givenOrder(page);
  await page.goto(`/checkout?order=${first.id}`);
  await goToPaystack(page);
  await paystack.breaks({ webhook: { kind: "lost" } });
  const [payment] = await paystack.payments(first.id);
  await paystack.moneyArrives(payment?.reference ?? "");

  await givenCart(page, { product: "danfo-enamel-cup", inscription: "Bólá" });
  await page.goto("/checkout");
  await giveDelivery(page);
  const number = await placeOrder(page);
  await page.goto("/orders");
  const item = (text: string) =>
    page.getByRole("main").getByRole("listitem").filter({ hasText: text });
  await expect(item(first.number)).toContainText("Paid");
  await expect(item(number)).toContainText("Not paid yet");
});

test("an order of another shopper is not shown", async ({
  page,
  another,
  trouble,
}) => {
  const order = await givenOrder(page);
  const other = await another();
  trouble.expect(`/api/shop/orders/${order.id}`, 404);
  await other.goto(`/checkout?order=${order.id}`);
  await expectHeading(other, "We do not know this order");
  await other.goto(`/orders/${order.id}`);
  await expectHeading(other, "Page not found");
  await expect(other.getByRole("main")).not.toContainText(PERSON.name);
  await page.goto("/");
});
