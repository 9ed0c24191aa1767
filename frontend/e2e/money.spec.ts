import { accessible } from "./accessible";
import { Dashboard } from "./dashboard";
import { desktop, expect, test } from "./fixtures";
import {
  atPaystack,
  expectHeading,
  expectPaid,
  onPaystack,
  payThere,
} from "./steps";

test("the owner finds money to sort out in the dashboard, accepts it, and the shopper's page says paid", async ({
  page,
  browser,
  trouble,
}) => {
  test.setTimeout(90_000);
  const order = await atPaystack(page);
  await onPaystack(page, "Pay too little");
  await expectHeading(page, "We are checking this payment");

  const owner = await browser.newContext(desktop);
  trouble.watch(owner);
  const dashboard = new Dashboard(await owner.newPage());
  await dashboard.signIn();
  await dashboard.open("payment_cases");
  await dashboard.edit(`Order ${order.number} costs ₦8,500.00, but`);
  await dashboard.choose("answer", "accept");
  await dashboard.write("note", "The rest is paid at the door.");
  await dashboard.save("Save changes");
  await owner.close();

  await page.reload();
  await expectPaid(page, order.number);
});

test("a payer who comes back in another browser reads how the payment stands, and nothing of the order", async ({
  page,
  paystack,
  another,
  trouble,
}) => {
  const order = await atPaystack(page);
  const [payment] = await paystack.payments(order.id);
  const elsewhere = await another();
  trouble.expect("/api/paystack/verify/", 404);
  await elsewhere.goto(`/payment-details/${payment?.reference}`);
  await expectHeading(elsewhere, "Not paid yet");
  await accessible(elsewhere);
  await payThere(page);
  await expectPaid(page, order.number);
  await expectHeading(elsewhere, "Payment received");
  await expect(elsewhere.getByRole("main")).toContainText(
    `Order ${order.number} is paid`,
  );
  await expect(elsewhere.getByRole("main")).not.toContainText(/@|Mug|Ikeja|₦/);
});
