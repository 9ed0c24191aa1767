import { expect, test } from "vitest";
import type { PaymentCheck } from "../../shared/api-types";
import { paymentState, waitMs } from "./payment-state";

function check(payment: string, provider: string, order = "pending") {
  return {
    payment: { status: payment, providerStatus: provider },
    order: { status: order },
  } as PaymentCheck;
}

test.each([
  ["success", "success", "paid", "paid"],
  ["success", "success", "cancelled", "cancelled"],
  ["review", "success", "pending", "review"],
  ["refunded", "reversed", "cancelled", "refunded"],
  ["failed", "failed", "pending", "failed"],
  ["failed", "failed", "preparing", "paid"],
  ["pending", "abandoned", "pending", "not_paid"],
  ["pending", "not_found", "pending", "not_paid"],
  ["pending", "", "pending", "not_paid"],
  ["pending", "ongoing", "pending", "waiting"],
  ["pending", "processing", "pending", "waiting"],
  ["pending", "queued", "pending", "waiting"],
  ["pending", "abandoned", "paid", "paid"],
])(
  "payment %s (Paystack: %s) of an order %s is %s",
  (payment, provider, order, state) => {
    expect(paymentState(check(payment, provider, order))).toBe(state);
  },
);

test("the page asks after 2, 3, 5, 8, 13 seconds and then every 30", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 60].map(waitMs)).toEqual([
    2_000, 3_000, 5_000, 8_000, 13_000, 30_000, 30_000, 30_000,
  ]);
});
