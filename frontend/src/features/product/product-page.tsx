import { type ComponentProps, type ReactNode, useState } from "react";
import useSWR from "swr";
import type { Product } from "../../shared/api-types";
import { Link } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { lowestFee, useZones } from "../../shared/shop";
import { naira } from "../../shared/text/naira";
import { stockWords } from "../../shared/text/stock-words";
import { isMissing, LoadFailed, Loading } from "../../shared/ui/page-state";
import { BuyBar } from "./buy-bar";
import type { Inscription } from "./customization";
import { Gallery } from "./gallery";
import { PersonaliseForm } from "./personalise-form";
import styles from "./product.module.css";

type Actions = Pick<
  ComponentProps<typeof PersonaliseForm>,
  "cart" | "onAdd" | "onChange"
>;

interface Props extends Actions {
  slug: string;
  /** The cart line to change, by id; null to add a new one. */
  line: string | null;
  notFound: ReactNode;
}

export function ProductPage({ slug, line, notFound, ...actions }: Props) {
  const url = `/api/shop/products/${encodeURIComponent(slug)}`;
  const { data, error, mutate } = useSWR<Product>(url);
  const fee = lowestFee(useZones().data);
  const [words, setWords] = useState<Inscription>();

  if (isMissing(error)) return notFound;
  if (!data) {
    if (!error) return <Loading />;
    return <LoadFailed error={error} retry={() => void mutate()} />;
  }
  const changing = actions.cart?.items.find((item) => item.id === line);
  const stock = stockWords(data.stock);
  return (
    <article>
      <nav className={styles.crumbs} aria-label="You are in">
        <Link className="link" href={`/category/${data.category.slug}`}>
          {data.category.name}
        </Link>
      </nav>
      <div className={styles.page}>
        <div className={styles.head}>
          <PageHeading>{data.name}</PageHeading>
          <p className={styles.price}>{naira(data.priceKobo)}</p>
        </div>
        <Gallery
          pictures={data.images}
          name={data.name}
          words={words}
          place={data.preview}
        />
        <div className={styles.about}>
          {stock && <p className={styles.stock}>{stock}</p>}
          {fee !== undefined && (
            <p className={styles.soft}>
              Delivery from {naira(fee)}, chosen at checkout
            </p>
          )}
          <Description text={data.description} />
          {line && actions.cart && !changing && (
            <p className="notice">
              That gift is no longer in your cart. You can add it again here.
            </p>
          )}
          {data.stock.state === "out" && !changing ? (
            <div className="notice">
              <p>
                <strong>Out of stock.</strong> This gift cannot be ordered now.
              </p>
              <p>
                <Link href={`/category/${data.category.slug}`}>
                  See other {data.category.name.toLowerCase()}
                </Link>
              </p>
            </div>
          ) : line && !actions.cart ? (
            <Loading />
          ) : (
            <>
              <PersonaliseForm
                product={data}
                line={changing}
                onWords={setWords}
                {...actions}
              />
              <BuyBar priceKobo={data.priceKobo} />
            </>
          )}
        </div>
      </div>
    </article>
  );
}

function Description({ text }: { text: string }) {
  const paragraphs = text.split(/\n\s*\n/).filter((part) => part.trim());
  return (
    <div className={styles.description}>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  );
}
