import { accessible } from "./accessible";
import { expect, type Page, test } from "./fixtures";
import { asksForAPhoto } from "./owner";
import { addToCart, expectHeading, giveDelivery, placeOrder } from "./steps";

const GIFT = { slug: "zuma-rock-glass-bottle", name: "Zuma Rock Glass Bottle" };

/** The one small photo of the page: loaded, and with its place kept before it was. */
async function expectPhoto(page: Page) {
  const photo = page.getByRole("main").getByRole("img", { name: "Your photo" });
  await photo.scrollIntoViewIfNeeded();
  await expect(photo).toHaveAttribute("width", "80");
  await expect(photo).toHaveAttribute("height", "80");
  await expect
    .poll(() => photo.evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBe(160);
  await accessible(page);
}

test("a shopper sees the own photo in the cart, the summary and the order", async ({
  page,
  request,
  shop,
}) => {
  await asksForAPhoto(request, shop.url, GIFT.slug);
  await page.goto(`/products/${GIFT.slug}`);
  const form = page.getByRole("form", { name: "Personalise this gift" });
  await form.getByLabel("Portrait").setInputFiles({
    name: "me.png",
    mimeType: "image/png",
    buffer: await page.screenshot(),
  });
  await expect(form).toContainText("Your photo has arrived.");
  await form.getByRole("radio", { name: "Wine" }).check();
  await form.getByLabel("Phone number").fill("0803 123 4567");
  await form
    .getByLabel("Delivery town")
    .selectOption({ label: "Ikeja, Lagos State" });
  await addToCart(page, GIFT.name);
  await page.goto("/cart");
  await expectPhoto(page);
  await page.goto("/checkout");
  await expectHeading(page, "Checkout");
  await expectPhoto(page);
  await giveDelivery(page);
  await placeOrder(page);
  await expectPhoto(page);
});
