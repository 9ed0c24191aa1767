import { accessible } from "./accessible";
import { expect, test } from "./fixtures";
import { givenCart, MUG, ordersOf, PERSON } from "./given";
import {
  addToCart,
  expectCount,
  expectHeading,
  giveDelivery,
  personalise,
  placeOrder,
} from "./steps";

test("without a connection nothing typed is lost, and adding works afterwards", async ({
  page,
  context,
  trouble,
}) => {
  await page.goto(`/products/${MUG.slug}`);
  await personalise(page, { inscription: "Adé" });
  trouble.expect("/api/shop/cart/items", "no answer");
  // What comes next for most shoppers is fetched ahead of time.
  trouble.allow("/assets/", "no answer");
  await context.setOffline(true);
  const form = page.getByRole("form", { name: "Personalise this gift" });
  await form.getByRole("button", { name: "Add to cart" }).click();
  await expect(form.getByRole("alert")).toContainText(
    "We could not reach the shop. Check your connection, then try again.",
  );
  await expect(
    page.getByRole("status").filter({ hasText: "You are offline" }),
  ).toBeVisible();
  await expect(form.getByLabel("Inscription")).toHaveValue("Adé");
  await accessible(page);
  await context.setOffline(false);
  await addToCart(page, `${MUG.name}, Wine, ‘Adé’`);
  await expectCount(page, "1 item");
  await expect(
    page.getByRole("status").filter({ hasText: "You are offline" }),
  ).toHaveCount(0);
});

test("an order whose answer was lost on the way is not made twice", async ({
  page,
  trouble,
}) => {
  await givenCart(page);
  await page.goto("/checkout");
  await giveDelivery(page);
  trouble.expect("/api/shop/checkout", "no answer");
  await page.route(
    "**/api/shop/checkout",
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await page.getByRole("button", { name: "Place order" }).click();
  const problem = page.getByRole("form").getByRole("alert");
  await expect(problem).toContainText("We could not reach the shop.");
  await expect(page.getByLabel("Full name")).toHaveValue(PERSON.name);
  const number = await placeOrder(page);
  expect((await ordersOf(page)).map((order) => order.number)).toEqual([number]);
});

test("a cart that cannot be read says so and is there after trying again", async ({
  page,
  trouble,
}) => {
  await givenCart(page);
  trouble.expect("/api/shop/cart", 500);
  await page.route("**/api/shop/cart", (route) =>
    route.fulfill({
      status: 500,
      json: { status: 500, message: "x", data: {} },
    }),
  );
  await page.goto("/cart");
  await expectHeading(page, "We could not load this page");
  await expect(page.getByRole("alert")).toContainText(
    "There is a problem with the shop. Try again in a minute. Your cart is safe.",
  );
  await accessible(page);
  await page.unroute("**/api/shop/cart");
  await page.getByRole("button", { name: "Try again" }).click();
  await expectHeading(page, "Your cart");
  await expect(page.getByLabel(`Quantity of ${MUG.name}`)).toHaveValue("1");
});

test("a page that comes at the third try shows no fault", async ({
  page,
  trouble,
}) => {
  await page.goto("/");
  trouble.expect("/api/shop/products/danfo-enamel-cup", 503);
  let failures = 0;
  await page.route("**/api/shop/products/danfo-enamel-cup", (route) =>
    ++failures <= 2
      ? route.fulfill({
          status: 503,
          json: { status: 503, message: "", data: {} },
        })
      : route.continue(),
  );
  await page.getByRole("link", { name: "Danfo Enamel Cup" }).click();
  await expectHeading(page, "Danfo Enamel Cup");
});

test("a part of the shop that does not come is fetched by a reload", async ({
  page,
  trouble,
}) => {
  await givenCart(page);
  await page.goto("/");
  trouble.expect("/assets/", "no answer");
  trouble.expectMessage("Failed to fetch dynamically imported module");
  await page.route(
    "**/assets/account-page*.js",
    (route) => route.abort("connectionreset"),
    { times: 1 },
  );
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await expectHeading(page, "Sign in");
  await expectCount(page, "1 item");
});

test("orders that cannot be read are asked for again", async ({
  page,
  context,
  trouble,
}) => {
  await page.goto("/");
  trouble.expect("/api/shop/orders", "no answer");
  await context.route("**/api/shop/orders", (route) => route.abort());
  await page.getByRole("link", { name: "My orders" }).click();
  await expectHeading(page, "We could not load this page");
  await expect(page.getByRole("alert")).toContainText("Check your connection.");
  await context.unroute("**/api/shop/orders");
  await page.getByRole("button", { name: "Try again" }).click();
  await expectHeading(page, "My orders");
});

test("payment that cannot reach the shop keeps the order", async ({
  page,
  context,
  trouble,
}) => {
  await givenCart(page);
  await page.goto("/checkout");
  await giveDelivery(page);
  const number = await placeOrder(page);
  trouble.expect("/api/paystack/initialize", "no answer");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Pay ₦8,500 with Paystack" }).click();
  await expect(page.getByRole("alert")).toContainText(
    `Order ${number} is kept`,
  );
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await expectHeading(page, "To pay ₦8,500");
});
