import type { CartLine } from "../../shared/api-types";
import { Link } from "../../shared/navigation/location";
import { naira } from "../../shared/text/naira";
import { CustomizationList } from "../../shared/ui/customization-list";
import { Picture } from "../../shared/ui/picture";
import styles from "./cart.module.css";

const MOST = 99;

interface Props {
  line: CartLine;
  /** Why the last act on this line failed; "" when it did not. */
  problem: string;
  onQuantity(quantity: number): void;
  onRemove(): void;
}

/** The line's first own words, which tell two cups apart: "Cup with ‘Ada’". */
export function lineName(line: CartLine): string {
  const words = line.customizationDetails.find(
    (detail) => detail.kind === "text" || detail.kind === "longtext",
  )?.value;
  return words ? `${line.product.name} with ‘${words}’` : line.product.name;
}

export function CartLineItem({ line, problem, onQuantity, onRemove }: Props) {
  const name = lineName(line);
  const href = `/products/${line.product.slug}`;
  const said = problem || line.problem?.message;
  return (
    <li className={styles.line}>
      <Picture
        className={styles.picture}
        picture={line.product.image}
        alt=""
        sizes="(min-width: 40rem) 128px, 84px"
      />
      <div className={styles.about}>
        <h2>
          <Link href={href}>{line.product.name}</Link>
        </h2>
        <CustomizationList line={line} />
        {line.customizationDetails.length > 0 && (
          <Link className="link" href={`${href}?line=${line.id}`}>
            Change<span className="visually-hidden"> {name}</span>
          </Link>
        )}
        {said && (
          <p className={styles.problem}>
            <strong>{said}</strong>
          </p>
        )}
      </div>
      <div className={styles.money}>
        <label>
          <span>
            Quantity<span className="visually-hidden"> of {name}</span>
          </span>
          <select
            value={line.quantity}
            onChange={(event) => onQuantity(Number(event.target.value))}
          >
            {Array.from({ length: MOST }, (_, n) => n + 1).map((n) => (
              <option key={n} value={n}>
                {n}
              </option>
            ))}
          </select>
        </label>
        <p>
          {line.quantity > 1 && (
            <span className={styles.unit}>
              {naira(line.unitPriceKobo)} each
            </span>
          )}
          <strong>{naira(line.lineKobo)}</strong>
        </p>
        <button
          type="button"
          className="button-text"
          aria-label={`Remove ${name}`}
          onClick={onRemove}
        >
          Remove
        </button>
      </div>
    </li>
  );
}
