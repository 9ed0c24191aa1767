import { useEffect, useState } from "react";
import { naira } from "../../shared/text/naira";
import styles from "./product.module.css";

/** On a small screen, while the form is still further down: the price and the way to the form. */
export function BuyBar({ priceKobo }: { priceKobo: number }) {
  const [below, setBelow] = useState(false);
  useEffect(() => {
    const form = document.getElementById("personalise");
    if (!form || !("IntersectionObserver" in window)) return;
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry)
        setBelow(!entry.isIntersecting && entry.boundingClientRect.top > 0);
    });
    watcher.observe(form);
    return () => watcher.disconnect();
  }, []);
  if (!below) return null;
  return (
    <div className={styles.bar}>
      <strong>{naira(priceKobo)}</strong>
      <button
        type="button"
        className="button"
        onClick={() => {
          const form = document.getElementById("personalise");
          form?.scrollIntoView();
          form
            ?.querySelector<HTMLElement>("input, select, textarea")
            ?.focus({ preventScroll: true });
        }}
      >
        Go to the form
      </button>
    </div>
  );
}
