import sharp from "sharp";
import { expect, type Page, test } from "./fixtures";
import { ownersPhoto } from "./owner";
import { expectHeading } from "./steps";

/** No other spec shows this one's pictures. */
const PRODUCT = {
  slug: "zuma-rock-glass-bottle",
  name: "Zuma Rock Glass Bottle",
};

/** What the phone writes into its photos. */
const SECRETS = ["Exif", "Secret phone"];

/** What a phone saves that is held upright: on its side, red on the left, with a note to turn it and one of the place. */
async function snapshot(): Promise<Buffer> {
  const side = { width: 800, height: 1200, channels: 3 as const };
  return sharp({ create: { ...side, width: 1600, background: "#1d4ed8" } })
    .composite([
      {
        input: { create: { ...side, background: "#dc2626" } },
        left: 0,
        top: 0,
      },
    ])
    .jpeg()
    .withExif({
      IFD0: { Make: "Secret phone" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "7/1 22/1 39/1" },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

/** The colours that the largest picture on the page shows at its top and at its bottom. */
function ends(page: Page): Promise<string[]> {
  return page
    .getByRole("img", { name: PRODUCT.name })
    .first()
    .evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const pen = canvas.getContext("2d", { willReadFrequently: true });
      pen?.drawImage(image, 0, 0);
      return [0.1, 0.9].map((part) => {
        const [red = 0, , blue = 0] =
          pen?.getImageData(canvas.width / 2, canvas.height * part, 1, 1)
            .data ?? [];
        return red > blue ? "red" : "blue";
      });
    });
}

test("a phone's photo is shown upright, as WebP, and tells nobody where it was taken", async ({
  page,
  shop,
}) => {
  test.setTimeout(90_000);
  const photo = await snapshot();
  for (const secret of SECRETS) expect(photo.includes(secret)).toBe(true);
  await ownersPhoto(page.request, shop.url, PRODUCT.slug, photo);

  const files: { url: string; body: Promise<Buffer> }[] = [];
  page.on("response", (answer) => {
    if (answer.url().includes("/api/files/"))
      files.push({ url: answer.url(), body: answer.body() });
  });
  await page.goto(`/products/${PRODUCT.slug}`);
  await expectHeading(page, PRODUCT.name);
  expect(await ends(page)).toEqual(["red", "blue"]);

  const image = page.getByRole("img", { name: PRODUCT.name }).first();
  expect(
    await image.evaluate((one: HTMLImageElement) => one.currentSrc),
  ).toMatch(/\/api\/files\/pictures\/\w+\/\d+\.webp$/);
  await expect(image).toHaveAttribute("width", "1080");
  await expect(image).toHaveAttribute("height", "1440");
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect(file.url, "only what was drawn is fetched").toMatch(/\.webp$/);
    const body = await file.body;
    for (const secret of SECRETS)
      expect(body.includes(secret), `${file.url} says ${secret}`).toBe(false);
  }
});
