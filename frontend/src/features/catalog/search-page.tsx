import { Link, useSearch } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { useCatalog } from "../../shared/shop";
import { count } from "../../shared/text/words";
import { LoadFailed, Loading } from "../../shared/ui/page-state";
import { Listing, useListing } from "./listing";
import { listingUrl, pageQuery, readListed } from "./listing-url";

export function SearchPage() {
  const query = useSearch();
  const q = (new URLSearchParams(query).get("q") ?? "").trim();
  const asked = readListed(query);
  const list = useListing(listingUrl({ q, ...asked }));
  const catalog = useCatalog();

  if (!list.data) {
    if (!list.error) return <Loading cards={8} />;
    return <LoadFailed error={list.error} retry={() => void list.mutate()} />;
  }
  const found = list.data.totalItems;
  return (
    <>
      <PageHeading>{q ? `Search: ${q}` : "All gifts"}</PageHeading>
      <p>
        {found === 0
          ? `Nothing found for “${q}”. Try fewer or other words.`
          : `${count(found, "gift")}${q ? " found" : ""}`}
      </p>
      {found > 0 ? (
        <Listing
          list={list.data}
          label="Pages of results"
          href={(page) => `/search${pageQuery({ q, ...asked, page })}`}
        />
      ) : (
        <ul role="list" className="actions">
          {catalog.data?.map((category) => (
            <li key={category.id}>
              <Link
                className="button-plain"
                href={`/category/${category.slug}`}
              >
                See all {category.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
