import useSWR from "swr";
import type { Order } from "../../shared/api-types";
import { Link } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { orderUrl } from "../../shared/net/cache";
import { OrderActions } from "../../shared/order/order-actions";
import {
  OrderDelivery,
  OrderLines,
  OrderSums,
} from "../../shared/order/order-summary";
import { isChecked, isPaid, statusWords } from "../../shared/order/order-words";
import { naira } from "../../shared/text/naira";
import {
  Help,
  isMissing,
  LoadFailed,
  Loading,
} from "../../shared/ui/page-state";
import styles from "./checkout.module.css";

/** An order that was placed: pay it or cancel it, or read why neither can be done any more. */
export function PendingOrder({ id }: { id: string }) {
  const {
    data: order,
    error,
    mutate,
  } = useSWR<Order>(orderUrl(id), {
    revalidateOnMount: true,
  });

  if (isMissing(error))
    return (
      <>
        <PageHeading>We do not know this order</PageHeading>
        <p>
          It may belong to another device or account. Look at your own orders.
        </p>
        <Link className="button" href="/orders">
          My orders
        </Link>
        <Help />
      </>
    );
  if (!order) {
    if (!error) return <Loading />;
    return <LoadFailed error={error} retry={() => void mutate()} />;
  }
  return (
    <>
      <PageHeading title={`Order ${order.number}`}>
        {order.canPay ? "Pay for your order" : `Order ${order.number}`}
      </PageHeading>
      <div className={styles.page}>
        <div className={styles.questions}>
          <State order={order} />
          <OrderActions order={order} />
          <p>
            <Link className="link" href={`/orders/${order.id}`}>
              See order {order.number}
            </Link>
          </p>
        </div>
        <section
          className={`${styles.summary} ${styles.beside}`}
          aria-label="Order summary"
        >
          <h2>Your order</h2>
          <OrderLines lines={order.items} />
          <OrderSums
            itemsKobo={order.itemsKobo}
            deliveryKobo={order.deliveryKobo}
            discountKobo={order.discountKobo}
            totalKobo={order.totalKobo}
            town={order.zone.town}
          />
        </section>
        <section className={styles.questions} aria-labelledby="delivery">
          <h2 id="delivery">Delivery</h2>
          <OrderDelivery order={order} />
        </section>
      </div>
    </>
  );
}

function State({ order }: { order: Order }) {
  if (isPaid(order.status))
    return (
      <p className="notice">
        This order is paid. The shop will be in touch by e-mail and phone.
      </p>
    );
  if (isChecked(order))
    return (
      <p className="notice">
        {order.payment?.status === "pending"
          ? "Your bank has not confirmed a payment for this order yet. We keep checking."
          : "The shop is looking at a payment for this order. It will call you."}
      </p>
    );
  if (order.status === "pending")
    return (
      <p>
        Order <strong>{order.number}</strong>: {naira(order.totalKobo)} to pay.
        The receipt goes to <strong>{order.email}</strong>.
      </p>
    );
  return (
    <p className="notice">
      <strong>{statusWords(order.status)}.</strong>{" "}
      {order.events.at(-1)?.message}
    </p>
  );
}
