import { expect, test } from "vitest";
import type {
  CustomizationField,
  Customizations,
} from "../../shared/api-types";
import {
  checkCustomizations,
  controlName,
  extras,
  toCustomizations,
  toValues,
} from "./customization";
// Written by the server's tests: internal/commerce, vector_test.go.
import file from "./testdata/customizations.json";

interface Case {
  form: string;
  filled: Customizations;
  sends: Customizations;
  wrong: string[];
  surchargeKobo: number;
  makingDays: number;
}

const forms = file.forms as unknown as Record<string, CustomizationField[]>;
const cases = file.cases as unknown as Case[];

test("the browser finds the same faults, sums and days as the server, and sends what it takes", () => {
  expect(cases.length).toBeGreaterThan(100);
  for (const one of cases) {
    const fields = forms[one.form] ?? [];
    const values = toValues(fields, one.filled);
    const wrong = Object.keys(checkCustomizations(fields, values));
    const told = `${one.form}: ${JSON.stringify(one.filled)}`;
    expect(wrong, told).toEqual(one.wrong.map(controlName));
    expect(toCustomizations(fields, values), told).toEqual(one.sends);
    if (wrong.length === 0)
      expect(extras(fields, values), told).toEqual({
        kobo: one.surchargeKobo,
        days: one.makingDays,
      });
  }
});
