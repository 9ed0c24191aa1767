import { useEffect, useRef, useState } from "react";
import { mutate } from "swr";
import type { Order } from "../api-types";
import { Link, navigate } from "../navigation/location";
import { orderUrl } from "../net/cache";
import { ShopError, sentence } from "../net/fetch-json";
import { naira } from "../text/naira";
import { Help } from "../ui/page-state";
import { say } from "../ui/toasts";
import styles from "./order.module.css";
import { cancelOrder, pay } from "./order-api";

interface Props {
  order: Order;
  /** The pay button's words; "Pay ₦… with Paystack" without. */
  payLabel?: string;
  /** Told when the server says that the order is not what this page shows. */
  onStale?(): void;
}

/** Offers to put a cancelled order's lines back, from wherever the shopper is by then. */
function offerRestore(order: Order) {
  say(`Order ${order.number} is cancelled.`, {
    label: "Put the items back",
    run: () => void restore(order),
  });
}

async function restore(order: Order) {
  try {
    await cancelOrder(order.id, true);
    say("The items are back in your cart.");
  } catch (error) {
    say(sentence(error), {
      label: "Try again",
      run: () => void restore(order),
    });
  }
}

/** Pay, cancel and put back: whatever the server says this order still allows. */
export function OrderActions({ order, payLabel, onStale }: Props) {
  const [problem, setProblem] = useState<ShopError | null>(null);
  const [leaving, setLeaving] = useState(false);
  const busy = useRef(false);

  useEffect(() => {
    // Back from Paystack to a page that the browser kept: the buttons answer again.
    const onShow = () => {
      busy.current = false;
      setLeaving(false);
    };
    addEventListener("pageshow", onShow);
    return () => removeEventListener("pageshow", onShow);
  }, []);

  async function run(act: () => Promise<void>) {
    if (busy.current) return;
    busy.current = true;
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setLeaving(false);
      if (!(error instanceof ShopError)) throw error;
      if (error.status === 409 || error.status === 404) {
        await mutate(orderUrl(order.id));
        onStale?.();
      }
      setProblem(error);
    } finally {
      busy.current = false;
    }
  }

  const onPay = () =>
    void run(async () => {
      setLeaving(true);
      await pay(order.id);
    });
  const onCancel = () =>
    void run(async () => {
      const cancelled = await cancelOrder(order.id, false);
      navigate("/");
      if (cancelled.canRestoreCart) offerRestore(cancelled);
      else say(`Order ${cancelled.number} is cancelled.`);
    });
  const unavailable =
    problem !== null && (problem.status >= 500 || problem.status === 0);

  return (
    <div>
      <div role="alert">
        {problem && (
          <div className={styles.problem}>
            <p>
              <strong>
                {unavailable
                  ? "Payment cannot start right now."
                  : problem.message}
              </strong>
            </p>
            {unavailable && (
              <p>
                {problem.message} Order {order.number} is kept. Try again now or
                later from My orders.
              </p>
            )}
          </div>
        )}
      </div>
      <p role="status" className="visually-hidden">
        {leaving ? "Opening Paystack" : ""}
      </p>
      <div className="actions">
        {order.canPay && (
          <button type="button" className="button" onClick={onPay}>
            {leaving
              ? "Opening Paystack…"
              : unavailable
                ? "Try again"
                : (payLabel ?? `Pay ${naira(order.totalKobo)} with Paystack`)}
          </button>
        )}
        {order.canCancel && (
          <button type="button" className="button-plain" onClick={onCancel}>
            Cancel order
          </button>
        )}
        {order.canRestoreCart && (
          <button
            type="button"
            className="button"
            onClick={() =>
              void run(async () => {
                await cancelOrder(order.id, true);
                say("The items are back in your cart.");
                navigate("/cart");
              })
            }
          >
            Put the items back
          </button>
        )}
      </div>
      {order.canPay && (
        <p className={styles.soft}>
          You pay on Paystack's page and come back here.
        </p>
      )}
      {problem && (
        <>
          <p>
            <Link href="/orders">My orders</Link>
          </p>
          <Help />
        </>
      )}
    </div>
  );
}
