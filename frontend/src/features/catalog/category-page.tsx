import { lazy, type ReactNode, Suspense } from "react";
import { Link, useSearch } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { useCatalog } from "../../shared/shop";
import { count } from "../../shared/text/words";
import { isMissing, LoadFailed, Loading } from "../../shared/ui/page-state";
import { Listing, useListing } from "./listing";
import styles from "./listing.module.css";
import { type Listed, listingUrl, pageQuery, readListed } from "./listing-url";
import { pathTo } from "./tree";

const ListTools = lazy(() =>
  import("./list-tools").then((m) => ({ default: m.ListTools })),
);

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
  const narrowed = asked.minPriceKobo || asked.maxPriceKobo;
  const href = (listed: Listed) => `/category/${slug}${pageQuery(listed)}`;
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
      </div>
      {(list.data.totalItems > 1 || narrowed) && (
        <Suspense fallback={<div className={styles.waiting} />}>
          <ListTools listed={asked} href={href} usual="Our choice" />
        </Suspense>
      )}
      {list.data.items.length > 0 ? (
        <Listing
          list={list.data}
          label={`Pages of ${category.name}`}
          href={(page) => href({ ...asked, page })}
        />
      ) : (
        <p>
          No {category.name.toLowerCase()}{" "}
          {narrowed ? "at this price" : asked.page > 1 ? "here" : "yet"}.{" "}
          <Link href="/">See all gifts</Link>
        </p>
      )}
    </>
  );
}
