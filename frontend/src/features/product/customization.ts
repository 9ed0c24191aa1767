import type {
  CustomizationField,
  CustomizationOption,
  Customizations,
} from "../../shared/api-types";
import type { FormValues } from "../../shared/forms/form-values";
import type { FormErrors } from "../../shared/forms/use-form";
import { countLetters } from "../../shared/text/graphemes";
import { isPhone } from "../../shared/text/phone";
import { inSentence, oneOf } from "../../shared/text/words";
import { spell, stranger, wash } from "./alphabet";

/*
 * The rules of a product's form, mirrored from its field definitions so that a shopper hears of a gap at
 * once. The server holds every form against the same definitions and has the last word.
 */

/** The control's name for a field; its prefix keeps an owner's key apart from the form's own "quantity". */
export const controlName = (key: string) => `c-${key}`;

/** The names of the controls that take several values. */
export function manyNames(fields: CustomizationField[]): string[] {
  return fields
    .filter((field) => field.kind === "choices")
    .map((field) => controlName(field.key));
}

function given(field: CustomizationField, values: FormValues): string[] {
  const value = values[controlName(field.key)] ?? "";
  return (Array.isArray(value) ? value : [value]).filter(
    (one) => spell(field, one) !== "",
  );
}

/**
 * The fields that are asked with these values. A condition that names no field counts for nothing, and
 * so do all of a chain that comes back to itself.
 */
export function asked(
  fields: CustomizationField[],
  values: FormValues,
): CustomizationField[] {
  return fields.filter((field) => {
    let holds = true;
    const seen = new Set([field.key]);
    for (let at = field; at.showWhen; ) {
      const { key, value } = at.showWhen;
      const other = fields.find((one) => one.key === key);
      if (!other) break;
      if (seen.has(key)) return true;
      seen.add(key);
      holds &&= given(other, values).some(
        (one) =>
          value === "" || wash(one).toLowerCase() === value.toLowerCase(),
      );
      at = other;
    }
    return holds;
  });
}

/** What is sent to the server: only what is asked and was filled in, exactly as it was typed. */
export function toCustomizations(
  fields: CustomizationField[],
  values: FormValues,
): Customizations {
  const customizations: Customizations = {};
  for (const field of asked(fields, values)) {
    const list = given(field, values);
    if (list[0] === undefined) continue;
    customizations[field.key] = field.kind === "choices" ? list : list[0];
  }
  return customizations;
}

/** A cart line's customizations as the form's values; what the line lacks is emptied. */
export function toValues(
  fields: CustomizationField[],
  customizations: Customizations,
): FormValues {
  const values: FormValues = {};
  for (const field of fields)
    values[controlName(field.key)] =
      customizations[field.key] ?? (field.kind === "choices" ? [] : "");
  return values;
}

/** What is wrong with the form, by control name, in the form's order. Not for use while rendering. */
export function checkCustomizations(
  fields: CustomizationField[],
  values: FormValues,
): FormErrors {
  const errors: FormErrors = {};
  for (const field of asked(fields, values)) {
    const message = problem(field, given(field, values));
    if (message) errors[controlName(field.key)] = message;
  }
  return errors;
}

function problem(field: CustomizationField, list: string[]): string {
  const first = list[0];
  if (first === undefined) {
    if (!field.required) return "";
    if (field.label.endsWith("?")) return `Answer: ${field.label}`;
    switch (field.kind) {
      case "color":
      case "choice":
      case "town":
        return `Choose ${oneOf(field.label)}`;
      case "photo":
        return `Upload ${oneOf(field.label)}`;
      case "choices":
        return `Choose ${inSentence(field.label)}`;
      default:
        return `Enter ${oneOf(field.label)}`;
    }
  }
  switch (field.kind) {
    case "text":
    case "longtext":
      return field.maxLength !== undefined &&
        letters(spell(field, first)) > field.maxLength
        ? `${field.label} must be ${field.maxLength} letters or fewer`
        : stranger(field, first);
    case "choices":
      return field.maxChoices !== undefined && list.length > field.maxChoices
        ? `${field.label}: choose ${field.maxChoices} or fewer`
        : list.length < (field.minChoices ?? 1)
          ? `${field.label}: choose ${field.minChoices} or more`
          : "";
    case "phone":
      return isPhone(first)
        ? ""
        : `${field.label} must be a phone number, such as 0803 123 4567`;
    case "date":
      return /^\d{4}-\d\d-\d\d$/.test(first)
        ? ""
        : `${field.label} must be a date, such as 14 February 2027`;
    default:
      return "";
  }
}

/** Letters as the printer counts them: spaces at the ends and runs of spaces do not count twice. */
export function letters(text: string): number {
  return countLetters(wash(text));
}

/** What the filled-in form adds to one piece: kobo and days of making. For display: the server's word counts. */
export function extras(
  fields: CustomizationField[],
  values: FormValues,
): { kobo: number; days: number } {
  const sum = { kobo: 0, days: 0 };
  for (const field of asked(fields, values)) {
    const list = given(field, values);
    if (list.length === 0) continue;
    for (const part of [field, ...chosen(field, list)]) {
      sum.kobo += part.surchargeKobo;
      sum.days += part.extraDays;
    }
  }
  return sum;
}

function chosen(
  field: CustomizationField,
  list: string[],
): CustomizationOption[] {
  return field.options.filter((option) => list.includes(option.value));
}

/** The form in a few words, for "Added: Cup, ‘Ada’, Wine": texts quoted, choices by label. */
export function inWords(
  fields: CustomizationField[],
  values: FormValues,
): string[] {
  return asked(fields, values).flatMap((field) => {
    const list = given(field, values);
    if (field.kind === "text" || field.kind === "longtext")
      return list.map((text) => `‘${text.trim()}’`);
    if (
      field.kind === "phone" ||
      field.kind === "town" ||
      field.kind === "date" ||
      field.kind === "photo"
    )
      return [];
    return chosen(field, list).map((option) => option.label);
  });
}

/** What will be printed, and the chosen colour's swatch. */
export interface Inscription {
  texts: string[];
  swatch: string | undefined;
}

export function inscription(
  fields: CustomizationField[],
  values: FormValues,
): Inscription {
  const shown = asked(fields, values);
  const colour = shown.find((field) => field.kind === "color");
  return {
    texts: shown
      .filter((field) => field.kind === "text" || field.kind === "longtext")
      .flatMap((field) => given(field, values).map((text) => text.trim())),
    swatch: colour && chosen(colour, given(colour, values))[0]?.swatch,
  };
}

/** Dark or light: what can be read on a colour such as #722f37. */
export function inkOn(swatch: string): "dark" | "light" {
  const hex = /^#([0-9a-f]{6})$/i.exec(swatch)?.[1];
  if (!hex) return "dark";
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  // Where black and white ink have the same contrast (WCAG 2.2, relative luminance).
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "dark" : "light";
}
