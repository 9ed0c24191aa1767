import { accessible } from "./accessible";
import { expectFits } from "./fits";
import { desktop, expect, type Page, test } from "./fixtures";
import { givenCart, givenOrder, MUG } from "./given";
import type { Paystack } from "./paystack";
import { expectCount, expectHeading, goToPaystack, onPaystack } from "./steps";

interface Address {
  path: string;
  heading: string;
}

/** Every page of the shop, for a shopper with one gift in the cart and an order whose payment was declined. */
async function everyPage(page: Page, paystack: Paystack): Promise<Address[]> {
  const order = await givenOrder(page);
  await page.goto(`/checkout?order=${order.id}`);
  await goToPaystack(page);
  await onPaystack(page, "Decline this payment");
  await expectHeading(page, "Payment did not go through");
  await givenCart(page);
  const [payment] = await paystack.payments(order.id);
  return [
    { path: "/", heading: "A gift with their name on it" },
    { path: "/category/cups", heading: "Cups" },
    { path: "/category/bottles", heading: "Bottles" },
    { path: "/category/stylish-bottles", heading: "Stylish Bottles" },
    { path: `/products/${MUG.slug}`, heading: MUG.name },
    { path: "/products/birthday-sunrise-box", heading: "Birthday Sunrise Box" },
    { path: "/search", heading: "All gifts" },
    { path: "/search?q=mug", heading: "Search: mug" },
    { path: "/search?q=zeppelin", heading: "Search: zeppelin" },
    { path: "/cart", heading: "Your cart" },
    { path: "/checkout", heading: "Checkout" },
    { path: `/checkout?order=${order.id}`, heading: "Pay for your order" },
    {
      path: `/payment-details/${payment?.reference}`,
      heading: "Payment did not go through",
    },
    {
      path: `/payment-failed/${payment?.reference}`,
      heading: "Payment did not go through",
    },
    { path: "/orders", heading: "My orders" },
    { path: `/orders/${order.id}`, heading: `Order ${order.number}` },
    { path: "/account", heading: "Sign in" },
    { path: "/account?new=1", heading: "Create an account" },
  ];
}

test("every page answers a direct link and a reload, with the cart's count", async ({
  page,
  paystack,
}) => {
  for (const { path, heading } of await everyPage(page, paystack)) {
    await test.step(path, async () => {
      const answer = await page.goto(path);
      expect(answer?.status()).toBe(200);
      await expectHeading(page, heading);
      await expectCount(page, "1 item");
      const again = await page.reload();
      expect(again?.status()).toBe(200);
      await expectHeading(page, heading);
      await expectCount(page, "1 item");
      await expect(page).toHaveTitle(/: Love Giftings$/);
    });
  }
});

test("every page is accessible and fits a screen of 320 pixels, in the dark as well", async ({
  page,
  paystack,
}) => {
  test.setTimeout(150_000);
  const pages = await everyPage(page, paystack);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const { path, heading } of pages)
    await test.step(path, async () => {
      await page.emulateMedia({ colorScheme: "dark" });
      await page.goto(path);
      await expectHeading(page, heading);
      await accessible(page);
      await page.emulateMedia({ colorScheme: "light" });
      await accessible(page);
      await expectFits(page);
    });
});

test("Paystack's page is accessible and fits a small screen", async ({
  page,
}) => {
  const order = await givenOrder(page);
  await page.goto(`/checkout?order=${order.id}`);
  await goToPaystack(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await expectFits(page);
  await accessible(page);
  await page.getByRole("radio", { name: "Transfer" }).check();
  await accessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await accessible(page);
});

test.describe("on a large screen", () => {
  test.use(desktop);

  test("every page is accessible", async ({ page, paystack }) => {
    for (const { path, heading } of await everyPage(page, paystack))
      await test.step(path, async () => {
        await page.goto(path);
        await expectHeading(page, heading);
        await accessible(page);
        await expectFits(page);
      });
  });
});

for (const { path, asks } of [
  { path: "/nothing-here" },
  { path: "/orders/1/2/3" },
  { path: "/%F0%9F%8E%81" },
  { path: "/products/no-such-gift", asks: "/api/shop/products/no-such-gift" },
  { path: "/category/no-such-shelf", asks: "/api/shop/products" },
])
  test(`${path} is the shop's own page with status 404`, async ({
    page,
    trouble,
  }) => {
    trouble.expect(path, 404);
    if (asks) trouble.allow(asks, 404);
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(404);
    await expectHeading(page, "Page not found");
    await expect(page).toHaveTitle("Page not found: Love Giftings");
    await expectCount(page, "empty");
    await page.getByRole("link", { name: "Go to the shop" }).click();
    await expectHeading(page, "A gift with their name on it");
  });

test("an unknown gift that a link leads to is told without a load", async ({
  page,
  trouble,
}) => {
  trouble.expect("/api/shop/products/no-such-gift", 404);
  await page.goto("/");
  await page.evaluate(() =>
    history.pushState(null, "", "/products/no-such-gift"),
  );
  await expectHeading(page, "Page not found");
  await page.goBack();
  await expectHeading(page, "A gift with their name on it");
});

test("the home page shows a section per category in its order", async ({
  page,
}) => {
  await page.goto("/");
  await expect(
    page.getByRole("main").getByRole("heading", { level: 2 }),
  ).toHaveText(["Journals", "Bottles", "Cups", "Gift Packs"]);
  for (const name of ["Journals", "Bottles", "Cups", "Gift Packs"])
    await expect(
      page
        .getByRole("main")
        .getByRole("region", { name })
        .getByRole("heading", { level: 3 }),
    ).toHaveCount(8);
});

test("every picture of the home page comes", async ({ page }) => {
  await page.goto("/");
  const pictures = page
    .getByRole("main")
    .getByRole("presentation", { includeHidden: true })
    .or(page.getByRole("main").getByRole("img"));
  const broken = await page.evaluate(async () => {
    const all = [...document.images];
    for (const image of all) image.loading = "eager";
    await Promise.all(all.map((image) => image.decode().catch(() => {})));
    return all
      .filter((image) => image.naturalWidth === 0)
      .map(({ src }) => src);
  });
  expect(broken).toEqual([]);
  expect(await pictures.count()).toBeGreaterThanOrEqual(30);
});

test("the dashboard's address is the dashboard's and the API's is the API's", async ({
  page,
  request,
}) => {
  await page.goto("/_/");
  await expect(page.getByRole("button", { name: "Login" })).toBeVisible();
  const answer = await request.get("/api/nothing-here");
  expect(answer.status()).toBe(404);
  expect(answer.headers()["content-type"]).toContain("application/json");
  await page.goto("/");
});
