import type { ReactNode } from "react";
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
import { isChecked, isPaid, orderWords } from "../../shared/order/order-words";
import { day, dayAndTime } from "../../shared/text/dates";
import { count } from "../../shared/text/words";
import {
  Help,
  isMissing,
  LoadFailed,
  Loading,
} from "../../shared/ui/page-state";
import styles from "./orders.module.css";

/** How often an order is asked for whose payment is on its way or being looked at. */
const CHECK_MS = 10_000;

export function OrderPage({
  id,
  notFound,
}: {
  id: string;
  notFound: ReactNode;
}) {
  const {
    data: order,
    error,
    mutate,
  } = useSWR<Order>(orderUrl(id), {
    revalidateOnMount: true,
    refreshInterval: (shown) => (shown && isChecked(shown) ? CHECK_MS : 0),
  });
  if (isMissing(error)) return notFound;
  if (!order) {
    if (!error) return <Loading />;
    return <LoadFailed error={error} retry={() => void mutate()} />;
  }
  return (
    <>
      <nav aria-label="You are in">
        <Link className="link" href="/orders">
          My orders
        </Link>
      </nav>
      <PageHeading>{`Order ${order.number}`}</PageHeading>
      <p className={styles.status} data-status={order.status} role="status">
        {orderWords(order)}
      </p>
      <p>
        Ordered on {day(order.createdAt)}
        {order.paidAt && `, paid on ${day(order.paidAt)}`}.
        {isPaid(order.status) &&
          " The shop will be in touch by e-mail and phone."}
        {order.makingDays > 0 &&
          ` Personalising adds ${count(order.makingDays, "day")}.`}
      </p>
      {isChecked(order) && order.payment?.status === "pending" && (
        <p>
          <Link
            className="link"
            href={`/payment-details/${order.payment.reference}`}
          >
            See what your bank says
          </Link>
        </p>
      )}
      <OrderActions order={order} />
      <div className={styles.page}>
        <section aria-labelledby="gifts">
          <h2 id="gifts">Gifts</h2>
          <OrderLines lines={order.items} />
          <OrderSums
            itemsKobo={order.itemsKobo}
            deliveryKobo={order.deliveryKobo}
            discountKobo={order.discountKobo}
            totalKobo={order.totalKobo}
            town={order.zone.town}
          />
        </section>
        <div>
          {order.events.length > 0 && (
            <section aria-labelledby="steps">
              <h2 id="steps">What has happened</h2>
              <ol className={styles.steps}>
                {order.events.map((event, index) => (
                  <li
                    // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end.
                    key={index}
                    aria-current={
                      index === order.events.length - 1 ? "step" : undefined
                    }
                  >
                    <span>{event.message}</span>
                    <time dateTime={event.at}>{dayAndTime(event.at)}</time>
                  </li>
                ))}
              </ol>
            </section>
          )}
          <section aria-labelledby="delivery">
            <h2 id="delivery">Delivery</h2>
            <OrderDelivery order={order} />
          </section>
          <Help />
        </div>
      </div>
    </>
  );
}
