/**
 * True for what the server takes as a phone number: any usual Nigerian spelling (0803 123 4567,
 * +234 803…, 00234…) or an international one with its country code. Nothing is reformatted.
 */
export function isPhone(text: string): boolean {
  const trimmed = text.trim();
  if (!/^\+?[\d\s().\-\u2011\u2013]+$/.test(trimmed)) return false;
  let international = trimmed.startsWith("+");
  let digits = trimmed.replace(/\D/g, "");
  if (digits.startsWith("00")) {
    digits = digits.slice(2);
    international = true;
  } else if (digits.startsWith("234") && digits.length >= 13)
    international = true;
  if (!international) digits = `234${digits.replace(/^0/, "")}`;
  return digits.startsWith("234")
    ? /^0?[789]\d{9}$/.test(digits.slice(3))
    : /^[1-9]\d{7,14}$/.test(digits);
}
