import { expect, test } from "vitest";
import { isChecked, orderWords } from "./order-words";

test("an order that can be paid is not paid yet", () => {
  expect(orderWords({ status: "pending", canPay: true })).toBe("Not paid yet");
});

test("an order whose money a person looks at says so instead", () => {
  expect(isChecked({ status: "pending", canPay: false })).toBe(true);
  expect(orderWords({ status: "pending", canPay: false })).toBe(
    "Payment being checked",
  );
});

test("a paid order is paid, although it cannot be paid", () => {
  expect(orderWords({ status: "paid", canPay: false })).toBe("Paid");
});
