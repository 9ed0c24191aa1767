import type { RouteName } from "./routes";

/** The parts of the program that only some pages need, each loaded when the first such page is. */
export const parts = {
  product: () => import("../features/product/product-page"),
  listTools: () => import("../features/catalog/list-tools"),
  search: () => import("../features/catalog/search-page"),
  cart: () => import("../features/cart/cart-page"),
  checkout: () => import("../features/checkout/checkout-page"),
  payment: () => import("../features/checkout/payment-result-page"),
  orders: () => import("../features/orders/orders-page"),
  order: () => import("../features/orders/order-page"),
  account: () => import("../features/account/account-page"),
  session: () => import("../features/account/account-api"),
};

/** The part that a page needs besides the main one. */
export const partOf: Partial<Record<RouteName, keyof typeof parts>> = {
  category: "listTools",
  product: "product",
  search: "search",
  cart: "cart",
  checkout: "checkout",
  paymentDetails: "payment",
  paymentFailed: "payment",
  orders: "orders",
  order: "order",
  account: "account",
};
