import { expect, test } from "vitest";
import type { CustomizationField } from "../../shared/api-types";
import {
  extras as adds,
  asked,
  checkCustomizations,
  inkOn,
  inscription,
  inWords,
  toCustomizations,
  toValues,
} from "./customization";

function field(
  key: string,
  kind: CustomizationField["kind"],
  more: Partial<CustomizationField> = {},
): CustomizationField {
  return {
    key,
    kind,
    label: key.charAt(0).toUpperCase() + key.slice(1),
    help: "",
    required: true,
    options: [],
    surchargeKobo: 0,
    extraDays: 0,
    ...more,
  };
}

const wine = {
  value: "wine",
  label: "Wine",
  swatch: "#7a2038",
  surchargeKobo: 0,
  extraDays: 0,
};
const gold = {
  value: "gold",
  label: "Gold",
  swatch: "#e0a526",
  surchargeKobo: 50_000,
  extraDays: 1,
};
const colour = field("colour", "color", { options: [wine, gold] });
const text = field("inscription", "text", {
  maxLength: 5,
  surchargeKobo: 30_000,
});
const extras = field("extras", "choices", {
  maxChoices: 2,
  required: false,
  options: ["Chocolate", "Candle", "Card"].map((label) => ({
    value: label.toLowerCase(),
    label,
    surchargeKobo: 20_000,
    extraDays: 0,
  })),
});
const phone = field("phone", "phone", { label: "Phone number" });

test("every required gap is named in the form's order, in the label's words", () => {
  expect(
    checkCustomizations([colour, text, phone, extras], { "c-colour": "" }),
  ).toEqual({
    "c-colour": "Choose a colour",
    "c-inscription": "Enter an inscription",
    "c-phone": "Enter a phone number",
  });
});

test("a label that asks is answered", () => {
  const who = field("who", "choice", { label: "Who is it for?" });
  expect(checkCustomizations([who], {})).toEqual({
    "c-who": "Answer: Who is it for?",
  });
});

test("spaces alone are a gap", () => {
  expect(checkCustomizations([text], { "c-inscription": "   " })).toEqual({
    "c-inscription": "Enter an inscription",
  });
});

test("an optional field may stay empty", () => {
  expect(
    checkCustomizations([extras, field("note", "text", { required: false })], {
      "c-extras": [],
      "c-note": "",
    }),
  ).toEqual({});
});

test.each([
  ["Adáeze", false],
  ["Ọṣẹ́l", true],
  ["  Ada  ", true],
  ["A  d  a", true],
  ["👩🏾‍🍼👩🏾‍🍼", true],
])("“%s” in 5 letters: %s", (words, fits) => {
  const errors = checkCustomizations([text], { "c-inscription": words });
  expect(errors).toEqual(
    fits ? {} : { "c-inscription": "Inscription must be 5 letters or fewer" },
  );
});

test("more choices than allowed are refused", () => {
  const three = ["chocolate", "candle", "card"];
  expect(
    checkCustomizations([extras], { "c-extras": three.slice(0, 2) }),
  ).toEqual({});
  expect(checkCustomizations([extras], { "c-extras": three })).toEqual({
    "c-extras": "Extras: choose 2 or fewer",
  });
});

test("a phone number is looked at, a date too", () => {
  const date = field("day", "date", { label: "Day" });
  const errors = checkCustomizations([phone, date], {
    "c-phone": "0803",
    "c-day": "soon",
  });
  expect(Object.keys(errors)).toEqual(["c-phone", "c-day"]);
  expect(
    checkCustomizations([phone, date], {
      "c-phone": "0803 123 4567",
      "c-day": "2027-02-14",
    }),
  ).toEqual({});
});

test("only what was filled in is sent, exactly as it was typed", () => {
  expect(
    toCustomizations([colour, text, extras, phone], {
      "c-colour": "wine",
      "c-inscription": " Ada ",
      "c-extras": ["card"],
      "c-phone": "",
      quantity: "2",
    }),
  ).toEqual({ colour: "wine", inscription: " Ada ", extras: ["card"] });
});

test("a cart line's values go into the form and come back the same", () => {
  const fields = [colour, text, extras, phone];
  const line = { colour: "gold", extras: ["card", "candle"], phone: "0803" };
  const values = toValues(fields, line);
  expect(values["c-inscription"]).toBe("");
  expect(toCustomizations(fields, values)).toEqual(line);
});

test("surcharges and days add up: of options, and of fields that are filled in", () => {
  const fields = [colour, { ...text, extraDays: 2 }, extras];
  expect(adds(fields, {})).toEqual({ kobo: 0, days: 0 });
  expect(
    adds(fields, {
      "c-colour": "gold",
      "c-inscription": "Ada",
      "c-extras": ["card", "candle"],
    }),
  ).toEqual({ kobo: 50_000 + 30_000 + 40_000, days: 3 });
});

test("a field that waits for another is asked, required, priced and sent only then", () => {
  const ink = field("ink", "color", {
    options: [gold],
    showWhen: { key: "inscription", value: "" },
  });
  const fields = [text, ink];
  const leftOver = { "c-inscription": "", "c-ink": "gold" };
  expect(asked(fields, leftOver)).toEqual([text]);
  expect(toCustomizations(fields, leftOver)).toEqual({});
  expect(adds(fields, leftOver).kobo).toBe(0);
  expect(checkCustomizations(fields, { "c-inscription": "Ada" })).toEqual({
    "c-ink": "Choose an ink",
  });
});

test("what was added is told in words, without the phone number", () => {
  expect(
    inWords([colour, text, phone], {
      "c-colour": "wine",
      "c-inscription": "Ada",
      "c-phone": "0803 123 4567",
    }),
  ).toEqual(["Wine", "‘Ada’"]);
});

test("the preview has the words and the chosen colour", () => {
  expect(
    inscription([colour, text], {
      "c-colour": "gold",
      "c-inscription": "Ada",
    }),
  ).toEqual({ texts: ["Ada"], swatch: "#e0a526" });
  expect(inscription([text], {})).toEqual({ texts: [], swatch: undefined });
});

test("the preview can be read on every colour", () => {
  expect(inkOn("#ffffff")).toBe("dark");
  expect(inkOn("#000000")).toBe("light");
  expect(inkOn("#7a2038")).toBe("light");
  expect(inkOn("#e0a526")).toBe("dark");
  expect(inkOn("not a colour")).toBe("dark");
});
