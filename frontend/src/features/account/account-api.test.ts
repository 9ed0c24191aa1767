import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bearer, setSession } from "../../shared/net/session";
import { renewSession, signIn, signOut, tokenEnd } from "./account-api";

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 23);
const token = (end: number) =>
  `h.${btoa(JSON.stringify({ exp: end / 1_000 }))}.s`;

let asked: string[];
let answer: { status: number; body: unknown };

beforeEach(() => {
  localStorage.clear();
  asked = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
    });
  });
});
afterEach(() => vi.unstubAllGlobals());

test("signing in keeps the token, signing out drops it", async () => {
  answer = {
    status: 200,
    body: { token: "t1", record: { email: "ada@example.com" } },
  };
  await signIn("Ada@example.com", "secret");
  expect(bearer()).toBe("t1");
  await signOut();
  expect(bearer()).toBe("");
});

test("a token says when it ends", () => {
  expect(tokenEnd(token(NOW))).toBe(NOW);
  expect(tokenEnd("not a token")).toBe(0);
});

test("a sign-in with days to go is left alone", async () => {
  setSession({ token: token(NOW + 5 * DAY), email: "a@b.ng" });
  await renewSession(NOW);
  expect(asked).toEqual([]);
});

test("a sign-in that ends soon is prolonged", async () => {
  setSession({ token: token(NOW + DAY), email: "a@b.ng" });
  answer = { status: 200, body: { token: "t2", record: { email: "a@b.ng" } } };
  await renewSession(NOW);
  expect(bearer()).toBe("t2");
});

test("a sign-in that the server no longer knows is ended", async () => {
  setSession({ token: token(NOW - DAY), email: "a@b.ng" });
  answer = { status: 401, body: { message: "no" } };
  await renewSession(NOW);
  expect(bearer()).toBe("");
});

test("a server that does not answer ends nobody's sign-in", async () => {
  setSession({ token: token(NOW - DAY), email: "a@b.ng" });
  answer = { status: 503, body: {} };
  await renewSession(NOW);
  expect(bearer()).not.toBe("");
});
