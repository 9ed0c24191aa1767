import { type ReactNode, useEffect, useRef } from "react";
import { useShopName } from "../shop";
import { focusArrival } from "./arrival";
import { usePath, useSearch } from "./location";

interface Props {
  children: ReactNode;
  /** The page's part of the document title; the children when they are text. */
  title?: string;
  className?: string;
  hidden?: boolean;
}

/** The page's one h1: names the document and takes the focus after a navigation. */
export function PageHeading({ children, title, className, hidden }: Props) {
  const ref = useRef<HTMLHeadingElement>(null);
  const path = usePath();
  const search = useSearch();
  const shop = useShopName();
  const name = title ?? (typeof children === "string" ? children : "");

  useEffect(() => {
    document.title = name ? `${name}: ${shop}` : shop;
  }, [name, shop]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each address is one arrival.
  useEffect(() => {
    focusArrival(ref.current);
  }, [path, search]);

  return (
    <h1
      ref={ref}
      tabIndex={-1}
      className={hidden ? "visually-hidden" : className}
    >
      {children}
    </h1>
  );
}
