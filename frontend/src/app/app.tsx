import { lazy, Suspense, useEffect } from "react";
import { SWRConfig } from "swr";
import { addItem, changeItem, useCart } from "../features/cart/cart-store";
import { CategoryPage } from "../features/catalog/category-page";
import { HomePage } from "../features/catalog/home-page";
import { usePath, useSearch } from "../shared/navigation/location";
import { read, refreshPersonal } from "../shared/net/cache";
import { bearer } from "../shared/net/session";
import { Loading } from "../shared/ui/page-state";
import { Toasts } from "../shared/ui/toasts";
import { ErrorBoundary } from "./error-boundary";
import { Footer } from "./footer";
import { Header } from "./header";
import { NotFoundPage } from "./not-found-page";
import { OfflineBar } from "./offline-bar";
import { parts } from "./parts";
import { matchRoute } from "./routes";
import { TestBanner } from "./test-banner";

const ProductPage = lazy(() =>
  parts.product().then((m) => ({ default: m.ProductPage })),
);
const SearchPage = lazy(() =>
  parts.search().then((m) => ({ default: m.SearchPage })),
);
const CartPage = lazy(() =>
  parts.cart().then((m) => ({ default: m.CartPage })),
);
const CheckoutPage = lazy(() =>
  parts.checkout().then((m) => ({ default: m.CheckoutPage })),
);
const PaymentResultPage = lazy(() =>
  parts.payment().then((m) => ({ default: m.PaymentResultPage })),
);
const OrdersPage = lazy(() =>
  parts.orders().then((m) => ({ default: m.OrdersPage })),
);
const OrderPage = lazy(() =>
  parts.order().then((m) => ({ default: m.OrderPage })),
);
const AccountPage = lazy(() =>
  parts.account().then((m) => ({ default: m.AccountPage })),
);

const IDLE_MS = 3_000;

export function App({ fallback }: { fallback: Record<string, unknown> }) {
  return (
    <SWRConfig
      value={{
        fetcher: read,
        fallback,
        // fetchJson has already tried again.
        shouldRetryOnError: false,
      }}
    >
      <Layout />
    </SWRConfig>
  );
}

function Layout() {
  const cart = useCart();
  const path = usePath();

  useEffect(() => {
    if (bearer())
      parts.session().then(
        ({ renewSession }) => renewSession(Date.now()),
        () => {},
      );
  }, []);

  useEffect(() => {
    // What comes next for most shoppers is fetched while they look.
    const timer = setTimeout(() => {
      if (navigator.onLine)
        for (const part of [parts.product, parts.cart]) part().catch(() => {});
    }, IDLE_MS);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    // A page that the browser kept whole (back from Paystack) shows what was true when it was left.
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) void refreshPersonal();
    };
    addEventListener("pageshow", onShow);
    return () => removeEventListener("pageshow", onShow);
  }, []);

  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <TestBanner />
      <OfflineBar />
      <Header itemsCount={cart.data?.itemsCount} />
      <main id="main" tabIndex={-1}>
        {/* A page's state belongs to its path; a fault in one page leaves the others whole. */}
        <ErrorBoundary key={path}>
          <Suspense fallback={<Loading />}>
            <Page path={path} cart={cart} />
          </Suspense>
        </ErrorBoundary>
      </main>
      <Footer />
      <Toasts />
    </>
  );
}

function Page({
  path,
  cart,
}: {
  path: string;
  cart: ReturnType<typeof useCart>;
}) {
  const line = new URLSearchParams(useSearch()).get("line");
  const route = matchRoute(path);
  const notFound = <NotFoundPage />;
  switch (route?.name) {
    case "home":
      return <HomePage />;
    case "category":
      return <CategoryPage slug={route.param} notFound={notFound} />;
    case "product":
      return (
        <ProductPage
          key={line}
          slug={route.param}
          line={line}
          cart={cart.data}
          onAdd={addItem}
          onChange={changeItem}
          notFound={notFound}
        />
      );
    case "search":
      return <SearchPage />;
    case "cart":
      return <CartPage />;
    case "checkout":
      return (
        <CheckoutPage
          cart={cart.data}
          cartError={cart.error}
          retryCart={() => void cart.mutate()}
        />
      );
    case "paymentDetails":
    case "paymentFailed":
      return <PaymentResultPage reference={route.param} notFound={notFound} />;
    case "orders":
      return <OrdersPage />;
    case "order":
      return <OrderPage id={route.param} notFound={notFound} />;
    case "account":
      return <AccountPage />;
    default:
      return notFound;
  }
}
