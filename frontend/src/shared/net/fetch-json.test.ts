import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fetchJson, ShopError, sentence } from "./fetch-json";
import { setSession } from "./session";

type Answer = Response | Error | "silence";
let answers: Answer[];
let calls: { url: string; init: RequestInit }[];

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status });

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  answers = [];
  calls = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    calls.push({ url, init });
    const answer = answers.shift() ?? new Error("no answer planned");
    if (answer === "silence")
      return new Promise((_, reject) => {
        init.signal?.addEventListener("abort", () =>
          reject(new DOMException("aborted", "AbortError")),
        );
      });
    return answer instanceof Error
      ? Promise.reject(answer)
      : Promise.resolve(answer);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function settle<T>(promise: Promise<T>): Promise<T | ShopError> {
  const settled = promise.catch((error: ShopError) => error);
  await vi.runAllTimersAsync();
  return settled;
}

test("an answer is the JSON that the shop sent", async () => {
  answers = [json(200, { itemsCount: 2 })];
  expect(await settle(fetchJson("/api/shop/cart"))).toEqual({ itemsCount: 2 });
});

test("a GET is tried twice more when the network or the shop fails", async () => {
  answers = [new TypeError("network"), json(502, {}), json(200, { ok: true })];
  expect(await settle(fetchJson("/x"))).toEqual({ ok: true });
  expect(calls).toHaveLength(3);
});

test("after the third failure the shopper is told to check the connection", async () => {
  answers = [new TypeError(), new TypeError(), new TypeError()];
  const error = await settle(fetchJson("/x"));
  expect(error).toBeInstanceOf(ShopError);
  expect((error as ShopError).status).toBe(0);
  expect(sentence(error)).toContain("Check your connection");
  expect(calls).toHaveLength(3);
});

test("a refusal is not asked for again", async () => {
  answers = [json(404, { message: "Nothing here.", data: {} })];
  const error = (await settle(fetchJson("/x"))) as ShopError;
  expect(error.status).toBe(404);
  expect(error.message).toBe("Nothing here.");
  expect(calls).toHaveLength(1);
});

test("what writes is sent once, even when the shop fails", async () => {
  answers = [json(503, { message: "Paystack is not answering." })];
  const error = (await settle(
    fetchJson("/x", { method: "POST", body: {} }),
  )) as ShopError;
  expect(error.status).toBe(503);
  expect(error.message).toBe("Paystack is not answering.");
  expect(calls).toHaveLength(1);
});

test("a fault's own words are never shown", async () => {
  answers = [json(500, { message: "sql: no rows" })];
  const error = (await settle(
    fetchJson("/x", { method: "POST" }),
  )) as ShopError;
  expect(error.message).not.toContain("sql");
});

test("refusals are kept by field, with their codes", async () => {
  answers = [
    json(400, {
      message: "Look at the form.",
      data: { email: { code: "email_invalid", message: "Enter an e-mail." } },
    }),
  ];
  const error = (await settle(
    fetchJson("/x", { method: "POST", body: {} }),
  )) as ShopError;
  expect(error.fields.email?.message).toBe("Enter an e-mail.");
  expect(error.has("email_invalid")).toBe(true);
  expect(error.has("price_changed")).toBe(false);
});

test("silence ends after 15 seconds", async () => {
  answers = ["silence"];
  const settled = fetchJson("/x", { method: "POST" }).catch((e) => e);
  await vi.advanceTimersByTimeAsync(14_999);
  let done = false;
  void settled.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(((await settled) as ShopError).status).toBe(0);
});

test("too many tries are told in words", async () => {
  answers = [json(429, { message: "rate" })];
  expect(((await settle(fetchJson("/x"))) as ShopError).message).toBe(
    "Too many tries. Wait a minute.",
  );
});

test("an answer that is not JSON is a fault, not an empty page", async () => {
  answers = [new Response("<html>", { status: 200 })];
  const error = (await settle(
    fetchJson("/x", { method: "POST" }),
  )) as ShopError;
  expect(error).toBeInstanceOf(ShopError);
  expect(error.status).toBe(502);
});

test("a signed-in shopper's token and an idempotency key go along", async () => {
  setSession({ token: "t0", email: "ada@example.com" });
  answers = [json(200, {})];
  await settle(
    fetchJson("/x", { method: "POST", body: { a: 1 }, idempotencyKey: "k" }),
  );
  expect(calls[0]?.init.headers).toMatchObject({
    Authorization: "t0",
    "Idempotency-Key": "k",
    "Content-Type": "application/json",
  });
  setSession(null);
  answers = [json(200, {})];
  await settle(fetchJson("/x"));
  expect(calls[1]?.init.headers).not.toHaveProperty("Authorization");
});
