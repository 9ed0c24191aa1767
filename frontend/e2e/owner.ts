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

/** Gives what sets a product's price, in kobo. */
export async function ownersPrice(
  request: APIRequestContext,
  shopUrl: string,
  slug: string,
): Promise<(priceKobo: number) => Promise<void>> {
  const { collections, headers, product } = await ownersProduct(
    request,
    shopUrl,
    slug,
  );
  return async (priceKobo) => {
    const answer = await request.patch(
      `${collections}/products/records/${product.id}`,
      {
        headers,
        data: { priceKobo },
      },
    );
    expect(answer.ok(), await answer.text()).toBe(true);
  };
}
