import { PageHeading } from "../navigation/page-heading";
import { ShopError, sentence } from "../net/fetch-json";
import { useConfig } from "../shop";
import styles from "./page-state.module.css";

/** A page of which nothing is known yet: quiet for 300 ms, then grey shapes; one word for the ear. */
export function Loading({ cards = 0 }: { cards?: number }) {
  return (
    <div className={styles.loading} aria-busy="true">
      <p role="status" className="visually-hidden">
        Loading
      </p>
      <div className={styles.bars} aria-hidden="true">
        <div className={styles.title} />
        {cards > 0 ? (
          <div className={styles.cards}>
            {Array.from({ length: cards }, (_, n) => n).map((n) => (
              <div key={n} className={styles.card} />
            ))}
          </div>
        ) : (
          <>
            <div className={styles.bar} />
            <div className={styles.bar} />
            <div className={styles.bar} />
          </>
        )}
      </div>
    </div>
  );
}

/** How to reach the shop, where the owner has said so. */
export function Help() {
  const contact = useConfig()?.contact;
  if (!contact || !(contact.phone || contact.whatsapp || contact.email))
    return null;
  return (
    <p>
      Need help?{" "}
      {contact.phone && (
        <a href={`tel:${contact.phone.replace(/[^\d+]/g, "")}`}>
          Call {contact.phone}
        </a>
      )}{" "}
      {contact.whatsapp && (
        <a href={`https://wa.me/${contact.whatsapp.replace(/\D/g, "")}`}>
          WhatsApp {contact.whatsapp}
        </a>
      )}{" "}
      {contact.email && (
        <a href={`mailto:${contact.email}`}>Write to {contact.email}</a>
      )}
    </p>
  );
}

/** A page that could not be read: what happened, try again, whom to ask. */
export function LoadFailed({
  error,
  retry,
}: {
  error: unknown;
  retry: () => void;
}) {
  const offline = error instanceof ShopError && error.status === 0;
  return (
    <div className={styles.failed}>
      <PageHeading>We could not load this page</PageHeading>
      <p role="alert">
        {offline ? "Check your connection." : sentence(error)} Your cart is
        safe.
      </p>
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
      <Help />
    </div>
  );
}

/** True when the server says that there is no such thing. */
export function isMissing(error: unknown): boolean {
  return error instanceof ShopError && error.status === 404;
}
