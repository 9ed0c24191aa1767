import * as v from "valibot";
import type { CheckoutRequest } from "../../shared/api-types";
import type { FormValues } from "../../shared/forms/form-values";
import type { FormErrors } from "../../shared/forms/use-form";
import { countLetters } from "../../shared/text/graphemes";
import { isPhone } from "../../shared/text/phone";

/** A text of the form: what to say when it is missing ("" for one that may be) and its most letters. */
const text = (missing: string, most: number) =>
  v.pipe(
    v.optional(v.string(), ""),
    v.trim(),
    v.check((value) => missing === "" || value !== "", missing),
    v.check(
      (value) => countLetters(value) <= most,
      `Use ${most} letters or fewer`,
    ),
  );

const schema = v.object({
  name: text("Enter your full name", 100),
  phone: v.pipe(
    text("Enter a phone number, such as 0803 123 4567", 40),
    v.check(
      (value) => value === "" || isPhone(value),
      "Enter a phone number, such as 0803 123 4567",
    ),
  ),
  email: v.pipe(
    text("Enter an e-mail address, such as ada@example.com", 254),
    v.check(
      (value) => value === "" || /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(value),
      "Enter an e-mail address, such as ada@example.com",
    ),
  ),
  zone: text("Choose the town to deliver to", 100),
  address: text("Enter the street and a landmark", 300),
  note: text("", 500),
  isGift: v.optional(v.string()),
  giftTo: text("", 100),
  giftFrom: text("", 100),
  giftMessage: text("", 200),
  recipientName: text("", 100),
  recipientPhone: v.pipe(
    text("", 40),
    v.check(
      (value) => value === "" || isPhone(value),
      "Enter a phone number, such as 0803 123 4567",
    ),
  ),
});

/** What is wrong with the delivery form, by control name, in the form's order. Not for use while rendering. */
export function checkDelivery(values: FormValues): FormErrors {
  const result = v.safeParse(schema, values);
  const errors: FormErrors = {};
  for (const issue of result.issues ?? []) {
    const name = String(issue.path?.[0]?.key ?? "");
    errors[name] ??= issue.message;
  }
  return errors;
}

/** A checked form as the server's request. What belongs to the gift counts only while the gift box is ticked. */
export function toRequest(
  values: FormValues,
  seenTotalKobo: number,
): CheckoutRequest {
  const form = v.parse(schema, values);
  return {
    email: form.email,
    phone: form.phone,
    name: form.name,
    zone: form.zone,
    address: form.address,
    ...(form.note && { note: form.note }),
    ...(form.isGift && {
      gift: {
        to: form.giftTo,
        from: form.giftFrom,
        message: form.giftMessage,
      },
      ...((form.recipientName || form.recipientPhone) && {
        recipient: { name: form.recipientName, phone: form.recipientPhone },
      }),
    }),
    seenTotalKobo,
  };
}

const CONTROLS: Record<string, string> = {
  "gift.to": "giftTo",
  "gift.from": "giftFrom",
  "gift.message": "giftMessage",
  "recipient.name": "recipientName",
  "recipient.phone": "recipientPhone",
};

/** The control that a field name of the server's belongs to. */
export const controlOf = (field: string) => CONTROLS[field] ?? field;
