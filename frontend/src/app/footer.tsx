import { Link } from "../shared/navigation/location";
import { useCatalog, useConfig, useShopName } from "../shared/shop";
import { Help } from "../shared/ui/page-state";
import styles from "./footer.module.css";

export function Footer() {
  const name = useShopName();
  const catalog = useCatalog();
  const version = useConfig()?.version;
  return (
    <footer className={styles.footer}>
      <div className={styles.inside}>
        <div>
          <p className={styles.name}>{name}</p>
          <p>Gifts with a name on them, made in Nigeria.</p>
          <Help />
        </div>
        <nav aria-label="Shop">
          <ul role="list">
            {catalog.data?.map((category) => (
              <li key={category.id}>
                <Link href={`/category/${category.slug}`}>{category.name}</Link>
              </li>
            ))}
          </ul>
        </nav>
        <nav aria-label="Your things">
          <ul role="list">
            <li>
              <Link href="/orders">My orders</Link>
            </li>
            <li>
              <Link href="/account">Your account</Link>
            </li>
          </ul>
        </nav>
      </div>
      {version && <p className={styles.version}>Version {version}</p>}
    </footer>
  );
}
