import { accessible } from "./accessible";
import { desktop, expect, type Page, test } from "./fixtures";
import { givenCart, MUG } from "./given";
import {
  addToCart,
  expectCount,
  expectFact,
  expectHeading,
  personalise,
} from "./steps";

const line = (page: Page, words: string) =>
  page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ hasText: MUG.name })
    .filter({ hasText: words });

const quantityOf = (page: Page, words: string) =>
  page.getByLabel(`Quantity of ${MUG.name} with ‘${words}’`);

const summary = (page: Page) => page.getByRole("region", { name: "Summary" });

test("the same wishes join one line, other wishes make another", async ({
  page,
}) => {
  await page.goto(`/products/${MUG.slug}`);
  await personalise(page, { inscription: "Ada" });
  await addToCart(page, `${MUG.name}, Wine, ‘Ada’`);
  await expectCount(page, "1 item");
  await personalise(page, { inscription: "Ada", quantity: "2" });
  await addToCart(page, `2 × ${MUG.name}, Wine, ‘Ada’`);
  await expectCount(page, "3 items");
  await personalise(page, { inscription: "Bólá", quantity: "1" });
  await addToCart(page, `${MUG.name}, Wine, ‘Bólá’`);
  await personalise(page, { inscription: "Ada", color: "Mustard" });
  await addToCart(page, `${MUG.name}, Mustard, ‘Ada’`);
  await expectCount(page, "5 items");

  await page.getByRole("link", { name: "View cart" }).click();
  await expectHeading(page, "Your cart");
  await expect(
    page.getByRole("heading", { level: 2, name: MUG.name }),
  ).toHaveCount(3);
  await expect(
    line(page, "Wine").filter({ hasText: "Ada" }).getByRole("combobox"),
  ).toHaveValue("3");
  await expect(
    line(page, "Mustard").filter({ hasText: "Ada" }).getByRole("combobox"),
  ).toHaveValue("1");
  await expect(quantityOf(page, "Bólá")).toHaveValue("1");
  await expectFact(summary(page), "Subtotal, 5 items", "₦30,000");
});

test("a changed quantity is told, kept, and leaves the focus where it is", async ({
  page,
}) => {
  await givenCart(page);
  await givenCart(page, { inscription: "Bólá" });
  await page.goto("/cart");
  await quantityOf(page, "Ada").focus();
  await quantityOf(page, "Ada").selectOption("3");
  await expect(
    page.getByRole("status").filter({ hasText: "Quantity 3" }),
  ).toContainText("Quantity 3, subtotal ₦24,000");
  await expect(quantityOf(page, "Ada")).toBeFocused();
  await expect(line(page, "Ada")).toContainText("₦6,000 each");
  await expect(line(page, "Ada")).toContainText("₦18,000");
  await expectFact(summary(page), "Subtotal, 4 items", "₦24,000");
  await expectCount(page, "4 items");
  await page.reload();
  await expect(quantityOf(page, "Ada")).toHaveValue("3");
  await expect(quantityOf(page, "Bólá")).toHaveValue("1");
  await expectCount(page, "4 items");
});

test("a refused quantity goes back and the line says why", async ({
  page,
  trouble,
}) => {
  trouble.expect("/api/shop/cart/items/", 409);
  await givenCart(page, { product: "aso-oke-guest-book" });
  await page.goto("/cart");
  const quantity = page.getByLabel("Quantity of Aso-oke Wedding Guest Book");
  await quantity.selectOption("99");
  const gift = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ hasText: "Aso-oke Wedding Guest Book" });
  await expect(gift).toContainText(/Only \d+/);
  await expect(quantity).toHaveValue("1");
  await expectCount(page, "1 item");
  await expectFact(summary(page), "Subtotal, 1 item", "₦18,500");
});

test("a line is removed without a question and comes back as it was", async ({
  page,
}) => {
  await givenCart(page, { quantity: 2 });
  await givenCart(page, { inscription: "Bólá" });
  await page.goto("/cart");
  await page
    .getByRole("button", { name: `Remove ${MUG.name} with ‘Ada’` })
    .click();
  const undo = page.getByRole("button", { name: `Undo: put ${MUG.name} back` });
  await expect(undo).toBeFocused();
  await expect(
    page.getByRole("status").filter({ hasText: "Removed" }),
  ).toContainText(`Removed ${MUG.name}`);
  await expectCount(page, "1 item");
  await expectFact(summary(page), "Subtotal, 1 item", "₦6,000");
  await accessible(page);

  await undo.click();
  await expect(undo).toBeHidden();
  await expect(quantityOf(page, "Ada")).toHaveValue("2");
  await expect(line(page, "Ada")).toContainText("Wine");
  await expectCount(page, "3 items");
  await expectFact(summary(page), "Subtotal, 3 items", "₦18,000");

  for (const words of ["Ada", "Bólá"])
    await page
      .getByRole("button", { name: `Remove ${MUG.name} with ‘${words}’` })
      .click();
  await expect(page.getByRole("main")).toContainText("Your cart is empty.");
  await expectCount(page, "empty");
  await expect(
    page.getByRole("main").getByRole("link", { name: "See all Cups" }),
  ).toBeVisible();
});

test("the words on a gift can be changed from the cart", async ({ page }) => {
  await givenCart(page, { quantity: 2 });
  await givenCart(page, { inscription: "Bólá" });
  await page.goto("/cart");
  await page
    .getByRole("link", { name: `Change ${MUG.name} with ‘Ada’` })
    .click();
  await expectHeading(page, MUG.name);
  const form = page.getByRole("form", { name: "Change this gift" });
  await expect(form.getByLabel("Inscription")).toHaveValue("Ada");
  await expect(form.getByRole("radio", { name: "Wine" })).toBeChecked();
  await expect(form.getByLabel("Quantity")).toHaveValue("2");
  await form.getByLabel("Inscription").fill("Adaeze");
  await form.getByRole("button", { name: "Save changes" }).click();
  await expectHeading(page, "Your cart");
  await expect(quantityOf(page, "Adaeze")).toHaveValue("2");
  await expect(quantityOf(page, "Bólá")).toHaveValue("1");

  // Alike now: the two lines join.
  await page
    .getByRole("link", { name: `Change ${MUG.name} with ‘Bólá’` })
    .click();
  await form.getByLabel("Inscription").fill("Adaeze");
  await form.getByRole("button", { name: "Save changes" }).click();
  await expect(quantityOf(page, "Adaeze")).toHaveValue("3");
  await expect(
    page.getByRole("heading", { level: 2, name: MUG.name }),
  ).toHaveCount(1);
  await expectCount(page, "3 items");
});

test("two tabs of one shopper agree on the cart", async ({ page, context }) => {
  await page.goto("/cart");
  await expect(page.getByRole("main")).toContainText("Your cart is empty.");
  const other = await context.newPage();
  await other.goto(`/products/${MUG.slug}`);
  await personalise(other);
  await addToCart(other, MUG.name);
  await expectCount(page, "1 item");
  await expect(quantityOf(page, "Ada")).toHaveValue("1");
});

test("another shopper's cart is another cart", async ({ page, another }) => {
  await givenCart(page);
  await page.goto("/cart");
  await expectCount(page, "1 item");
  const other = await another();
  await other.goto("/cart");
  await expectCount(other, "empty");
  await expect(other.getByRole("main")).toContainText("Your cart is empty.");
});

test.describe("on a large screen", () => {
  test.use(desktop);

  test("the count in the navigation follows the cart", async ({ page }) => {
    await page.goto("/");
    await expectCount(page, "empty");
    const categories = page.getByRole("navigation", { name: "Categories" });
    await categories
      .getByRole("group")
      .getByText("Bottles", { exact: true })
      .click();
    await categories.getByRole("link", { name: "Temperature Bottles" }).click();
    await expectHeading(page, "Temperature Bottles");
    await page.getByRole("link", { name: "Oba Steel Thermos" }).click();
    await personalise(page, { color: "Steel", inscription: "Bàbá" });
    await addToCart(page, "Oba Steel Thermos, Steel, ‘Bàbá’");
    await expectCount(page, "1 item");
    await page.reload();
    await expectCount(page, "1 item");
    await page
      .getByRole("banner")
      .getByRole("link", { name: "Cart, 1 item" })
      .click();
    await expectHeading(page, "Your cart");
    await expectFact(summary(page), "Subtotal, 1 item", "₦22,000");
  });
});
