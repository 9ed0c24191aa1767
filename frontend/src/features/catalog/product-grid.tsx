import type { ProductCard } from "../../shared/api-types";
import { Link } from "../../shared/navigation/location";
import { naira } from "../../shared/text/naira";
import { stockWords } from "../../shared/text/stock-words";
import { Picture } from "../../shared/ui/picture";
import styles from "./product-grid.module.css";

interface Props {
  products: ProductCard[];
  /** True where the first pictures are in the first screen. */
  first?: boolean;
  heading: "h2" | "h3";
}

export function ProductGrid({ products, first, heading: Heading }: Props) {
  return (
    <ul role="list" className={styles.grid}>
      {products.map((product, index) => {
        const words = stockWords(product.stock);
        return (
          <li key={product.id} className={styles.card}>
            <Picture
              className={styles.picture}
              picture={product.images[0]}
              alt=""
              sizes="(min-width: 72rem) 255px, (min-width: 48rem) 23vw, (min-width: 36rem) 30vw, 45vw"
              eager={first && index === 0}
            />
            <div className={styles.words}>
              <Heading className={styles.name}>
                <Link href={`/products/${product.slug}`}>{product.name}</Link>
              </Heading>
              <p className={styles.price}>{naira(product.priceKobo)}</p>
              {words && (
                <p
                  className={
                    product.stock.state === "out" ? styles.out : styles.stock
                  }
                >
                  {words}
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
