import { type APIRequestContext, expect } from "@playwright/test";
import { OWNER } from "./shop";

/** Signs the owner in and finds a product. */
async function ownersProduct(
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
  const found = await request.get(`${collections}/products/records`, {
    headers,
    params: { filter: `slug='${slug}'` },
  });
  const [product] = (await found.json()).items;
  return { collections, headers, product };
}

/** Lets a product ask for a photo that need not be given. */
export async function asksForAPhoto(
  request: APIRequestContext,
  shopUrl: string,
  slug: string,
) {
  const { collections, headers, product } = await ownersProduct(
    request,
    shopUrl,
    slug,
  );
  const answer = await request.post(
    `${collections}/customization_fields/records`,
    {
      headers,
      data: {
        product: product.id,
        label: "Portrait",
        kind: "photo",
        position: 90,
      },
    },
  );
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Gives what sends the owner's change of a product, as `data` or as `multipart`. */
async function ownersChange(
  request: APIRequestContext,
  shopUrl: string,
  slug: string,
) {
  const { collections, headers, product } = await ownersProduct(
    request,
    shopUrl,
    slug,
  );
  return async (body: Parameters<APIRequestContext["patch"]>[1]) => {
    const answer = await request.patch(
      `${collections}/products/records/${product.id}`,
      { headers, ...body },
    );
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
