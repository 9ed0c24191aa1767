import { mutate } from "swr";
import { fetchJson } from "./fetch-json";

export const CART_URL = "/api/shop/cart";
export const ORDERS_URL = "/api/shop/orders";
export const orderUrl = (id: string) =>
  `${ORDERS_URL}/${encodeURIComponent(id)}`;

let boot: Record<string, unknown> = {};

/** Takes the data block that the server put into the page; the answer is SWR's `fallback`. */
export function primeFromPage(): Record<string, unknown> {
  const text = document.getElementById("boot")?.textContent;
  try {
    boot = text ? JSON.parse(text) : {};
  } catch {
    boot = {};
  }
  return { ...boot };
}

/** Reads a URL. What came with the page answers once, so that the first view asks nothing twice. */
export function read(url: string): Promise<unknown> {
  if (url in boot) {
    const value = boot[url];
    delete boot[url];
    return Promise.resolve(value);
  }
  return fetchJson(url);
}

function personal(key: unknown): boolean {
  return (
    typeof key === "string" &&
    [CART_URL, ORDERS_URL].some((url) => key.startsWith(url))
  );
}

/** Asks again for everything that belongs to the shopper, keeping what is shown until then. */
export function refreshPersonal() {
  return mutate(personal);
}

/** Forgets everything that belongs to the shopper and asks again: another person may be here now. */
export function forgetPersonal() {
  return mutate(personal, undefined, { revalidate: true });
}
