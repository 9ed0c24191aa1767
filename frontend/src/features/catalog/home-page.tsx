import { Link } from "../../shared/navigation/location";
import { PageHeading } from "../../shared/navigation/page-heading";
import { useCatalog } from "../../shared/shop";
import { LoadFailed, Loading } from "../../shared/ui/page-state";
import styles from "./home-page.module.css";
import { ProductGrid } from "./product-grid";
import { allProducts } from "./tree";

const SHOWN = 8;

export function HomePage() {
  const { data, error, mutate } = useCatalog();
  if (!data && error)
    return <LoadFailed error={error} retry={() => void mutate()} />;
  const first = data?.[0];
  return (
    <>
      <section className={styles.hero}>
        <div className={styles.words}>
          <PageHeading title="Personalised gifts" className={styles.title}>
            A gift with their name on it
          </PageHeading>
          <p>
            Cups, bottles, journals and gift packs, personalised with the words
            you choose and brought to their door.
          </p>
          {first && (
            <Link className="button" href={`/category/${first.slug}`}>
              Start with {first.name.toLowerCase()}
            </Link>
          )}
        </div>
        <Tag />
      </section>
      {data ? (
        data.map((category, index) => {
          const products = allProducts(category);
          return (
            <section
              key={category.id}
              className={styles.section}
              aria-labelledby={`category-${category.slug}`}
            >
              <div className={styles.head}>
                <h2 id={`category-${category.slug}`}>{category.name}</h2>
                {products.length > 0 && (
                  <Link className="link" href={`/category/${category.slug}`}>
                    See all {category.name}
                  </Link>
                )}
              </div>
              {products.length > 0 ? (
                <ProductGrid
                  products={products.slice(0, SHOWN)}
                  first={index === 0}
                  heading="h3"
                />
              ) : (
                <p>
                  No {category.name.toLowerCase()} yet.{" "}
                  <Link href="/search">Look through everything</Link>
                </p>
              )}
            </section>
          );
        })
      ) : (
        <Loading cards={8} />
      )}
    </>
  );
}

/** A gift tag on a ribbon: the shop in one picture. */
function Tag() {
  return (
    <svg
      className={styles.tag}
      viewBox="0 0 320 200"
      aria-hidden="true"
      focusable="false"
    >
      <g className={styles.cloth}>
        {[0, 1, 2, 3, 4].map((column) =>
          [0, 1, 2].map((row) => (
            <g
              key={`${column} ${row}`}
              transform={`translate(${column * 72 + (row % 2) * 36 - 4} ${row * 72 + 26})`}
            >
              <circle r="28" />
              <circle r="18" />
              <circle r="8" />
            </g>
          )),
        )}
      </g>
      <path className={styles.ribbon} d="M-10 120C60 60 110 150 150 100" />
      <g transform="rotate(-6 200 105)">
        <path
          className={styles.paper}
          d="M128 78 158 52h136a10 10 0 0 1 10 10v86a10 10 0 0 1-10 10H158l-30-26a10 10 0 0 1-3-8V86a10 10 0 0 1 3-8z"
        />
        <circle className={styles.hole} cx="150" cy="105" r="8" />
        <text x="226" y="96">
          For Adaeze,
        </text>
        <text x="226" y="128">
          with love
        </text>
      </g>
    </svg>
  );
}
