import { expect, test } from "vitest";
import { countLetters } from "./graphemes";

test.each([
  ["", 0],
  ["Ada", 3],
  ["ọ̀rẹ́", 3],
  ["Adéṣọlá", 7],
  ["👩🏾‍🍼🎂", 2],
  ["🇳🇬", 1],
])("“%s” has %i letters", (text, letters) => {
  expect(countLetters(text)).toBe(letters);
  expect(countLetters(text.normalize("NFD"))).toBe(letters);
});
