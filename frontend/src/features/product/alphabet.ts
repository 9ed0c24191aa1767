import type { CustomizationField } from "../../shared/api-types";

/*
 * Which characters a text takes, spelled out exactly as the server does (internal/commerce, alphabet.go
 * and emoji.go), so that browsers of every age agree with it.
 */

const LATIN =
  "A-Za-zÀ-ÖØ-öø-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0269\u0272\u028a\u028b\u0300-\u0304\u0307\u0308\u030c\u030d\u0323\u0329\u0331\u1e00-\u1eff";
const SETS: Record<string, [has: RegExp, words: string]> = {
  engraver: [
    new RegExp(`[ \\n${LATIN}0-9.,'’\\-&!?()/+♥]`, "u"),
    "letters, digits and . , ' - & ! ? ( ) / + ♥",
  ],
  letters: [new RegExp(`[ \\n${LATIN}]`, "u"), "letters and spaces"],
  digits: [/[ \n0-9]/, "the digits 0 to 9"],
};
const EMOJI =
  /(?![0-9#*©®™♥])\p{Emoji}|[\u{1f000}-\u{1faff}\u{1fc00}-\u{1fffd}\u{e0020}-\u{e007f}]|\u20e3/u;
const SELECTORS = /[\ufe0e\ufe0f]/g;
const UNPRINTABLE =
  /(?!\n|\u200c|\u200d|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\ufffd]/u;

/** The text as it will be printed: one spelling, no spaces at the ends, at most one empty line. */
export function wash(text: string): string {
  return text
    .replace(/[\u200b\ufeff\u00ad\u2060]/g, "")
    .normalize("NFC")
    .replace(/\r\n?|\u2028/g, "\n")
    .replace(/\u2029/g, "\n\n")
    .split("\n")
    .map((line) => line.replace(/[\s\u0085]+/g, " ").trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** The text as the field keeps it: without emoji, a heart is one heart, whatever selector a phone adds. */
export const spell = (field: CustomizationField, text: string) =>
  wash(field.emoji === false ? text.replace(SELECTORS, "") : text);

/** The characters that a text may have, in words; "" when it takes any. */
export function alphabetWords(field: CustomizationField): string {
  const words = SETS[field.allowed ?? ""]?.[1] ?? "";
  if (field.emoji === false) return words || "anything but emoji";
  return words && `${words}, and emoji`;
}

/** What keeps a text from being printed, in words; "" when nothing does. */
export function stranger(field: CustomizationField, text: string): string {
  const emoji = field.emoji !== false;
  const printed = spell(field, text);
  if (
    UNPRINTABLE.test(printed) ||
    (printed !== "" && !/[^\p{M}\p{Cf}]/u.test(printed))
  )
    return `${field.label} has a character that cannot be printed. Type it again`;
  const has = SETS[field.allowed ?? ""]?.[0];
  for (const sign of printed) {
    const isEmoji = EMOJI.test(sign);
    if (isEmoji && !emoji)
      return `${field.label} cannot have emoji. Take out ${sign}`;
    if (
      has &&
      !isEmoji &&
      !has.test(sign) &&
      !(emoji && /\u200d|\ufe0e|\ufe0f/.test(sign))
    )
      return `${field.label} cannot have ${sign}. Use ${alphabetWords(field)}`;
  }
  return "";
}
