import { accessible } from "./accessible";
import { expect, test } from "./fixtures";
import { givenCart, givenOrder, ordersOf, PERSON } from "./given";
import { ownersPrice } from "./owner";
import {
  expectCount,
  expectFact,
  expectHeading,
  giveDelivery,
  goToPaystack,
  payThere,
  placeOrder,
} from "./steps";

test("what is missing is listed with links, and nothing typed is lost", async ({
  page,
}) => {
  await givenCart(page);
  await page.goto("/checkout");
  await page.getByRole("textbox", { name: "Phone", exact: true }).fill("12");
  await page.getByLabel("E-mail").fill("ada at example");
  await page.getByLabel("Note to the rider").fill("Call at the gate");
  await page.getByLabel("Town").selectOption("");
  await page.getByRole("button", { name: "Place order" }).click();

  const problem = page.getByRole("form").getByRole("alert");
  await expect(problem).toBeFocused();
  await expect(page).toHaveTitle(/^Error: Checkout: /);
  await expect(problem.getByRole("link")).toHaveText([
    "Enter your full name",
    "Enter a phone number, such as 0803 123 4567",
    "Enter an e-mail address, such as ada@example.com",
    "Choose the town to deliver to",
    "Enter the street and a landmark",
  ]);
  await expect(page.getByLabel("Full name")).toHaveAccessibleDescription(
    /Enter your full name/,
  );
  await accessible(page);
  await problem
    .getByRole("link", { name: "Enter the street and a landmark" })
    .click();
  await expect(page.getByLabel("Street and landmark")).toBeFocused();
  await expect(page.getByLabel("Street and landmark")).toBeInViewport();

  await giveDelivery(page);
  await expect(problem.getByRole("link")).toHaveCount(2);
  await page.reload();
  await expect(page.getByLabel("Full name")).toHaveValue(PERSON.name);
  await expect(page.getByLabel("Note to the rider")).toHaveValue(
    "Call at the gate",
  );
  await page
    .getByRole("textbox", { name: "Phone", exact: true })
    .fill(PERSON.phone);
  await page
    .getByLabel("Town")
    .selectOption({ label: "Lekki, Lagos State: ₦3,000" });
  const number = await placeOrder(page);
  const delivery = page.getByRole("region", { name: "Delivery" });
  await expectFact(delivery, "Note to the rider", "Call at the gate");
  await expectFact(delivery, "Town", "Lekki, Lagos State");
  expect((await ordersOf(page)).map((order) => order.number)).toEqual([number]);
});

test("an address that only the server refuses lands in the same list", async ({
  page,
  trouble,
}) => {
  trouble.expect("/api/shop/checkout", 400);
  await givenCart(page);
  await page.goto("/checkout");
  await giveDelivery(page);
  await page.getByLabel("E-mail").fill("ada..obi@example.com");
  await page.getByRole("button", { name: "Place order" }).click();
  const problem = page.getByRole("form").getByRole("alert");
  await expect(problem).toBeFocused();
  await problem.getByRole("link").first().click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await page.getByLabel("E-mail").fill(PERSON.email);
  await placeOrder(page);
});

test("two presses of Place order, and two tabs, make one order", async ({
  page,
  context,
}) => {
  await givenCart(page);
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto("/checkout");
    await giveDelivery(tab);
  }
  await Promise.all([
    page.getByRole("button", { name: "Place order" }).dblclick(),
    other.getByRole("button", { name: "Place order" }).dblclick(),
  ]);
  for (const tab of [page, other]) {
    await tab.bringToFront();
    await expectHeading(tab, "Pay for your order");
  }
  expect(await ordersOf(page)).toHaveLength(1);
  await expectCount(page, "empty");
});

test("a slow shop says that it is at work and makes one order", async ({
  page,
}) => {
  await givenCart(page);
  await page.goto("/checkout");
  await giveDelivery(page);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/shop/checkout", async (route) => {
    await held;
    await route.continue();
  });
  const button = page.getByRole("button", { name: "Place order" });
  await button.click();
  await expect(
    page.getByRole("status").filter({ hasText: "Placing your order…" }),
  ).toBeVisible();
  await button.click();
  answer();
  await expectHeading(page, "Pay for your order");
  expect(await ordersOf(page)).toHaveLength(1);
});

test("a price that changed meanwhile is told, and accepted by placing the order again", async ({
  page,
  shop,
  trouble,
  request,
}) => {
  const slug = "lekki-latte-cup";
  await givenCart(page, { product: slug });
  await page.goto("/checkout");
  await giveDelivery(page);
  await expectFact(page.getByRole("main"), "Total", "₦9,000");
  const setPrice = await ownersPrice(request, shop.url, slug);
  try {
    await setPrice(700_000);
    trouble.expect("/api/shop/checkout", 409);
    await page.getByRole("button", { name: "Place order" }).click();
    const problem = page.getByRole("form").getByRole("alert");
    await expect(problem).toBeFocused();
    await expect(problem).toContainText(
      "The total is now ₦9,500, not ₦9,000. Nothing was ordered.",
    );
    await expectFact(page.getByRole("main"), "Total", "₦9,500");
    expect(await ordersOf(page)).toHaveLength(0);
    await accessible(page);
    await placeOrder(page);
    await expectFact(page.getByRole("main"), "Total", "₦9,500");
  } finally {
    await setPrice(650_000);
  }
});

test("what somebody else bought first is told at the line, and the rest can be bought", async ({
  page,
  another,
  trouble,
}) => {
  const last = { product: "obudu-ridge-picnic-flask", inscription: "" };
  await givenCart(page, { ...last, quantity: 4 });
  await givenCart(page);
  await page.goto("/checkout");
  await giveDelivery(page);
  const other = await another();
  const theirs = await givenOrder(other, { ...last, quantity: 4 });
  trouble.expect("/api/shop/checkout", 409);
  await page.getByRole("button", { name: "Place order" }).click();
  await expect(page.getByRole("form").getByRole("alert")).toContainText(
    /Only 2|2 left/,
  );
  expect(await ordersOf(page)).toHaveLength(0);
  await page.getByRole("link", { name: "Change the cart" }).click();
  await expectHeading(page, "Your cart");
  await expect(page.getByRole("main")).toContainText("cannot be ordered");
  await page
    .getByLabel("Quantity of Obudu Ridge Picnic Flask")
    .selectOption("2");
  await expectCount(page, "3 items");
  await page.getByRole("link", { name: "Checkout" }).click();
  await placeOrder(page);

  // Gives the shelf back to whoever tests next.
  for (const [who, order] of [
    [page, (await ordersOf(page))[0]],
    [other, theirs],
  ] as const)
    await who.request.post(`/api/shop/orders/${order?.id}/cancel`, {
      data: {},
    });
});

test("a checkout with nothing in it leads back to the shop", async ({
  page,
}) => {
  await page.goto("/checkout");
  await expect(page.getByRole("main")).toContainText(
    "Your cart is empty, and no order is waiting to be paid.",
  );
  await expect(
    page.getByRole("main").getByRole("link", { name: "Go to the shop" }),
  ).toBeVisible();
});

test("an empty cart at the checkout leads to the order that waits to be paid", async ({
  page,
}) => {
  const order = await givenOrder(page);
  await page.goto("/checkout");
  await expectHeading(page, "Pay for your order");
  await expect(page.getByRole("main")).toContainText(`Order ${order.number}`);
  await goToPaystack(page);
  await payThere(page);
  await expectHeading(page, "Payment received");
  await page.goto("/checkout");
  await expectHeading(page, "Checkout");
  await expect(page.getByRole("main")).toContainText("no order is waiting");
});
