import { expect, test } from "vitest";
import { isChecked, orderWords } from "./order-words";

test("an order that can be paid is not paid yet", () => {
  expect(orderWords({ status: "pending", canPay: true, payment: null })).toBe(
    "Not paid yet",
  );
});

test("an order whose money a person looks at says so instead", () => {
  expect(isChecked({ status: "pending", canPay: false })).toBe(true);
  expect(
    orderWords({
      status: "pending",
      canPay: false,
      payment: { status: "review" },
    }),
  ).toBe("Payment being checked");
});

test("a paid order is paid, although it cannot be paid", () => {
  expect(
    orderWords({
      status: "paid",
      canPay: false,
      payment: { status: "success" },
    }),
  ).toBe("Paid");
});

test("an order whose payment is under way waits for the bank", () => {
  expect(
    orderWords({
      status: "pending",
      canPay: false,
      payment: { status: "pending" },
    }),
  ).toBe("Waiting for your bank");
});
