import { accessible } from "./accessible";
import { desktop, expect, type Page, test } from "./fixtures";
import { MUG, PERSON } from "./given";
import { addToCart, expectCount, expectHeading, personalise } from "./steps";

const form = (page: Page) =>
  page.getByRole("form", { name: "Personalise this gift" });
const problem = (page: Page) => form(page).getByRole("alert");
const add = (page: Page) =>
  form(page).getByRole("button", { name: "Add to cart" });

test("what is missing is listed with links to its questions, and nothing typed is lost", async ({
  page,
}) => {
  await page.goto(`/products/${MUG.slug}`);
  await form(page).getByLabel("Inscription").fill("Adé");
  await add(page).click();
  await expect(problem(page)).toBeFocused();
  await expect(problem(page)).toBeInViewport();
  await expect(page).toHaveTitle(`Error: ${MUG.name}: Love Giftings`);
  await expect(problem(page).getByRole("link")).toHaveText([
    "Choose a colour",
    "Enter a phone number",
    "Choose a delivery town",
  ]);
  await expect(
    form(page).getByRole("group", { name: "Colour" }),
  ).toHaveAccessibleDescription(/Choose a colour/);
  await accessible(page);

  await problem(page).getByRole("link", { name: "Choose a colour" }).click();
  await expect(form(page).getByRole("radio", { name: "White" })).toBeFocused();
  await expect(
    form(page).getByRole("radio", { name: "White" }),
  ).toBeInViewport();
  await problem(page)
    .getByRole("link", { name: "Enter a phone number" })
    .click();
  await expect(form(page).getByLabel("Phone number")).toBeFocused();
  await form(page).getByLabel("Phone number").fill("hello");
  await form(page).getByRole("radio", { name: "Wine" }).check();
  await expect(problem(page).getByRole("link")).toHaveText([
    "Phone number must be a phone number, such as 0803 123 4567",
    "Choose a delivery town",
  ]);
  await expect(form(page).getByLabel("Inscription")).toHaveValue("Adé");
  await expectCount(page, "empty");

  await personalise(page, { inscription: "Adé" });
  await expect(problem(page)).toBeHidden();
  await addToCart(page, `${MUG.name}, Wine, ‘Adé’`);
  await expect(page).toHaveTitle(`${MUG.name}: Love Giftings`);
});

test("what was typed survives a reload and a look elsewhere", async ({
  page,
}) => {
  await page.goto(`/products/${MUG.slug}`);
  await personalise(page, { inscription: "Adé & Ọlá", color: "Mustard" });
  await page.reload();
  await expectDraft();
  await page.getByRole("link", { name: "Cups" }).first().click();
  await expectHeading(page, "Cups");
  await page.goBack();
  await expectHeading(page, MUG.name);
  await expectDraft();

  async function expectDraft() {
    await expect(form(page).getByLabel("Inscription")).toHaveValue("Adé & Ọlá");
    await expect(
      form(page).getByRole("radio", { name: "Mustard" }),
    ).toBeChecked();
    await expect(form(page).getByLabel("Phone number")).toHaveValue(
      PERSON.phone,
    );
    await expect(form(page).getByLabel("Delivery town")).toContainText("Ikeja");
  }
});

test("letters are counted as a printer counts them", async ({ page }) => {
  // Each of these is one letter, though two or three code points.
  const letters = ["ọ̀", "ẹ́", "ṣ", "n̄", "👩🏾‍🎓"];
  const most = 24;
  const words = Array.from(
    { length: most },
    (_, n) => letters[n % letters.length],
  ).join("");
  await page.goto(`/products/${MUG.slug}`);
  await personalise(page, { inscription: `${words}!` });
  await expect(form(page)).toContainText("1 letter too many");
  await add(page).click();
  await expect(problem(page).getByRole("link")).toHaveText([
    "Inscription must be 24 letters or fewer",
  ]);
  await expect(
    form(page).getByLabel("Inscription"),
    "nothing is cut off",
  ).toHaveValue(`${words}!`);
  await expectCount(page, "empty");

  await form(page).getByLabel("Inscription").fill(words);
  await expect(form(page)).toContainText("0 letters left");
  await addToCart(page, MUG.name);
  await page.getByRole("link", { name: "View cart" }).click();
  await expect(
    page
      .getByRole("main")
      .getByRole("definition")
      .filter({ hasText: words.normalize() }),
  ).toHaveCount(1);
});

test("words that look like a program are only words", async ({ page }) => {
  const words = "<b onclick=x>&amp; Ada</b>";
  await page.goto("/products/adire-indigo-journal");
  await personalise(page, { inscription: words });
  await expect(page.getByRole("figure")).toContainText(words);
  await addToCart(page, `Adire Indigo Journal, Wine, ‘${words}’`);
  await page.getByRole("link", { name: "View cart" }).click();
  await expect(page.getByRole("main")).toContainText(words);
});

test("a gift that is out of stock keeps its page and says so", async ({
  page,
}) => {
  await page.goto("/category/cups");
  await expect(
    page.getByRole("listitem").filter({ hasText: "Calabash Tea Cup" }),
  ).toContainText("Out of stock");
  await page.getByRole("link", { name: "Calabash Tea Cup" }).click();
  await expectHeading(page, "Calabash Tea Cup");
  await expect(page.getByRole("main")).toContainText(
    "This gift cannot be ordered now.",
  );
  await expect(page.getByRole("button", { name: "Add to cart" })).toHaveCount(
    0,
  );
  await page.getByRole("link", { name: "See other cups" }).click();
  await expectHeading(page, "Cups");
});

test("two presses of Add to cart add one", async ({ page }) => {
  await page.goto(`/products/${MUG.slug}`);
  await personalise(page);
  await add(page).dblclick();
  await expect(form(page)).toContainText("Added:");
  await page.goto("/cart");
  await expectCount(page, "1 item");
});

test("the price hint at the bottom leads to the form on a phone", async ({
  page,
}) => {
  await page.goto(`/products/${MUG.slug}`);
  await page.getByRole("button", { name: "Go to the form" }).click();
  await expect(form(page).getByRole("radio", { name: "White" })).toBeFocused();
  await expect(
    page.getByRole("button", { name: "Go to the form" }),
  ).toBeHidden();
});

test.describe("on a large screen", () => {
  test.use(desktop);

  test("the pictures are changed by their buttons", async ({ page }) => {
    await page.goto(`/products/${MUG.slug}`);
    const second = page.getByRole("button", { name: "Picture 2 of 2" });
    const large = page
      .getByRole("region", { name: "Pictures" })
      .getByRole("img")
      .first();
    const before = await large.getAttribute("src");
    await second.click();
    await expect(second).toHaveAttribute("aria-current", "true");
    expect(await large.getAttribute("src")).not.toBe(before);
  });

  test("gifts are found by words and sorted by price", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("searchbox", { name: "Search gifts" }).fill("flask");
    await page.getByRole("searchbox", { name: "Search gifts" }).press("Enter");
    await expectHeading(page, "Search: flask");
    const names = page.getByRole("main").getByRole("heading", { level: 2 });
    await expect(names.filter({ hasText: "Jollof Food Flask" })).toBeVisible();
    await expect(names.filter({ hasText: "Mug" })).toHaveCount(0);
    await accessible(page);

    await page.goto("/category/bottles");
    await page.getByLabel("Sort by").selectOption("Price, low to high");
    await expect(names.first()).toHaveText("Zuma Rock Glass Bottle");
    await expect(names.last()).toHaveText("Obudu Ridge Picnic Flask");
    await page.reload();
    await expect(names.first()).toHaveText("Zuma Rock Glass Bottle");
  });
});
