import type { Order, OrderLine } from "../api-types";
import { Link } from "../navigation/location";
import { naira } from "../text/naira";
import { CustomizationList } from "../ui/customization-list";
import { Picture } from "../ui/picture";
import styles from "./order.module.css";

/** What was ordered, with every customization. */
export function OrderLines({ lines }: { lines: OrderLine[] }) {
  return (
    <ul role="list" className={styles.lines}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an order's lines are frozen and have no id.
        <li key={index} className={styles.line}>
          <Picture
            className={styles.picture}
            picture={line.image}
            alt=""
            sizes="84px"
          />
          <div>
            <h3>
              {line.slug ? (
                <Link href={`/products/${line.slug}`}>{line.name}</Link>
              ) : (
                line.name
              )}
            </h3>
            <CustomizationList line={line} />
            <p className={styles.sum}>
              <span>
                {line.quantity} × {naira(line.unitPriceKobo)}
              </span>
              <strong>{naira(line.lineKobo)}</strong>
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

interface Sums {
  itemsKobo: number;
  deliveryKobo: number | undefined;
  discountKobo: number;
  totalKobo: number | undefined;
  town?: string;
}

/** The sums of an order, or of one to be; what is not known yet is said in words. */
export function OrderSums(sums: Sums) {
  return (
    <dl className={styles.sums}>
      <div>
        <dt>Items</dt>
        <dd>{naira(sums.itemsKobo)}</dd>
      </div>
      <div>
        <dt>Delivery{sums.town ? ` to ${sums.town}` : ""}</dt>
        <dd>
          {sums.deliveryKobo === undefined
            ? "Choose a town"
            : naira(sums.deliveryKobo)}
        </dd>
      </div>
      {sums.discountKobo > 0 && (
        <div>
          <dt>Discount</dt>
          <dd>−{naira(sums.discountKobo)}</dd>
        </div>
      )}
      <div className={styles.total}>
        <dt>Total</dt>
        <dd>{sums.totalKobo === undefined ? "–" : naira(sums.totalKobo)}</dd>
      </div>
    </dl>
  );
}

/** To whom and where an order goes. */
export function OrderDelivery({ order }: { order: Order }) {
  const rows: [string, string][] = [
    ["Name", order.name],
    ["Phone", order.phone],
    ["E-mail", order.email],
    ["Town", [order.zone.town, order.zone.state].filter(Boolean).join(", ")],
    ["Address", order.address],
    ["Note to the rider", order.note || "Not provided"],
  ];
  if (order.recipient) {
    rows.push(["Received by", order.recipient.name || order.name]);
    rows.push(["Their phone", order.recipient.phone || order.phone]);
  }
  if (order.gift) {
    rows.push(["Gift to", order.gift.to || "Not provided"]);
    rows.push(["Gift from", order.gift.from || "Not provided"]);
    rows.push(["Words on the card", order.gift.message || "Not provided"]);
  }
  return (
    <dl className={styles.rows}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
