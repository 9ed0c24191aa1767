import useSWR from "swr";
import type { ProductList } from "../../shared/api-types";
import { Link } from "../../shared/navigation/location";
import { CALMLY } from "../../shared/shop";
import styles from "./listing.module.css";
import { PER_PAGE } from "./listing-url";
import { ProductGrid } from "./product-grid";

/** One page of a list of products. */
export function useListing(url: string | null) {
  return useSWR<ProductList>(url, CALMLY);
}

interface Props {
  list: ProductList;
  /** The address of another page of the same list. */
  href(page: number): string;
  label: string;
}

export function Listing({ list, href, label }: Props) {
  const pages = Math.max(
    1,
    Math.ceil(list.totalItems / (list.perPage || PER_PAGE)),
  );
  return (
    <>
      <ProductGrid products={list.items} heading="h2" first />
      {pages > 1 && (
        <nav className={styles.paging} aria-label={label}>
          {list.page > 1 && (
            <Link className="button-plain" href={href(list.page - 1)}>
              Previous page
            </Link>
          )}
          <p>
            Page {list.page} of {pages}
          </p>
          {list.page < pages && (
            <Link className="button-plain" href={href(list.page + 1)}>
              Next page
            </Link>
          )}
        </nav>
      )}
    </>
  );
}
