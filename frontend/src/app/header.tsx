import { type FormEvent, useEffect, useRef } from "react";
import type { Category } from "../shared/api-types";
import {
  Link,
  navigate,
  usePath,
  useSearch,
} from "../shared/navigation/location";
import { useCatalog, useShopName } from "../shared/shop";
import { count } from "../shared/text/words";
import styles from "./header.module.css";

export function Header({ itemsCount }: { itemsCount: number | undefined }) {
  const name = useShopName();
  const catalog = useCatalog();
  const path = usePath();
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <Link className={styles.name} href="/">
          <Bow />
          {name}
        </Link>
        <SearchBox />
        <div className={styles.personal}>
          <Link className={styles.item} href="/account">
            Account
          </Link>
          <CartLink itemsCount={itemsCount} />
        </div>
      </div>
      <nav className={styles.nav} aria-label="Categories">
        <ul role="list">
          {catalog.data?.map((category) => (
            <li key={category.id}>
              <CategoryItem key={path} category={category} path={path} />
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

function CategoryItem({
  category,
  path,
}: {
  category: Category;
  path: string;
}) {
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const details = ref.current;
    if (!details) return;
    const close = (event: Event) => {
      if (!details.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        if (details.contains(document.activeElement))
          details.querySelector("summary")?.focus();
        details.open = false;
      } else if (!details.contains(event.target as Node)) details.open = false;
    };
    document.addEventListener("keydown", close);
    document.addEventListener("pointerdown", close);
    document.addEventListener("focusin", close);
    return () => {
      document.removeEventListener("keydown", close);
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("focusin", close);
    };
  }, []);

  const link = (to: Category, text = to.name) => {
    const href = `/category/${to.slug}`;
    return (
      <Link
        className={styles.item}
        href={href}
        aria-current={path === href ? "page" : undefined}
      >
        {text}
      </Link>
    );
  };
  if (category.children.length === 0) return link(category);
  return (
    <details ref={ref} className={styles.more}>
      <summary className={styles.item}>{category.name}</summary>
      <ul role="list">
        <li>{link(category, `All ${category.name}`)}</li>
        {category.children.map((child) => (
          <li key={child.id}>{link(child)}</li>
        ))}
      </ul>
    </details>
  );
}

function SearchBox() {
  const path = usePath();
  const search = useSearch();
  const q =
    path === "/search" ? (new URLSearchParams(search).get("q") ?? "") : "";
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get("q");
    navigate(`/search?q=${encodeURIComponent(String(given ?? "").trim())}`);
  }
  return (
    <search className={styles.search}>
      <form action="/search" onSubmit={onSubmit}>
        <label className="visually-hidden" htmlFor="search">
          Search gifts
        </label>
        <input
          key={q}
          id="search"
          type="search"
          name="q"
          defaultValue={q}
          autoComplete="off"
          enterKeyHint="search"
        />
        <button type="submit">Search</button>
      </form>
    </search>
  );
}

function CartLink({ itemsCount }: { itemsCount: number | undefined }) {
  return (
    <Link
      className={styles.cart}
      href="/cart"
      aria-label={cartName(itemsCount)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M5 8h14l1 13H4zM8.500 10V6.500a3.500 3.500 0 0 1 7 0V10" />
      </svg>
      <span className={styles.word}>Cart</span>
      {itemsCount ? <span className={styles.badge}>{itemsCount}</span> : null}
    </Link>
  );
}

function Bow() {
  return (
    <svg viewBox="0 0 32 24" aria-hidden="true" focusable="false">
      <path d="M16 11C10 2 3 1 2 5s5 9 14 6c9 3 15-2 14-6s-8-3-14 6zm0 0-6 11m6-11 6 11" />
    </svg>
  );
}

/** What the cart link is called; without a number while that is not known. */
function cartName(itemsCount: number | undefined): string {
  if (itemsCount === undefined) return "Cart";
  return itemsCount > 0 ? `Cart, ${count(itemsCount, "item")}` : "Cart, empty";
}
