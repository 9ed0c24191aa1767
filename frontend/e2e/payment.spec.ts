import { accessible } from "./accessible";
import { expect, type Page, test } from "./fixtures";
import { givenCart, givenOrder, type Order, ordersOf } from "./given";
import {
  atPaystack,
  expectCount,
  expectHeading,
  expectPaid,
  goToPaystack,
  onPaystack,
  payButton,
  payThere,
} from "./steps";

const main = (page: Page) => page.getByRole("main");

async function expectOrderPaid(page: Page, order: Order) {
  await page.goto(`/orders/${order.id}`);
  await expectHeading(page, `Order ${order.number}`);
  await expect(
    main(page).getByRole("listitem").filter({ hasText: "Payment received" }),
  ).toHaveCount(1);
  await expect(payButton(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Cancel order" })).toHaveCount(
    0,
  );
}

test("a declined card is told, and paying again is another attempt at the same order", async ({
  page,
  paystack,
}) => {
  const order = await atPaystack(page);
  await page.getByRole("radio", { name: /5408 Declined/ }).check();
  await payThere(page);
  await expectHeading(page, "Payment did not go through");
  await expect(page).toHaveURL(/\/payment-failed\//);
  await expect(main(page)).toContainText(`Order ${order.number} is not paid.`);
  await accessible(page);

  await page.getByRole("button", { name: "Pay again" }).click();
  await expectHeading(page, "To pay ₦8,500");
  await onPaystack(page, "Decline this payment");
  await expectHeading(page, "Payment did not go through");
  await page.getByRole("button", { name: "Pay again" }).click();
  await payThere(page);
  await expectPaid(page, order.number);
  const payments = await paystack.payments(order.id);
  expect(payments.map(({ status }) => status)).toEqual([
    "failed",
    "failed",
    "success",
  ]);
  expect(new Set(payments.map(({ reference }) => reference)).size).toBe(3);

  // The page of the first attempt tells of the order's payment now, and asks for no more money.
  await page.goto(`/payment-failed/${payments[0]?.reference}`);
  await expectPaid(page, order.number);
  await expect(payButton(page)).toHaveCount(0);
  await expectOrderPaid(page, order);
});

test("who leaves Paystack's page finds the order and pays it later", async ({
  page,
  paystack,
}) => {
  const order = await atPaystack(page);
  await onPaystack(page, "Leave without paying");
  await expectHeading(page, "Pay for your order");
  await expect(main(page)).toContainText(`Order ${order.number}`);
  await page.goto("/orders");
  const entry = main(page)
    .getByRole("listitem")
    .filter({ hasText: order.number });
  await expect(entry).toContainText("Not paid yet");
  await entry.getByRole("link", { name: `Order ${order.number}` }).click();
  await goToPaystack(page);
  await payThere(page);
  await expectPaid(page, order.number);
  expect(await paystack.payments(order.id)).toHaveLength(1);
});

test("who comes back without having paid reads that it is not paid yet", async ({
  page,
  paystack,
}) => {
  const order = await atPaystack(page);
  const [payment] = await paystack.payments(order.id);
  await page.goto(`/payment-details/${payment?.reference}`);
  await expectHeading(page, "Not paid yet");
  await expect(main(page)).not.toContainText(/failed|did not go through/i);
  await expect(payButton(page)).toBeVisible();
  await accessible(page);
});

test("going back after paying shows the truth and never a second way to pay", async ({
  page,
  paystack,
}) => {
  const order = await atPaystack(page);
  await payThere(page);
  await expectPaid(page, order.number);
  await page.goBack();
  await expectHeading(page, "This payment is complete");
  await expect(page.getByRole("button", { name: /^Pay/ })).toHaveCount(0);
  await page.goBack();
  await expect(main(page)).toContainText("This order is paid.");
  await expect(payButton(page)).toHaveCount(0);
  await page.reload();
  await expect(main(page)).toContainText("This order is paid.");
  await expect(payButton(page)).toHaveCount(0);
  await page.goForward();
  await page.goForward();
  await expectPaid(page, order.number);
  await page.reload();
  await expectPaid(page, order.number);
  expect(await paystack.payments(order.id)).toHaveLength(1);
});

test("a page that was left open offers payment no more once the order is paid elsewhere", async ({
  page,
  context,
  trouble,
}) => {
  const order = await givenOrder(page);
  await page.goto(`/checkout?order=${order.id}`);
  await expect(payButton(page)).toBeVisible();
  const other = await context.newPage();
  await other.goto(`/checkout?order=${order.id}`);
  await goToPaystack(other);
  await payThere(other);
  await expectPaid(other, order.number);
  await other.close();

  trouble.expect("/api/paystack/initialize", 409);
  await payButton(page).click();
  await expect(main(page)).toContainText("This order is paid.");
  await expect(payButton(page)).toHaveCount(0);
});

test("too little money is looked at by a person, and nobody is asked to pay again", async ({
  page,
}) => {
  const order = await atPaystack(page);
  await onPaystack(page, "Pay too little");
  await expectHeading(page, "We are checking this payment");
  await expect(main(page)).toContainText("You do not need to pay again.");
  await expect(main(page)).not.toContainText(/is paid|failed/);
  await expect(payButton(page)).toHaveCount(0);
  await accessible(page);
  await page.goto(`/orders/${order.id}`);
  await expect(main(page)).toContainText("A payment needs a look by the shop");
  await expect(payButton(page)).toHaveCount(0);

  // The next order does not replace this one, and nobody says so.
  await givenCart(page);
  await page.goto("/checkout");
  await expect(page.getByRole("button", { name: "Place order" })).toBeVisible();
  await expect(main(page)).not.toContainText("takes its place");
});

test("money that comes late: the page waits and then says paid by itself", async ({
  page,
  paystack,
}) => {
  const order = await atPaystack(page);
  await onPaystack(page, "Pay late");
  await expectHeading(page, "Waiting for your bank");
  await expect(main(page)).toContainText("We keep checking");
  await expect(main(page)).not.toContainText(/failed|did not go through/i);
  await expect(payButton(page)).toHaveCount(0);
  await accessible(page);
  const [payment] = await paystack.payments(order.id);
  await paystack.moneyArrives(payment?.reference ?? "");
  await expect(
    page.getByRole("heading", { level: 1, name: "Payment received" }),
  ).toBeFocused({ timeout: 30_000 });
  await expectPaid(page, order.number);
});

test("money that comes late and unannounced is found by asking", async ({
  page,
  paystack,
}) => {
  const order = await atPaystack(page);
  await paystack.breaks({ webhook: { kind: "lost" } });
  await onPaystack(page, "Pay late");
  await expectHeading(page, "Waiting for your bank");
  const [payment] = await paystack.payments(order.id);
  await paystack.moneyArrives(payment?.reference ?? "");
  await page.getByRole("button", { name: "Check now" }).click();
  await expectPaid(page, order.number);
});

test("one payment that is told twice is one payment", async ({ page }) => {
  const order = await atPaystack(page);
  await onPaystack(page, "Pay twice");
  await expectPaid(page, order.number);
  await expectOrderPaid(page, order);
});

test("two payments for one order: it is paid once, and the shop looks at the other", async ({
  page,
  paystack,
  trouble,
}) => {
  const order = await givenOrder(page);
  // Paystack opens a page that the shop never hears of; asked again, the shop opens another.
  trouble.expect("/api/paystack/initialize", 503);
  await paystack.breaks({ initialize: { kind: "lost_answer" } });
  await page.goto(`/checkout?order=${order.id}`);
  await payButton(page).click();
  await expect(page.getByRole("alert")).toContainText(
    "Paystack does not answer",
  );
  await paystack.works();
  await page.getByRole("button", { name: "Try again" }).click();
  await expectHeading(page, "To pay ₦8,500");
  await expect(main(page)).toContainText("An earlier page of the same order");
  await onPaystack(page, "Pay twice");
  // Whichever of the two is heard of first pays the order; the other is one too many.
  await expectHeading(
    page,
    /^(Payment received|We are checking this payment)$/,
  );
  await expectOrderPaid(page, order);
  const paid = await paystack.payments(order.id);
  expect(paid.map(({ status }) => status)).toEqual(["success", "success"]);
});

test("a new cart stays whole while an older order is paid", async ({
  page,
}) => {
  const order = await atPaystack(page);
  await givenCart(page, { product: "danfo-enamel-cup", inscription: "Bólá" });
  await payThere(page);
  await expectPaid(page, order.number);
  await expectCount(page, "1 item");
});

test("a reference that is nobody's is not found", async ({ page, trouble }) => {
  trouble.expect("/api/paystack/verify/", 404);
  trouble.expect("/api/paystack/glimpse/", 404);
  await page.goto("/payment-details/00000000-0000-4000-8000-000000000000");
  await expectHeading(page, "Page not found");
});

test("an address that claims a payment proves nothing", async ({
  page,
  paystack,
}) => {
  const order = await atPaystack(page);
  const [payment] = await paystack.payments(order.id);
  await page.goto(
    `/api/paystack/callback?reference=${payment?.reference}&trxref=${payment?.reference}&status=success`,
  );
  await expectHeading(page, "Not paid yet");
  expect((await ordersOf(page))[0]?.status).toBe("pending");
});
