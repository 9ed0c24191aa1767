import { accessible } from "./accessible";
import { desktop, expect, type Page, test } from "./fixtures";
import { expectHeading } from "./steps";

const tools = (page: Page) =>
  page.getByRole("form", { name: "Narrow and sort" });
const names = (page: Page) =>
  page.getByRole("main").getByRole("heading", { level: 2 });

test("a search is narrowed by kind and price, and its address keeps that", async ({
  page,
}) => {
  await page.goto("/search?q=mug");
  await expectHeading(page, "Search: mug");
  const all = await names(page).count();
  await tools(page).getByLabel("to ₦").fill("₦6,500");
  await tools(page).getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL("/search?q=mug&maxPriceKobo=650000");
  await expect(tools(page).getByLabel("to ₦")).toHaveValue("6,500");
  expect(await names(page).count()).toBeLessThan(all);
  await tools(page).getByLabel("Sort by").selectOption("Price, high to low");
  await expect(page).toHaveURL("/search?q=mug&maxPriceKobo=650000&sort=-price");
  await tools(page).getByLabel("Kind").selectOption("Journals");
  await expect(page).toHaveURL(
    "/search?category=journals&q=mug&maxPriceKobo=650000&sort=-price",
  );
  await expect(page.getByRole("main")).toContainText(
    "Nothing of this kind at this price.",
  );
  await accessible(page);

  await page.goBack();
  await expect(tools(page).getByLabel("Kind")).toHaveValue("");
  await expect(tools(page).getByLabel("Sort by")).toHaveValue("-price");
  await page.reload();
  await expect(tools(page).getByLabel("to ₦")).toHaveValue("6,500");
  await tools(page).getByRole("link", { name: "Show all again" }).click();
  await expect(page).toHaveURL("/search?q=mug&sort=-price");
  await expect(names(page)).toHaveCount(all);
});

test("an amount that is none is told beside the prices, exchanged ones are taken the right way", async ({
  page,
}) => {
  await page.goto("/category/bottles");
  const from = tools(page).getByLabel("From ₦");
  await from.fill("cheap");
  await from.press("Enter");
  await expect(from).toBeFocused();
  await expect(from).toHaveAccessibleDescription(
    "Write a price in whole naira, such as 5,000.",
  );
  await expect(page).toHaveURL("/category/bottles");
  await accessible(page);
  await from.fill("12000");
  await tools(page).getByLabel("to ₦").fill("9 000");
  await from.press("Enter");
  await expect(page).toHaveURL(
    "/category/bottles?minPriceKobo=900000&maxPriceKobo=1200000",
  );
  await page.goto("/category/bottles?maxPriceKobo=100");
  await expect(page.getByRole("main")).toContainText(
    "No bottles at this price.",
  );
  await expect(tools(page).getByLabel("to ₦")).toHaveValue("1");
});

test.describe("with a keyboard", () => {
  test.use(desktop);

  test("a category is narrowed and sorted, and the back button undoes it", async ({
    page,
  }) => {
    await page.goto("/category/bottles");
    await expectHeading(page, "Bottles");
    const all = await names(page).count();
    await tools(page).getByLabel("From ₦").focus();
    await page.keyboard.type("9000");
    await page.keyboard.press("Tab");
    await page.keyboard.type("12000");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/minPriceKobo=900000&maxPriceKobo=1200000$/);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    expect(await names(page).count()).toBeLessThan(all);
    await tools(page).getByLabel("Sort by").focus();
    await page.keyboard.press("ArrowDown");
    await expect(page).toHaveURL(/&sort=price$/);
    await page.goBack();
    await page.goBack();
    await expect(page).toHaveURL("/category/bottles");
    await expect(tools(page).getByLabel("From ₦")).toHaveValue("");
    await expect(names(page)).toHaveCount(all);
  });
});
