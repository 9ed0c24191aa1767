/** Every page of the storefront. The server answers 404 for a path that fits none of them. */
const ROUTES = {
  home: "/",
  category: "/category/:slug",
  product: "/products/:slug",
  search: "/search",
  cart: "/cart",
  checkout: "/checkout",
  paymentDetails: "/payment-details/:reference",
  paymentFailed: "/payment-failed/:reference",
  orders: "/orders",
  order: "/orders/:id",
  account: "/account",
} as const;

export type RouteName = keyof typeof ROUTES;

/** The page of a path and the text that stands in its pattern's place; null when there is none. */
export function matchRoute(
  path: string,
): { name: RouteName; param: string } | null {
  const given = path.replace(/(.)\/$/, "$1").split("/");
  for (const [name, pattern] of Object.entries(ROUTES)) {
    const wanted = pattern.split("/");
    let param = "";
    const fits =
      wanted.length === given.length &&
      wanted.every((part, index) => {
        const text = given[index] ?? "";
        if (!part.startsWith(":")) return part === text;
        param = decoded(text);
        return param !== "";
      });
    if (fits) return { name: name as RouteName, param };
  }
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
