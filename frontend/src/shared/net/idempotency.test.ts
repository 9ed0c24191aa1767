import { beforeEach, expect, test } from "vitest";
import { forgetKey, idempotencyKey } from "./idempotency";

beforeEach(() => sessionStorage.clear());

test("the same request keeps its key, also after a reload of the page", () => {
  const key = idempotencyKey("checkout", { total: 1 });
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(idempotencyKey("checkout", { total: 1 })).toBe(key);
});

test("another request gets another key", () => {
  const key = idempotencyKey("checkout", { total: 1 });
  expect(idempotencyKey("checkout", { total: 2 })).not.toBe(key);
});

test("once forgotten, the same request is a new one", () => {
  const key = idempotencyKey("checkout", { total: 1 });
  forgetKey("checkout");
  expect(idempotencyKey("checkout", { total: 1 })).not.toBe(key);
});
