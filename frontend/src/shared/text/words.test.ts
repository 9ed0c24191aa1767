import { expect, test } from "vitest";
import { count, inSentence, oneOf } from "./words";

test("a count agrees with its noun", () => {
  expect(count(1, "item")).toBe("1 item");
  expect(count(2, "item")).toBe("2 items");
  expect(count(0, "item")).toBe("0 items");
});

test("a label keeps its capitals only where they mean something", () => {
  expect(inSentence("Inscription")).toBe("inscription");
  expect(inSentence("UK size")).toBe("UK size");
});

test("a label takes the article that it needs, if any", () => {
  expect(oneOf("Colour")).toBe("a colour");
  expect(oneOf("Inscription")).toBe("an inscription");
  expect(oneOf("Your name")).toBe("your name");
  expect(oneOf("Who is it for?")).toBe("who is it for?");
});
