import { fileURLToPath } from "node:url";
import { Dashboard } from "./dashboard";
import { desktop, expect, test } from "./fixtures";
import { PERSON } from "./given";
import {
  addToCart,
  expectFact,
  expectHeading,
  expectPaid,
  giveDelivery,
  goToPaystack,
  payThere,
  placeOrder,
} from "./steps";

const picture = (name: string) =>
  fileURLToPath(
    new URL(`../../internal/demo/pictures/${name}.jpg`, import.meta.url),
  );

test("the owner adds a mug with an engraving of its own, it is bought, and a later edit leaves the order as it was sold", async ({
  page,
  browser,
  trouble,
}) => {
  test.setTimeout(90_000);
  const owner = await browser.newContext(desktop);
  trouble.watch(owner);
  const dashboard = new Dashboard(await owner.newPage());
  await dashboard.signIn();

  await dashboard.open("products");
  await dashboard.begin();
  await dashboard.pick(0, "Cups");
  await dashboard.write("name", "Birthday Mug");
  await dashboard.count("priceKobo", 600_000);
  await dashboard.upload(picture("adire-moon-mug"), picture("lekki-latte-cup"));
  await dashboard.tick("active");
  await dashboard.tick("stockCounted");
  await dashboard.count("stock", 3);
  await dashboard.save("Create");

  await dashboard.open("customization_fields");
  await dashboard.begin();
  await dashboard.pick(1, "Birthday Mug");
  await dashboard.write("label", "Engraving");
  await dashboard.choose("kind", "text");
  await dashboard.tick("required");
  await dashboard.count("limit", 20);
  await dashboard.count("surchargeKobo", 50_000);
  await dashboard.save("Create");
  await dashboard.begin();
  await dashboard.pick(1, "Birthday Mug");
  await dashboard.write("label", "Colour");
  await dashboard.write("key", "color");
  await dashboard.tick("required");
  await dashboard.choose("kind", "color");
  await dashboard.json([{ value: "sky", label: "Sky", swatch: "#7fb4d9" }]);
  await dashboard.save("Create");

  await page.goto("/products/birthday-mug");
  await expectHeading(page, "Birthday Mug");
  await expect(page.getByRole("main")).toContainText("Only 3 left");
  await expect(
    page.getByRole("button", { name: /picture/i }),
    "both pictures are shown",
  ).toHaveCount(2);
  const form = page.getByRole("form", { name: "Personalise this gift" });
  await form.getByRole("radio", { name: "Sky" }).check();
  await form.getByLabel("Engraving").fill("Ọmọtọ́lá is twenty-one today");
  await form.getByLabel("Phone number").fill(PERSON.phone);
  await form
    .getByLabel("Delivery town")
    .selectOption({ label: "Ikeja, Lagos State" });
  await form.getByRole("button", { name: "Add to cart" }).click();
  await expect(page.getByRole("alert")).toContainText("20 letters or fewer");
  await form.getByLabel("Engraving").fill("Ọmọtọ́lá is 21");
  await addToCart(page, "Birthday Mug, Sky, ‘Ọmọtọ́lá is 21’");
  await page.getByRole("link", { name: "View cart" }).click();
  await expectFact(
    page.getByRole("region", { name: "Summary" }),
    "Subtotal, 1 item",
    "₦6,500",
  );
  await page.getByRole("link", { name: "Checkout" }).click();
  await giveDelivery(page);
  const number = await placeOrder(page);
  await goToPaystack(page, "₦9,000");
  await payThere(page);
  await expectPaid(page, number);

  await dashboard.open("customization_fields");
  await dashboard.edit("Engraving");
  await dashboard.write("label", "Words on the rim");
  await dashboard.count("surchargeKobo", 90_000);
  await dashboard.save("Save changes");
  await owner.close();

  await page.goto("/products/birthday-mug");
  await expect(form.getByLabel("Words on the rim")).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Only 2 left");
  await page.goto("/orders");
  await page.getByRole("link", { name: `Order ${number}` }).click();
  const gifts = page.getByRole("region", { name: "Gifts" });
  await expectFact(gifts, "Engraving", "Ọmọtọ́lá is 21");
  await expect(gifts).toContainText("₦6,500");
});
