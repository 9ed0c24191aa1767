import { useRef, useState } from "react";
import type { CartLine } from "../../shared/api-types";
import { Link } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { sentence } from "../../shared/net/fetch-json";
import { lowestFee, useCatalog, useZones } from "../../shared/shop";
import { naira } from "../../shared/text/naira";
import { count } from "../../shared/text/words";
import { LoadFailed, Loading } from "../../shared/ui/page-state";
import styles from "./cart.module.css";
import { CartLineItem } from "./cart-line";
import { putBack, removeItem, setQuantity, useCart } from "./cart-store";

interface Removed {
  line: CartLine;
  /** The id of the line that stood above it; "" for the first. */
  after: string;
}

export function CartPage() {
  const { data: cart, error, mutate } = useCart();
  const fee = lowestFee(useZones().data);
  const [removed, setRemoved] = useState<Removed[]>([]);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [said, setSaid] = useState("");
  const underWay = useRef(new Set<string>());
  const list = useRef<HTMLUListElement>(null);
  /** The line whose "Undo" takes the focus as soon as it is there. */
  const undoNext = useRef("");

  if (!cart) {
    if (!error) return <Loading />;
    return <LoadFailed error={error} retry={() => void mutate()} />;
  }
  const shown = cart;

  function setProblem(id: string, text: string) {
    setProblems((all) => ({ ...all, [id]: text }));
  }

  /** Runs one act per line at a time; a failure is told at the line. */
  async function act(id: string, run: () => Promise<void>) {
    if (underWay.current.has(id)) return;
    underWay.current.add(id);
    setProblem(id, "");
    try {
      await run();
    } catch (failure) {
      setProblem(id, sentence(failure));
      setSaid(sentence(failure));
    } finally {
      underWay.current.delete(id);
    }
  }

  const change = (line: CartLine, quantity: number) =>
    act(line.id, async () => {
      const fresh = await setQuantity(line.id, quantity);
      setSaid(`Quantity ${quantity}, subtotal ${naira(fresh.subtotalKobo)}`);
    });

  const remove = (line: CartLine) =>
    act(line.id, async () => {
      const at = shown.items.findIndex((item) => item.id === line.id);
      const after = shown.items[at - 1]?.id ?? "";
      await removeItem(line.id);
      undoNext.current = line.id;
      setRemoved((all) => [...all, { line, after }]);
      setSaid(`Removed ${line.product.name}`);
    });

  const undo = ({ line }: Removed) =>
    act(line.id, async () => {
      await putBack(line);
      setRemoved((all) => all.filter((one) => one.line.id !== line.id));
      setSaid(`${line.product.name} is back in your cart`);
      list.current?.closest("main")?.querySelector("h1")?.focus();
    });

  const places = (after: string) =>
    removed
      .filter(
        (one) =>
          one.after === after ||
          (after === "" && !shown.items.some((item) => item.id === one.after)),
      )
      .map((one) => (
        <li key={`removed-${one.line.id}`} className={styles.removed}>
          <p>
            Removed: {one.line.product.name}.
            {problems[one.line.id] && ` ${problems[one.line.id]}`}
          </p>
          <button
            type="button"
            className="button-plain"
            ref={(button) => {
              if (!button || undoNext.current !== one.line.id) return;
              undoNext.current = "";
              button.focus();
            }}
            aria-label={`Undo: put ${one.line.product.name} back`}
            onClick={() => void undo(one)}
          >
            Undo
          </button>
        </li>
      ));

  const blocked = cart.items.filter((item) => !item.available).length;
  return (
    <>
      <PageHeading>Your cart</PageHeading>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {blocked > 0 && (
        <p className="notice">
          <strong>{count(blocked, "gift")} cannot be ordered as shown.</strong>{" "}
          Change or remove {blocked === 1 ? "it" : "them"} before you check out.
        </p>
      )}
      <div className={styles.page}>
        <ul role="list" className={styles.lines} ref={list}>
          {places("")}
          {cart.items.map((line) => [
            <CartLineItem
              key={line.id}
              line={line}
              problem={problems[line.id] ?? ""}
              onQuantity={(quantity) => void change(line, quantity)}
              onRemove={() => void remove(line)}
            />,
            ...places(line.id),
          ])}
        </ul>
        {cart.items.length > 0 ? (
          <section className={styles.sum} aria-label="Summary">
            <dl>
              <div>
                <dt>Subtotal, {count(cart.itemsCount, "item")}</dt>
                <dd>{naira(cart.subtotalKobo)}</dd>
              </div>
            </dl>
            <p>
              {fee === undefined
                ? "Delivery is chosen at checkout"
                : `Delivery from ${naira(fee)}, chosen at checkout`}
            </p>
            {cart.makingDays > 0 && (
              <p>Personalising adds {count(cart.makingDays, "day")}</p>
            )}
            <Link className="button" href="/checkout">
              Checkout
            </Link>
            <Link className="link" href="/">
              Look for more gifts
            </Link>
          </section>
        ) : (
          <EmptyCart />
        )}
      </div>
    </>
  );
}

function EmptyCart() {
  const catalog = useCatalog();
  return (
    <div>
      <p>Your cart is empty.</p>
      <ul role="list" className="actions">
        {catalog.data?.map((category) => (
          <li key={category.id}>
            <Link className="button-plain" href={`/category/${category.slug}`}>
              See all {category.name}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
