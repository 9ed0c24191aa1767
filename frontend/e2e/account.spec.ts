import { randomUUID } from "node:crypto";
import { accessible } from "./accessible";
import { expect, type Page, test } from "./fixtures";
import { givenCart, MUG } from "./given";
import {
  addToCart,
  expectCount,
  expectHeading,
  giveDelivery,
  personalise,
  placeOrder,
} from "./steps";

const PASSWORD = "groundnut and coconut";

async function createAccount(page: Page): Promise<string> {
  const email = `ada-${randomUUID()}@example.com`;
  await page.goto("/account");
  await page.getByRole("link", { name: "Create an account" }).click();
  await expectHeading(page, "Create an account");
  await page.getByLabel("Name").fill("Ada Obi");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expectHeading(page, "Your account");
  await expect(page.getByRole("main")).toContainText(email);
  return email;
}

async function signIn(page: Page, email: string, password = PASSWORD) {
  await page.goto("/account");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
}

test("a guest's cart goes along into the account and joins what is there, doubling nothing", async ({
  page,
  another,
}) => {
  await givenCart(page, { quantity: 2 });
  const email = await createAccount(page);
  await expectCount(page, "2 items");
  await accessible(page);

  // The same person on another device, with a cart of its own there.
  const device = await another();
  await givenCart(device);
  await givenCart(device, { inscription: "Bólá" });
  await device.goto("/");
  await expectCount(device, "2 items");
  await signIn(device, email);
  await expectHeading(device, "Your account");
  await expectCount(device, "3 items");
  await device.goto("/cart");
  await expect(
    device.getByLabel(`Quantity of ${MUG.name} with ‘Ada’`),
  ).toHaveValue("2");
  await expect(
    device.getByLabel(`Quantity of ${MUG.name} with ‘Bólá’`),
  ).toHaveValue("1");
  await device.reload();
  await expectCount(device, "3 items");
  await page.reload();
  await expectCount(page, "3 items");

  await device.goto("/account");
  await device.getByRole("button", { name: "Sign out" }).click();
  await expectHeading(device, "Sign in");
  await expectCount(device, "empty");
});

test("a wrong password is told without saying which was wrong", async ({
  page,
  trouble,
}) => {
  trouble.expect("/api/collections/users/auth-with-password", 400);
  const email = await createAccount(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, email, "not the password");
  await expect(page.getByRole("form").getByRole("alert")).toContainText(
    "E-mail and password do not belong together. Check both.",
  );
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await accessible(page);
});

test("an account that exists already and a short password are told at their questions", async ({
  page,
  trouble,
}) => {
  const email = await createAccount(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.goto("/account?new=1");
  await page.getByLabel("Name").fill("Ada Obi");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  const problem = page.getByRole("form").getByRole("alert");
  await expect(problem.getByRole("link")).toHaveText([
    "Enter a password of 8 letters or more",
  ]);
  trouble.expect("/api/collections/users/records", 400);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(problem.getByRole("link")).toHaveCount(1);
  await problem.getByRole("link").click();
  await expect(page.getByLabel("E-mail")).toBeFocused();
});

test("the account's orders are on every device where it is signed in, and nowhere else", async ({
  page,
  another,
}) => {
  const email = await createAccount(page);
  await page.goto(`/products/${MUG.slug}`);
  await personalise(page);
  await addToCart(page, MUG.name);
  await page.getByRole("link", { name: "View cart" }).click();
  await page.getByRole("link", { name: "Checkout" }).click();
  await giveDelivery(page);
  const number = await placeOrder(page);

  const device = await another();
  await signIn(device, email);
  await expectHeading(device, "Your account");
  await device
    .getByRole("main")
    .getByRole("link", { name: "My orders" })
    .click();
  await expectHeading(device, "My orders");
  const order = device
    .getByRole("main")
    .getByRole("link", { name: `Order ${number}` });
  await expect(order).toBeVisible();
  await order.click();
  await expectHeading(device, `Order ${number}`);

  await device.goto("/account");
  await device.getByRole("button", { name: "Sign out" }).click();
  await expectHeading(device, "Sign in");
  await device.goto("/orders");
  await expect(device.getByRole("main")).toContainText(
    "You have no orders here yet.",
  );
  await device.goBack();
  await device.goForward();
  await expect(order).toHaveCount(0);
});
