import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { desktop, type Page, test } from "./fixtures";
import { givenCart } from "./given";
import {
  addToCart,
  expectFact,
  expectHeading,
  expectPaid,
  giveDelivery,
  goToPaystack,
  payThere,
  personalise,
  placeOrder,
} from "./steps";

const FRONTEND = fileURLToPath(new URL("..", import.meta.url));
const FOLDER = resolve(FRONTEND, process.env.PICTURES ?? "pictures");
mkdirSync(FOLDER, { recursive: true });

async function takePicture(page: Page, name: string) {
  await page.evaluate(async () => {
    if (document.activeElement instanceof HTMLElement)
      document.activeElement.blur();
    const seen = [...document.images].filter((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    for (const image of seen) image.loading = "eager";
    await Promise.all(seen.map((image) => image.decode().catch(() => {})));
  });
  await sharp(await page.screenshot())
    .jpeg({ quality: 80, mozjpeg: true })
    .toFile(join(FOLDER, `${name}.jpg`));
}

/** Buys two gifts and takes a picture of each page on the way. */
async function walk(page: Page, size: string) {
  await page.goto("/");
  await expectHeading(page, "A gift with their name on it");
  await takePicture(page, `home-${size}`);

  await givenCart(page, { product: "eko-skyline-bottle", inscription: "Tolú" });
  await page.goto("/products/adire-moon-mug");
  await personalise(page, { color: "Indigo", inscription: "Adé & Ọlá" });
  await page.evaluate(() => scrollTo(0, 0));
  await takePicture(page, `product-${size}`);
  await page.getByRole("figure").scrollIntoViewIfNeeded();
  await takePicture(page, `personalise-${size}`);
  await addToCart(page, "Adire Moon Mug");
  await page.goto("/cart");
  await expectFact(
    page.getByRole("region", { name: "Summary" }),
    "Subtotal, 2 items",
    "₦17,000",
  );
  await takePicture(page, `cart-${size}`);

  await page.goto("/checkout");
  await giveDelivery(page);
  await page.evaluate(() => scrollTo(0, 0));
  await takePicture(page, `checkout-${size}`);
  const number = await placeOrder(page);
  await goToPaystack(page);
  await takePicture(page, `paystack-${size}`);
  await payThere(page);
  await expectPaid(page, number);
  await takePicture(page, `paid-${size}`);
}

test.describe("on a phone", () => {
  test.use({ deviceScaleFactor: 2 });
  test("pictures", ({ page }) => walk(page, "phone"));
});

test.describe("on a large screen", () => {
  test.use(desktop);
  test("pictures", ({ page }) => walk(page, "desktop"));
});
