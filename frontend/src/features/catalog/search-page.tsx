import { Link, useSearch } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { useCatalog } from "../../shared/shop";
import { count } from "../../shared/text/words";
import { isMissing, LoadFailed, Loading } from "../../shared/ui/page-state";
import { ListTools } from "./list-tools";
import { Listing, useListing } from "./listing";
import { type Listed, listingUrl, pageQuery, readListed } from "./listing-url";

const href = (listed: Listed) => `/search${pageQuery(listed)}`;

export function SearchPage() {
  const query = useSearch();
  const params = new URLSearchParams(query);
  const q = (params.get("q") ?? "").trim();
  const asked = {
    q,
    category: params.get("category") ?? "",
    ...readListed(query),
  };
  const list = useListing(listingUrl(asked));
  const catalog = useCatalog();

  // A category that there is not, from an old link, has no gifts.
  const missing = isMissing(list.error);
  if (!list.data && !missing) {
    if (!list.error) return <Loading cards={8} />;
    return <LoadFailed error={list.error} retry={() => void list.mutate()} />;
  }
  const found = list.data?.totalItems ?? 0;
  const narrowed = asked.category || asked.minPriceKobo || asked.maxPriceKobo;
  return (
    <>
      <PageHeading>{q ? `Search: ${q}` : "All gifts"}</PageHeading>
      <p>
        {found > 0
          ? `${count(found, "gift")}${q ? " found" : ""}`
          : narrowed
            ? "Nothing of this kind at this price."
            : `Nothing found for “${q}”. Try fewer or other words.`}
      </p>
      {(found > 1 || narrowed) && (
        <ListTools
          listed={asked}
          href={href}
          categories={catalog.data ?? []}
          usual={q ? "What fits best" : "Our choice"}
        />
      )}
      {list.data && found > 0 ? (
        <Listing
          list={list.data}
          label="Pages of results"
          href={(page) => href({ ...asked, page })}
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
