import { expect, test } from "vitest";
import { checkDelivery, controlOf, toRequest } from "./delivery";

const filled = {
  name: " Ada Okafor ",
  phone: "0803 123 4567",
  email: "ada@example.com",
  zone: "z1",
  address: "12 Allen Avenue",
  note: "",
  giftTo: "",
  giftFrom: "",
  giftMessage: "",
};

test("a form that is filled in has no errors", () => {
  expect(checkDelivery(filled)).toEqual({});
});

test("an empty form names every gap once, in the form's order", () => {
  const errors = checkDelivery({});
  expect(Object.keys(errors)).toEqual([
    "name",
    "phone",
    "email",
    "zone",
    "address",
  ]);
  expect(errors.zone).toBe("Choose the town to deliver to");
});

test.each(["ada", "ada@", "ada@example", "a da@example.com", "@example.com"])(
  "%s is no e-mail address",
  (email) => {
    expect(Object.keys(checkDelivery({ ...filled, email }))).toEqual(["email"]);
  },
);

test("texts have their limits", () => {
  const errors = checkDelivery({
    ...filled,
    note: "ẹ́".repeat(501),
    giftMessage: "ẹ́".repeat(200),
  });
  expect(errors).toEqual({ note: "Use 500 letters or fewer" });
});

test("the request carries the trimmed form and the total that was seen", () => {
  expect(toRequest(filled, 1_950_000)).toEqual({
    name: "Ada Okafor",
    phone: "0803 123 4567",
    email: "ada@example.com",
    zone: "z1",
    address: "12 Allen Avenue",
    seenTotalKobo: 1_950_000,
  });
});

test("a gift's words go along only while the box is ticked", () => {
  const words = { giftTo: "Bola", giftFrom: "Ada", giftMessage: "Joy" };
  expect(toRequest({ ...filled, ...words }, 1)).not.toHaveProperty("gift");
  expect(toRequest({ ...filled, ...words, isGift: "yes" }, 1).gift).toEqual({
    to: "Bola",
    from: "Ada",
    message: "Joy",
  });
});

test("who receives a gift goes along, with a phone number or without", () => {
  const gift = { ...filled, isGift: "yes", recipientName: " Bola " };
  expect(toRequest(gift, 1).recipient).toEqual({ name: "Bola", phone: "" });
  expect(toRequest({ ...gift, isGift: "" }, 1)).not.toHaveProperty("recipient");
  expect(toRequest({ ...filled, isGift: "yes" }, 1)).not.toHaveProperty(
    "recipient",
  );
  expect(checkDelivery({ ...gift, recipientPhone: "0803" })).toEqual({
    recipientPhone: "Enter a phone number, such as 0803 123 4567",
  });
});

test("the server's names for the gift's fields find their controls", () => {
  expect(controlOf("gift.message")).toBe("giftMessage");
  expect(controlOf("recipient.phone")).toBe("recipientPhone");
  expect(controlOf("email")).toBe("email");
});
