import { useEffect } from "react";
import useSWR, { mutate } from "swr";
import type { Cart, CartLine, Customizations } from "../../shared/api-types";
import { CART_URL } from "../../shared/net/cache";
import { fetchJson } from "../../shared/net/fetch-json";

/*
 * The cart is the server's: each act answers the whole priced cart and that answer is what is shown. The
 * browser never adds up. Other tabs hear of a change through storage and ask for themselves.
 */

const SIGNAL = "cart-changed";

export function useCart() {
  const cart = useSWR<Cart>(CART_URL);
  const { mutate: revalidate } = cart;
  useEffect(() => {
    const onStorage = (event: StorageEvent) => {
      if (event.key === SIGNAL) void revalidate();
    };
    addEventListener("storage", onStorage);
    return () => removeEventListener("storage", onStorage);
  }, [revalidate]);
  return cart;
}

function tellOtherTabs() {
  try {
    localStorage.setItem(SIGNAL, String(Date.now()));
  } catch {
    // Other tabs then ask when they come to the front.
  }
}

const lineUrl = (id: string) => `${CART_URL}/items/${encodeURIComponent(id)}`;

async function act(request: Promise<Cart>): Promise<Cart> {
  const cart = await request;
  await mutate(CART_URL, cart, { revalidate: false });
  tellOtherTabs();
  return cart;
}

/** Adds a product; `product` is an id or a slug. */
export function addItem(item: {
  product: string;
  quantity: number;
  customizations: Customizations;
}): Promise<Cart> {
  return act(fetchJson(`${CART_URL}/items`, { method: "POST", body: item }));
}

/** Changes a line; two lines that become alike join. */
export function changeItem(
  line: string,
  change: { quantity?: number; customizations?: Customizations },
): Promise<Cart> {
  return act(fetchJson(lineUrl(line), { method: "PATCH", body: change }));
}

export function removeItem(line: string): Promise<Cart> {
  return act(fetchJson(lineUrl(line), { method: "DELETE" }));
}

/**
 * Sets a line's quantity and shows it at once; sums stay the server's last word until it answers. When
 * the server refuses, the old quantity comes back and the promise rejects.
 */
export async function setQuantity(
  line: string,
  quantity: number,
): Promise<Cart> {
  const cart = await mutate<Cart>(
    CART_URL,
    fetchJson<Cart>(lineUrl(line), { method: "PATCH", body: { quantity } }),
    {
      optimisticData: (shown) => withQuantity(shown as Cart, line, quantity),
      rollbackOnError: true,
      revalidate: false,
    },
  );
  tellOtherTabs();
  return cart as Cart;
}

/** The cart with one quantity replaced and the count that follows from it; no sums. */
export function withQuantity(cart: Cart, line: string, quantity: number): Cart {
  const items = cart.items.map((item) =>
    item.id === line ? { ...item, quantity } : item,
  );
  return {
    ...cart,
    items,
    itemsCount: items.reduce((sum, item) => sum + item.quantity, 0),
  };
}

/** Puts a removed line back, as it was. */
export function putBack(line: CartLine): Promise<Cart> {
  return addItem({
    product: line.product.id,
    quantity: line.quantity,
    customizations: line.customizations,
  });
}
