export const PER_PAGE = 24;

export const SORTS = [
  { value: "position", label: "Our choice" },
  { value: "price", label: "Price, low to high" },
  { value: "-price", label: "Price, high to low" },
  { value: "name", label: "Name" },
  { value: "newest", label: "Newest" },
] as const;

export interface Listed {
  category?: string;
  q?: string;
  sort: string;
  page: number;
}

/** Reads `sort` and `page` from a page's query; what is not one of ours counts as the first page, our order. */
export function readListed(query: string): { sort: string; page: number } {
  const params = new URLSearchParams(query);
  const sort = params.get("sort") ?? "";
  const page = Number(params.get("page"));
  return {
    sort: SORTS.some((known) => known.value === sort) ? sort : "position",
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

function query(listed: Listed): URLSearchParams {
  const params = new URLSearchParams();
  if (listed.category) params.set("category", listed.category);
  if (listed.q) params.set("q", listed.q);
  if (listed.sort !== "position") params.set("sort", listed.sort);
  if (listed.page > 1) params.set("page", String(listed.page));
  return params;
}

/** The API's address of a list; also the key under which the server puts it into the page. */
export function listingUrl(listed: Listed): string {
  const params = query(listed);
  params.set("perPage", String(PER_PAGE));
  return `/api/shop/products?${params}`;
}

/** The page's own query, without what is the default. */
export function pageQuery(listed: Listed): string {
  const text = query({ ...listed, category: undefined }).toString();
  return text && `?${text}`;
}
