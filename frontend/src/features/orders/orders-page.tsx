import useSWR from "swr";
import type { Order } from "../../shared/api-types";
import { Link } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { ORDERS_URL } from "../../shared/net/cache";
import { useSession } from "../../shared/net/session";
import { orderWords } from "../../shared/order/order-words";
import { day } from "../../shared/text/dates";
import { naira } from "../../shared/text/naira";
import { LoadFailed, Loading } from "../../shared/ui/page-state";
import styles from "./orders.module.css";

export function OrdersPage() {
  const { data, error, mutate } = useSWR<Order[]>(ORDERS_URL, {
    revalidateOnMount: true,
  });
  const session = useSession();
  if (!data) {
    if (!error) return <Loading />;
    return <LoadFailed error={error} retry={() => void mutate()} />;
  }
  return (
    <>
      <PageHeading>My orders</PageHeading>
      {data.length > 0 ? (
        <>
          <p>
            After you have paid, the shop will be in touch by e-mail and phone.
          </p>
          <ul role="list" className={styles.orders}>
            {data.map((order) => (
              <li key={order.id} className={styles.order}>
                <h2>
                  <Link href={`/orders/${order.id}`}>Order {order.number}</Link>
                </h2>
                <p className={styles.status} data-status={order.status}>
                  {orderWords(order)}
                </p>
                <p>
                  {day(order.createdAt)} ·{" "}
                  <strong>{naira(order.totalKobo)}</strong>
                </p>
                <p className={styles.names}>
                  {order.items
                    .map((item) =>
                      item.quantity > 1
                        ? `${item.quantity} × ${item.name}`
                        : item.name,
                    )
                    .join(", ")}
                </p>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p>You have no orders here yet.</p>
          <div className="actions">
            <Link className="button" href="/">
              Go to the shop
            </Link>
            {!session && (
              <Link className="button-plain" href="/account">
                Sign in to see your orders
              </Link>
            )}
          </div>
        </>
      )}
    </>
  );
}
