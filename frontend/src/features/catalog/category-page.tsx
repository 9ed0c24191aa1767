import type { ReactNode } from "react";
import { Link, navigate, useSearch } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { useCatalog } from "../../shared/shop";
import { count } from "../../shared/text/words";
import { isMissing, LoadFailed, Loading } from "../../shared/ui/page-state";
import { Listing, useListing } from "./listing";
import styles from "./listing.module.css";
import { listingUrl, pageQuery, readListed, SORTS } from "./listing-url";
import { pathTo } from "./tree";

interface Props {
  slug: string;
  notFound: ReactNode;
}

export function CategoryPage({ slug, notFound }: Props) {
  const asked = readListed(useSearch());
  const catalog = useCatalog();
  const way = catalog.data ? pathTo(catalog.data, slug) : [];
  const category = way.at(-1);
  // A category that the catalogue does not have is not asked for.
  const list = useListing(
    catalog.data && !category ? null : listingUrl({ category: slug, ...asked }),
  );

  if ((catalog.data && !category) || isMissing(list.error)) return notFound;
  if (!category || !list.data) {
    const error = catalog.error ?? list.error;
    if (!error) return <Loading cards={8} />;
    return (
      <LoadFailed
        error={error}
        retry={() => {
          void catalog.mutate();
          void list.mutate();
        }}
      />
    );
  }
  const href = (listed: { sort: string; page: number }) =>
    `/category/${slug}${pageQuery(listed)}`;
  return (
    <>
      {way.length > 1 && (
        <nav className={styles.crumbs} aria-label="You are in">
          <ol role="list">
            {way.slice(0, -1).map((above) => (
              <li key={above.id}>
                <Link className="link" href={`/category/${above.slug}`}>
                  {above.name}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <PageHeading>{category.name}</PageHeading>
      <div className={styles.tools}>
        {category.children.length > 0 && (
          <nav aria-label={`Kinds of ${category.name}`}>
            <ul role="list">
              {category.children.map((child) => (
                <li key={child.id}>
                  <Link
                    className="button-plain"
                    href={`/category/${child.slug}`}
                  >
                    {child.name}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <p>{count(list.data.totalItems, "gift")}</p>
        {list.data.totalItems > 1 && (
          <div className={styles.sort}>
            <label htmlFor="sort">Sort by</label>
            <select
              id="sort"
              value={asked.sort}
              onChange={(event) =>
                navigate(href({ sort: event.target.value, page: 1 }))
              }
            >
              {SORTS.map((sort) => (
                <option key={sort.value} value={sort.value}>
                  {sort.label}
                </option>
              ))}
            </select>
          </div>
        )}
      </div>
      {list.data.items.length > 0 ? (
        <Listing
          list={list.data}
          label={`Pages of ${category.name}`}
          href={(page) => href({ sort: asked.sort, page })}
        />
      ) : (
        <p>
          No {category.name.toLowerCase()} {asked.page > 1 ? "here" : "yet"}.{" "}
          <Link href="/">See all gifts</Link>
        </p>
      )}
    </>
  );
}
