import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Cart, CartLine } from "../../shared/api-types";
import {
  addItem,
  changeItem,
  putBack,
  removeItem,
  setQuantity,
  withQuantity,
} from "./cart-store";

const line = (id: string, quantity: number) =>
  ({
    id,
    quantity,
    product: { id: `p-${id}` },
    customizations: { inscription: "Ada" },
    lineKobo: 450_000,
  }) as unknown as CartLine;

const cart = (...items: CartLine[]) =>
  ({ id: "c1", items, itemsCount: 3, subtotalKobo: 900_000 }) as Cart;

let sent: { url: string; method: string | undefined; body: unknown }[];
let status: number;

beforeEach(() => {
  sent = [];
  status = 200;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    sent.push({
      url,
      method: init.method,
      body: init.body && JSON.parse(String(init.body)),
    });
    return new Response(
      JSON.stringify(
        status === 200 ? cart(line("a", 2)) : { message: "Only 2 are left." },
      ),
      { status },
    );
  });
});
afterEach(() => vi.unstubAllGlobals());

test("each act is one request to the cart", async () => {
  await addItem({ product: "mug", quantity: 1, customizations: { a: "b" } });
  await changeItem("x/1", { customizations: {} });
  await removeItem("a");
  expect(sent).toEqual([
    {
      url: "/api/shop/cart/items",
      method: "POST",
      body: { product: "mug", quantity: 1, customizations: { a: "b" } },
    },
    {
      url: "/api/shop/cart/items/x%2F1",
      method: "PATCH",
      body: { customizations: {} },
    },
    { url: "/api/shop/cart/items/a", method: "DELETE", body: undefined },
  ]);
});

test("other tabs hear of a change, and not of a refusal", async () => {
  localStorage.clear();
  status = 409;
  await expect(removeItem("a")).rejects.toThrow("Only 2 are left.");
  expect(localStorage.getItem("cart-changed")).toBeNull();
  status = 200;
  await removeItem("a");
  expect(localStorage.getItem("cart-changed")).not.toBeNull();
});

test("a quantity that the server refuses is told", async () => {
  status = 409;
  await expect(setQuantity("a", 9)).rejects.toThrow("Only 2 are left.");
});

test("a removed line is put back with its quantity and customizations", async () => {
  await putBack(line("a", 4));
  expect(sent[0]?.body).toEqual({
    product: "p-a",
    quantity: 4,
    customizations: { inscription: "Ada" },
  });
});

test("a new quantity shows at once, with the count but without made-up sums", () => {
  const before = cart(line("a", 1), line("b", 2));
  const after = withQuantity(before, "b", 5);
  expect(after.items.map((item) => item.quantity)).toEqual([1, 5]);
  expect(after.itemsCount).toBe(6);
  expect(after.subtotalKobo).toBe(before.subtotalKobo);
  expect(before.items[1]?.quantity).toBe(2);
});
