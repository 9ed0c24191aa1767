import { mutate } from "swr";
import type { Order } from "../api-types";
import { CART_URL, ORDERS_URL, orderUrl } from "../net/cache";
import { fetchJson } from "../net/fetch-json";

/** Takes an order that the server just answered as the truth, and asks again for the lists it stands in. */
export function keepOrder(order: Order) {
  void mutate(orderUrl(order.id), order, { revalidate: false });
  void mutate(ORDERS_URL);
}

/**
 * Opens a payment for the order (or takes up the one that is open) and leaves for Paystack's page. The
 * amount is the server's. Rejects when Paystack or the shop does not answer.
 */
export async function pay(orderId: string): Promise<void> {
  const attempt = await fetchJson<{ authorizationUrl: string }>(
    "/api/paystack/initialize",
    { method: "POST", body: { order: orderId } },
  );
  location.assign(attempt.authorizationUrl);
}

/** Cancels an unpaid order; with `restoreCart` its lines go back into the cart, once. */
export async function cancelOrder(
  orderId: string,
  restoreCart: boolean,
): Promise<Order> {
  const order = await fetchJson<Order>(`${orderUrl(orderId)}/cancel`, {
    method: "POST",
    body: { restoreCart },
  });
  keepOrder(order);
  void mutate(CART_URL);
  return order;
}
