import { type FormEvent, type ReactNode, useState } from "react";
import type { Category } from "../../shared/api-types";
import { Link, navigate } from "../../shared/navigation/location";
import { kobo, naira } from "../../shared/text/naira";
import styles from "./list-tools.module.css";
import type { Listed } from "./listing-url";

const SORTS = [
  ["price", "Price, low to high"],
  ["-price", "Price, high to low"],
  ["name", "Name"],
  ["newest", "Newest"],
] as const;

interface Props {
  listed: Listed;
  /** The address of the list when it is narrowed and sorted in another way. */
  href(listed: Listed): string;
  /** To choose one from; a category's own page has none. */
  categories?: Category[];
  /** What the list is sorted by when nothing else is chosen. */
  usual: string;
}

const shown = (amount = "") => amount && naira(Number(amount)).slice(1);

/** Narrows and sorts a list. All of it stands in the page's address, so that the back button undoes it. */
export function ListTools(props: Props) {
  // Another address brings other values into the controls.
  return <Tools key={props.href(props.listed)} {...props} />;
}

function Tools({ listed, href, categories, usual }: Props) {
  const [wrong, setWrong] = useState("");

  function show(form: HTMLFormElement) {
    const given = new FormData(form);
    const chosen = { ...listed, page: 1 };
    for (const name of ["category", "sort"] as const)
      if (given.has(name)) chosen[name] = String(given.get(name));
    const bounds: string[] = [];
    for (const name of ["minPriceKobo", "maxPriceKobo"]) {
      const typed = String(given.get(name)).trim();
      const amount = kobo(typed);
      if (typed && amount === undefined) {
        setWrong(name);
        form.querySelector<HTMLInputElement>(`[name=${name}]`)?.focus();
        return;
      }
      bounds.push(amount ? String(amount) : "");
    }
    // Bounds that were exchanged are meant the other way round.
    if (bounds[0] && bounds[1] && Number(bounds[0]) > Number(bounds[1]))
      bounds.reverse();
    [chosen.minPriceKobo, chosen.maxPriceKobo] = bounds;
    setWrong("");
    navigate(href(chosen));
  }

  const price = (name: "minPriceKobo" | "maxPriceKobo", label: ReactNode) => (
    <label>
      <span>{label}</span>
      <input
        name={name}
        inputMode="numeric"
        autoComplete="off"
        defaultValue={shown(listed[name])}
        aria-invalid={wrong === name || undefined}
        aria-describedby={wrong === name ? "price-wrong" : undefined}
      />
    </label>
  );
  const narrowed =
    listed.minPriceKobo ||
    listed.maxPriceKobo ||
    (categories && listed.category);

  return (
    <form
      className={styles.tools}
      aria-label="Narrow and sort"
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        show(event.currentTarget);
      }}
    >
      {categories && (
        <label>
          Kind
          <select
            name="category"
            defaultValue={listed.category ?? ""}
            onChange={(event) => event.target.form && show(event.target.form)}
          >
            <option value="">All gifts</option>
            {categories.map((category) => (
              <option key={category.id} value={category.slug}>
                {category.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset>
        <legend className="visually-hidden">Price in naira</legend>
        {price(
          "minPriceKobo",
          <>
            <span className="visually-hidden">From </span>₦
          </>,
        )}
        {price(
          "maxPriceKobo",
          <>
            to<span className="visually-hidden"> ₦</span>
          </>,
        )}
        <button type="submit" className="button-plain">
          Show
        </button>
      </fieldset>
      <label>
        Sort by
        <select
          name="sort"
          defaultValue={listed.sort}
          onChange={(event) => event.target.form && show(event.target.form)}
        >
          <option value="">{usual}</option>
          {SORTS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {narrowed && (
        <Link
          className="link"
          href={href({
            ...(listed.q ? { q: listed.q } : {}),
            sort: listed.sort,
            page: 1,
          })}
        >
          Show all again
        </Link>
      )}
      {wrong && (
        <p id="price-wrong" role="alert">
          Write a price in whole naira, such as 5,000.
        </p>
      )}
    </form>
  );
}
