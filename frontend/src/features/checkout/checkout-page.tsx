import { useEffect } from "react";
import useSWR from "swr";
import type { Cart, Order } from "../../shared/api-types";
import { Link, navigate, useSearch } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { ORDERS_URL } from "../../shared/net/cache";
import { useZones } from "../../shared/shop";
import { naira } from "../../shared/text/naira";
import { LoadFailed, Loading } from "../../shared/ui/page-state";
import { DeliveryForm } from "./delivery-form";
import { PendingOrder } from "./pending-order";

interface Props {
  cart: Cart | undefined;
  cartError: unknown;
  retryCart(): void;
}

/** One order when the address names it; else the form for the cart; else the order that waits to be paid. */
export function CheckoutPage(props: Props) {
  const id = new URLSearchParams(useSearch()).get("order");
  return id ? <PendingOrder key={id} id={id} /> : <Checkout {...props} />;
}

function Checkout({ cart, cartError, retryCart }: Props) {
  const zones = useZones();
  // Never an answer from before this visit: an older order must not be taken for this one. The list is
  // asked, not the single pending order, because "none" is no error there.
  const orders = useSWR<Order[]>(ORDERS_URL, {
    revalidateOnMount: true,
    revalidateOnFocus: false,
    dedupingInterval: 0,
  });
  const waiting = orders.isValidating
    ? undefined
    : orders.data?.find((order) => order.canPay);
  const empty = cart !== undefined && cart.items.length === 0;
  const orderId = empty ? waiting?.id : undefined;

  useEffect(() => {
    if (orderId)
      navigate(`/checkout?order=${encodeURIComponent(orderId)}`, {
        replace: true,
      });
  }, [orderId]);

  if (!cart) {
    if (!cartError) return <Loading />;
    return <LoadFailed error={cartError} retry={retryCart} />;
  }
  if (empty) {
    if (orders.isValidating || orderId) return <Loading />;
    if (orders.error)
      return (
        <LoadFailed error={orders.error} retry={() => void orders.mutate()} />
      );
    return (
      <>
        <PageHeading>Checkout</PageHeading>
        <p>Your cart is empty, and no order is waiting to be paid.</p>
        <div className="actions">
          <Link className="button" href="/">
            Go to the shop
          </Link>
          <Link className="button-plain" href="/orders">
            My orders
          </Link>
        </div>
      </>
    );
  }
  if (!zones.data) {
    if (!zones.error) return <Loading />;
    return <LoadFailed error={zones.error} retry={() => void zones.mutate()} />;
  }
  return (
    <>
      <PageHeading>Checkout</PageHeading>
      {waiting && (
        <p className="notice">
          Order {waiting.number} over {naira(waiting.totalKobo)} is not paid
          yet; a new order takes its place.{" "}
          <Link
            className="link"
            href={`/checkout?order=${encodeURIComponent(waiting.id)}`}
          >
            Go to order {waiting.number}
          </Link>
        </p>
      )}
      <DeliveryForm cart={cart} zones={zones.data} />
    </>
  );
}
