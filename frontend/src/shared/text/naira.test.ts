import { expect, test } from "vitest";
import { naira } from "./naira";

test.each([
  [0, "₦0"],
  [5, "₦0.05"],
  [99, "₦0.99"],
  [100, "₦1"],
  [150_000, "₦1,500"],
  [1_250_050, "₦12,500.50"],
  [123_456_789_00, "₦123,456,789"],
  [-2_500_00, "−₦2,500"],
])("%i kobo read as %s", (kobo, text) => {
  expect(naira(kobo)).toBe(text);
});

test("no amount loses or gains a kobo on its way into words", () => {
  for (let kobo = 0; kobo < 3_000_000; kobo += 997) {
    const [whole = "", rest = "0"] = naira(kobo)
      .replace(/[₦,]/g, "")
      .split(".");
    expect(Number(whole) * 100 + Number(rest)).toBe(kobo);
  }
});
