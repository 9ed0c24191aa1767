import { accessible } from "./accessible";
import { expect, test } from "./fixtures";
import { givenOrder, ordersOf } from "./given";
import {
  atPaystack,
  expectHeading,
  expectPaid,
  payButton,
  payThere,
} from "./steps";

test("the order stands, the page says so, and it is paid afterwards", async ({
  page,
  paystack,
  trouble,
}) => {
  trouble.expect("/api/paystack/initialize", 503);
  const order = await givenOrder(page);
  await page.goto(`/checkout?order=${order.id}`);
  await paystack.breaks({ initialize: { kind: "down" } });
  const pressed = Date.now();
  await payButton(page).click();
  const problem = page.getByRole("alert");
  await expect(problem).toContainText("Payment cannot start right now.");
  expect(Date.now() - pressed, "ms until the shop says so").toBeLessThan(9_000);
  await expect(problem).toContainText(`Order ${order.number} is kept.`);
  await accessible(page);
  await page.goto("/orders");
  await expect(
    page
      .getByRole("main")
      .getByRole("listitem")
      .filter({ hasText: order.number }),
  ).toContainText("Not paid yet");
  await page.goBack();
  await expect(payButton(page)).toBeVisible();
  await payButton(page).click();
  await expect(problem).toContainText("Payment cannot start right now.");

  await paystack.works();
  await page.getByRole("button", { name: "Try again" }).click();
  await expectHeading(page, "To pay ₦8,500");
  await payThere(page);
  await expectPaid(page, order.number);
  expect((await ordersOf(page)).map(({ status }) => status)).toEqual(["paid"]);
});

for (const kind of ["garbage", "500"])
  test(`an answer that is ${kind} starts no payment`, async ({
    page,
    paystack,
    trouble,
  }) => {
    trouble.expect("/api/paystack/initialize", 503);
    const order = await givenOrder(page);
    await paystack.breaks({ initialize: { kind } });
    await page.goto(`/checkout?order=${order.id}`);
    await payButton(page).click();
    await expect(page.getByRole("alert")).toContainText(
      "Payment cannot start right now.",
    );
    await paystack.works();
    await page.getByRole("button", { name: "Try again" }).click();
    await expectHeading(page, "To pay ₦8,500");
  });

test("a payment that cannot be asked about is never called failed", async ({
  page,
  paystack,
  trouble,
}) => {
  trouble.expect("/api/paystack/verify/", 503);
  const order = await atPaystack(page);
  await paystack.breaks({
    verify: { kind: "500" },
    webhook: { kind: "lost" },
  });
  await payThere(page);
  await expectHeading(page, "We cannot tell yet");
  await expect(page.getByRole("main")).toContainText("your money is safe");
  await expect(page.getByRole("main")).not.toContainText(
    /failed|did not go through|not paid/i,
  );
  await expect(payButton(page).filter({ hasText: "Pay" })).toHaveCount(0);
  await accessible(page);
  await page.reload();
  await expectHeading(page, "We cannot tell yet");

  await paystack.works();
  await page.getByRole("button", { name: "Try again" }).click();
  await expectPaid(page, order.number);
});

test("Paystack's own message brings the news without the page asking", async ({
  page,
  paystack,
  trouble,
}) => {
  trouble.expect("/api/paystack/verify/", 503);
  const order = await atPaystack(page);
  await paystack.breaks({
    verify: { kind: "down" },
    webhook: { kind: "late", delay: "1s" },
  });
  await payThere(page);
  await expectHeading(page, "We cannot tell yet");
  await paystack.works();
  await expect.poll(async () => (await ordersOf(page))[0]?.status).toBe("paid");
  await page.reload();
  await expectPaid(page, order.number);
});
