import type { PaymentGlimpse } from "../../shared/api-types";
import { isPaid } from "../../shared/order/order-words";

/** What the payment page says; see the words there. */
export type PaymentState =
  | "paid"
  | "waiting"
  | "not_paid"
  | "failed"
  | "review"
  | "cancelled"
  | "refunded";

/** The one truth of a payment, from what the server answered after asking Paystack. */
export function paymentState({ payment, order }: PaymentGlimpse): PaymentState {
  switch (payment.status) {
    case "success":
      return isPaid(order.status) ? "paid" : "cancelled";
    case "review":
      return "review";
    case "refunded":
      return "refunded";
    case "failed":
      return isPaid(order.status) ? "paid" : "failed";
    default:
      if (isPaid(order.status)) return "paid";
      // "abandoned" is not final at Paystack: the payer may still come back to that page.
      return ["abandoned", "not_found", ""].includes(payment.providerStatus)
        ? "not_paid"
        : "waiting";
  }
}

const WAITS_S = [2, 3, 5, 8, 13];

/** How long to wait before asking for the n-th time again (from 0), in milliseconds. */
export function waitMs(n: number): number {
  return (WAITS_S[n] ?? 30) * 1_000;
}
