import { expect, test } from "vitest";
import { partOf } from "./parts";
import { matchRoute } from "./routes";

test.each([
  ["/", "home", ""],
  ["/category/cups", "category", "cups"],
  ["/products/adire-moon-mug", "product", "adire-moon-mug"],
  ["/search", "search", ""],
  ["/cart", "cart", ""],
  ["/cart/", "cart", ""],
  ["/checkout", "checkout", ""],
  ["/payment-details/a-b", "paymentDetails", "a-b"],
  ["/payment-failed/a%20b", "paymentFailed", "a b"],
  ["/orders", "orders", ""],
  ["/orders/x1", "order", "x1"],
  ["/account", "account", ""],
])("%s is the page %s", (path, name, param) => {
  expect(matchRoute(path)).toEqual({ name, param });
});

test.each([
  "/nope",
  "/category",
  "/category/",
  "/category//",
  "/orders/x1/y",
  "/Cart",
])("%s is no page", (path) => {
  expect(matchRoute(path)).toBeNull();
});

test("checkout, orders and account stay out of the first load", () => {
  for (const name of ["checkout", "orders", "order", "account"] as const)
    expect(partOf[name]).toBeDefined();
});
