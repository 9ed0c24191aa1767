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

/** True while a person at the shop looks at money that came for the order: it is neither paid nor to be paid again. */
export function isChecked(order: Pick<Order, "status" | "canPay">): boolean {
  return order.status === "pending" && !order.canPay;
}

/** Where an order stands, as shoppers read it. */
export function orderWords(order: Pick<Order, "status" | "canPay">): string {
  return isChecked(order) ? "Payment being checked" : statusWords(order.status);
}

/** True once the money is in: from paid on, until it is given back. */
export function isPaid(status: OrderStatus): boolean {
  return ["paid", "preparing", "dispatched", "delivered"].includes(status);
}
