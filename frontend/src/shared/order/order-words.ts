import type { Order, OrderStatus } from "../api-types";

const WORDS: Record<OrderStatus, string> = {
  pending: "Not paid yet",
  paid: "Paid",
  preparing: "Being prepared",
  dispatched: "On its way",
  delivered: "Delivered",
  cancelled: "Cancelled",
  expired: "Not paid in time",
  refunded: "Refunded",
};

/** An order's status as shoppers read it. */
export function statusWords(status: OrderStatus): string {
  return WORDS[status] ?? status;
}

type Standing = Pick<Order, "status" | "canPay"> & {
  payment: Pick<NonNullable<Order["payment"]>, "status"> | null;
};

/** True while money for the order is on its way or looked at by the shop: it is neither paid nor to be paid again. */
export function isChecked(order: Pick<Order, "status" | "canPay">): boolean {
  return order.status === "pending" && !order.canPay;
}

/** Where an order stands, as shoppers read it. */
export function orderWords(order: Standing): string {
  if (!isChecked(order)) return statusWords(order.status);
  return order.payment?.status === "pending"
    ? "Waiting for your bank"
    : "Payment being checked";
}

/** True once the money is in: from paid on, until it is given back. */
export function isPaid(status: OrderStatus): boolean {
  return ["paid", "preparing", "dispatched", "delivered"].includes(status);
}
