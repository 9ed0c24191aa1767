import {
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { mutate } from "swr";
import type { PaymentCheck, PaymentGlimpse } from "../../shared/api-types";
import { Link } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { CART_URL } from "../../shared/net/cache";
import { fetchJson } from "../../shared/net/fetch-json";
import { OrderActions } from "../../shared/order/order-actions";
import { keepOrder } from "../../shared/order/order-api";
import { statusWords } from "../../shared/order/order-words";
import { naira } from "../../shared/text/naira";
import { Help, isMissing, Loading } from "../../shared/ui/page-state";
import { paymentState, waitMs } from "./payment-state";

interface Props {
  reference: string;
  notFound: ReactNode;
}

/**
 * What became of a payment. The address and the browser's word count for nothing: each visit asks the
 * shop, and the shop asks Paystack. In another browser than the one that ordered, it tells how the payment
 * stands and nothing else.
 */
export function PaymentResultPage({ reference, notFound }: Props) {
  const { answer, glimpse, error, check } = usePaymentCheck(reference);
  const told = answer ?? glimpse;
  const state = told ? paymentState(told) : error ? "unknown" : "asking";
  const page = useRef<HTMLDivElement>(null);
  const said = useRef(state);

  useEffect(() => {
    if (said.current !== state) page.current?.querySelector("h1")?.focus();
    said.current = state;
  }, [state]);

  if (isMissing(error)) return notFound;
  if (state === "asking") return <Loading />;
  const order = answer?.order;
  return (
    <div ref={page}>
      {answer && order ? (
        <Result answer={answer} recheck={check} />
      ) : glimpse ? (
        <Glimpse glimpse={glimpse} recheck={check} />
      ) : (
        <>
          <PageHeading>We cannot tell yet</PageHeading>
          <p role="status">
            We could not ask about this payment. If you paid, your money is
            safe: the order is marked as paid as soon as Paystack tells us.
          </p>
          <div className="actions">
            <button
              type="button"
              className="button"
              onClick={() => void check()}
            >
              Try again
            </button>
            <Link className="button-plain" href="/orders">
              My orders
            </Link>
          </div>
        </>
      )}
      <Help />
    </div>
  );
}

function Result({
  answer,
  recheck,
}: {
  answer: PaymentCheck;
  recheck(): Promise<void>;
}) {
  const { order, payment } = answer;
  const number = <strong>Order {order.number}</strong>;
  const seeOrder = (
    <Link className="button-plain" href={`/orders/${order.id}`}>
      See order {order.number}
    </Link>
  );
  const retry = (
    <OrderActions
      order={order}
      payLabel={
        payment.status === "failed"
          ? "Pay again"
          : `Pay ${naira(order.totalKobo)} with Paystack`
      }
      onStale={() => void recheck()}
    />
  );
  switch (paymentState(answer)) {
    case "paid":
      return (
        <>
          <PageHeading>Payment received</PageHeading>
          <p role="status">
            {number} is paid: {naira(order.totalKobo)}. Thank you.
          </p>
          <h2>What happens next</h2>
          <ol>
            <li>
              The receipt goes to <strong>{order.email}</strong>.
            </li>
            <li>We personalise your gifts as you wrote.</li>
            <li>The shop will be in touch by e-mail and phone.</li>
          </ol>
          <div className="actions">
            <Link className="button" href={`/orders/${order.id}`}>
              See order {order.number}
            </Link>
            <Link className="button-plain" href="/">
              Back to the shop
            </Link>
          </div>
        </>
      );
    case "waiting":
      return (
        <>
          <PageHeading>Waiting for your bank</PageHeading>
          <p role="status">
            {number}: your bank has not confirmed yet. We keep checking; you can
            close this page.
          </p>
          <div className="actions">
            {seeOrder}
            <button
              type="button"
              className="button-plain"
              onClick={() => void recheck()}
            >
              Check now
            </button>
          </div>
        </>
      );
    case "not_paid":
      return (
        <>
          <PageHeading>Not paid yet</PageHeading>
          <p role="status">
            {number} waits for its payment of {naira(order.totalKobo)}. Paystack
            has no finished payment for it.
          </p>
          <Closed status={order.status} canPay={order.canPay} />
          {retry}
          {seeOrder}
        </>
      );
    case "failed":
      return (
        <>
          <PageHeading>Payment did not go through</PageHeading>
          <p role="status">
            {number} is not paid. You can pay again with the same or another
            card, or by transfer.
          </p>
          <Closed status={order.status} canPay={order.canPay} />
          {retry}
          {seeOrder}
        </>
      );
    case "cancelled":
      return (
        <>
          <PageHeading>Order cancelled</PageHeading>
          <p role="status">
            Order {order.number} was cancelled after it was paid. The shop sees
            to it that you get your {naira(payment.amountKobo)} back.
          </p>
          <div className="actions">{seeOrder}</div>
        </>
      );
    case "refunded":
      return (
        <>
          <PageHeading>Payment refunded</PageHeading>
          <p role="status">
            The payment of {naira(payment.amountKobo)} for order {order.number}{" "}
            was paid back.
          </p>
          <div className="actions">{seeOrder}</div>
        </>
      );
    default:
      return (
        <>
          <PageHeading>We are checking this payment</PageHeading>
          <p role="status">
            Money has come in for order {order.number}, but not as we expected,
            so a person at the shop looks at it. You do not need to pay again.
          </p>
          <p>
            Reference: <code>{payment.reference}</code>
          </p>
          <div className="actions">{seeOrder}</div>
        </>
      );
  }
}

const GLIMPSES: Record<ReturnType<typeof paymentState>, [string, string]> = {
  paid: ["Payment received", "is paid. Thank you."],
  waiting: [
    "Waiting for your bank",
    "is not paid yet: your bank has not confirmed. We keep checking.",
  ],
  not_paid: [
    "Not paid yet",
    "waits for its payment. Paystack has no finished payment for it.",
  ],
  failed: ["Payment did not go through", "is not paid by this payment."],
  review: [
    "We are checking this payment",
    "has money that came in otherwise than we expected. A person at the shop looks at it.",
  ],
  cancelled: [
    "Order cancelled",
    "was cancelled after it was paid. The shop sees to it that the money goes back.",
  ],
  refunded: ["Payment refunded", "has had this payment paid back."],
};

function Glimpse({
  glimpse,
  recheck,
}: {
  glimpse: PaymentGlimpse;
  recheck(): Promise<void>;
}) {
  const state = paymentState(glimpse);
  const [heading, words] = GLIMPSES[state];
  return (
    <>
      <PageHeading>{heading}</PageHeading>
      <p role="status">
        <strong>Order {glimpse.order.number}</strong> {words}
      </p>
      <p>
        The gifts and their delivery are shown only in the browser that ordered
        them.
      </p>
      {state !== "paid" && (
        <div className="actions">
          <button
            type="button"
            className="button-plain"
            onClick={() => void recheck()}
          >
            Check now
          </button>
        </div>
      )}
    </>
  );
}

/** Says why an unpaid order cannot be paid any more. */
function Closed({
  status,
  canPay,
}: {
  status: PaymentCheck["order"]["status"];
  canPay: boolean;
}) {
  if (canPay) return null;
  return (
    <p className="notice">
      This order can no longer be paid here. It is:{" "}
      {statusWords(status).toLowerCase()}.
    </p>
  );
}

/** Asks at once and, until the payment is settled, again and again while the page can be seen. */
function usePaymentCheck(reference: string) {
  const [answer, setAnswer] = useState<PaymentCheck>();
  const [glimpse, setGlimpse] = useState<PaymentGlimpse>();
  const [error, setError] = useState<unknown>();
  const [asked, setAsked] = useState(0);
  const alive = useRef(true);
  const underWay = useRef(false);
  const stranger = useRef(false);

  const check = useCallback(async () => {
    if (underWay.current) return;
    underWay.current = true;
    const ask = <T,>(how: string) =>
      fetchJson<T>(`/api/paystack/${how}/${encodeURIComponent(reference)}`, {
        method: "POST",
      });
    try {
      const fresh = stranger.current
        ? undefined
        : await ask<PaymentCheck>("verify").catch((failure) => {
            if (!isMissing(failure)) throw failure;
            stranger.current = true;
            return undefined;
          });
      const seen = fresh ? undefined : await ask<PaymentGlimpse>("glimpse");
      if (!alive.current) return;
      setAnswer(fresh);
      setGlimpse(seen);
      setError(undefined);
      if (!fresh) return;
      keepOrder(fresh.order);
      void mutate(CART_URL);
    } catch (failure) {
      if (alive.current) setError(failure);
    } finally {
      underWay.current = false;
      if (alive.current) setAsked((n) => n + 1);
    }
  }, [reference]);

  useEffect(() => {
    alive.current = true;
    void check();
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) void check();
    };
    addEventListener("pageshow", onShow);
    return () => {
      alive.current = false;
      removeEventListener("pageshow", onShow);
    };
  }, [check]);

  const told = answer ?? glimpse;
  const state = told && paymentState(told);
  const open = state === "waiting" || state === "not_paid";
  useEffect(() => {
    if (!open || asked === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const plan = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible")
        timer = setTimeout(() => void check(), waitMs(asked - 1));
    };
    plan();
    document.addEventListener("visibilitychange", plan);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", plan);
    };
  }, [open, asked, check]);

  return { answer, glimpse, error, check };
}
