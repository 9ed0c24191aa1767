export const PER_PAGE = 24;

export interface Listed {
  category?: string;
  q?: string;
  /** "" is the best fit of a search, else the owner's order. */
  sort: string;
  page: number;
  /** Bounds of the price in kobo, as they stand in the address; "" is none. */
  minPriceKobo?: string;
  maxPriceKobo?: string;
}

/** Reads a list from a page's query; what is not one of ours counts as the first page, our order, any price. */
export function readListed(query: string) {
  const params = new URLSearchParams(query);
  const read = (name: string, fits: RegExp) => {
    const value = params.get(name) ?? "";
    return fits.test(value) ? value : "";
  };
  return {
    sort: read("sort", /^(-?price|name|newest)$/),
    page: Number(read("page", /^[1-9]\d{0,5}$/)) || 1,
    minPriceKobo: read("minPriceKobo", /^\d{1,10}$/),
    maxPriceKobo: read("maxPriceKobo", /^[1-9]\d{0,9}$/),
  };
}

function query(listed: Listed): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of [
    "category",
    "q",
    "minPriceKobo",
    "maxPriceKobo",
    "sort",
  ] as const) {
    const value = listed[name];
    if (value) params.set(name, value);
  }
  if (listed.page > 1) params.set("page", String(listed.page));
  return params;
}

/** The API's address of a list; also the key under which the server puts it into the page. */
export function listingUrl(listed: Listed): string {
  const params = query(listed);
  params.set("perPage", String(PER_PAGE));
  return `/api/shop/products?${params}`;
}

/** The page's own query, without what is the default. A category's page has the category in its path. */
export function pageQuery(listed: Listed): string {
  const text = query(listed).toString();
  return text && `?${text}`;
}
