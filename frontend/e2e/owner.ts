import { type APIRequestContext, expect } from "@playwright/test";
import { OWNER } from "./shop";

/** Signs the owner in and gives what sets a product's price, in kobo. */
export async function ownersPrice(
  request: APIRequestContext,
  shopUrl: string,
  slug: string,
): Promise<(priceKobo: number) => Promise<void>> {
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
  return async (priceKobo) => {
    const answer = await request.patch(`${records}/${product.id}`, {
      headers,
      data: { priceKobo },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
}
