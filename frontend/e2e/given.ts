import { type APIResponse, expect, type Page } from "@playwright/test";

/*
 * What a test takes as given. It is made through the shop's API with the page's own cookies: the way there
 * has tests of its own, and each journey through the pages costs seconds.
 */

export interface Zone {
  id: string;
  town: string;
  feeKobo: number;
}

export interface Order {
  id: string;
  number: string;
  status: string;
  totalKobo: number;
  events: { kind: string; message: string }[];
}

/** ₦6,000; one made to order, so that no other test's purchase empties the shelf. */
export const MUG = { slug: "adire-moon-mug", name: "Adire Moon Mug" };

export const PERSON = {
  name: "Ada Obi",
  phone: "0803 123 4567",
  email: "ada@example.com",
  address: "12 Allen Avenue, opposite the bank",
};

/** Puts mugs with ‘Ada’ on them, or other gifts, into the page's cart. */
export async function givenCart(
  page: Page,
  {
    product = MUG.slug,
    quantity = 1,
    inscription = "Ada",
  }: { product?: string; quantity?: number; inscription?: string } = {},
): Promise<{ subtotalKobo: number }> {
  return answer<{ subtotalKobo: number }>(
    await page.request.post("/api/shop/cart/items", {
      data: {
        product,
        quantity,
        customizations: {
          color: "wine",
          inscription,
          phone: PERSON.phone,
          town: "Ikeja",
        },
      },
    }),
  );
}

/** An order of the page's cart, to Ikeja (₦2,500). */
export async function givenOrder(
  page: Page,
  item?: Parameters<typeof givenCart>[1],
): Promise<Order> {
  const cart = await givenCart(page, item);
  const zones: Zone[] = await answer(
    await page.request.get("/api/shop/delivery-zones"),
  );
  const zone = zones.find(({ town }) => town === "Ikeja");
  return answer(
    await page.request.post("/api/shop/checkout", {
      data: {
        ...PERSON,
        zone: zone?.id,
        seenTotalKobo: cart.subtotalKobo + (zone?.feeKobo ?? 0),
      },
    }),
  );
}

/** The page's orders as the server has them, newest first. */
export async function ordersOf(page: Page): Promise<Order[]> {
  return answer(await page.request.get("/api/shop/orders"));
}

async function answer<T>(response: APIResponse): Promise<T> {
  expect(response.ok(), await response.text()).toBe(true);
  return response.json();
}
