import { type APIRequestContext, expect } from "@playwright/test";
import { OWNER } from "./shop";

/** Signs the owner in and gives what sends her change of a product, as `data` or as `multipart`. */
async function ownersChange(
  request: APIRequestContext,
  shopUrl: string,
  slug: string,
) {
  const collections = `${shopUrl}/api/collections`;
  const signed = await request.post(
    `${collections}/_superusers/auth-with-password`,
    { data: { identity: OWNER.email, password: OWNER.password } },
  );
  const headers = { Authorization: (await signed.json()).token };
  const records = `${collections}/products/records`;
  const found = await request.get(records, {
    headers,
    params: { filter: `slug='${slug}'` },
  });
  const [product] = (await found.json()).items;
  return async (body: Parameters<APIRequestContext["patch"]>[1]) => {
    const answer = await request.patch(`${records}/${product.id}`, {
      headers,
      ...body,
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
}

/** Signs the owner in and gives what sets a product's price, in kobo. */
export async function ownersPrice(
  request: APIRequestContext,
  shopUrl: string,
  slug: string,
): Promise<(priceKobo: number) => Promise<void>> {
  const change = await ownersChange(request, shopUrl, slug);
  return (priceKobo) => change({ data: { priceKobo } });
}

/** Uploads the owner's photo, a JPEG, in the place of a product's pictures, and waits until the shop has drawn it. */
export async function ownersPhoto(
  request: APIRequestContext,
  shopUrl: string,
  slug: string,
  photo: Buffer,
): Promise<void> {
  const change = await ownersChange(request, shopUrl, slug);
  await change({ data: { images: [] } });
  await change({
    multipart: {
      images: { name: "IMG_2041.jpg", mimeType: "image/jpeg", buffer: photo },
    },
  });
  await expect
    .poll(
      async () => {
        const answer = await request.get(
          `${shopUrl}/api/shop/products/${slug}`,
        );
        return (await answer.json()).images[0].webp;
      },
      { message: "the photo is drawn", timeout: 30_000 },
    )
    .not.toBe("");
}
