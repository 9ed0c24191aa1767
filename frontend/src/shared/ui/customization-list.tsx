import type { CartLine, CustomizationDetail } from "../api-types";
import { Swatch } from "../forms/field";
import { plainDate } from "../text/dates";
import { naira } from "../text/naira";
import { count } from "../text/words";
import styles from "./customization-list.module.css";

const adds = ({ surchargeKobo, extraDays }: CustomizationDetail) =>
  [
    surchargeKobo > 0 && `+${naira(surchargeKobo)}`,
    extraDays > 0 && `+${count(extraDays, "day")}`,
  ]
    .filter(Boolean)
    .join(", ");

/** Every customization of one line, as people read it; a photo as a small picture. */
export function CustomizationList({
  line: { customizations, customizationDetails: details },
}: {
  line: Pick<CartLine, "customizations" | "customizationDetails">;
}) {
  if (details.length === 0) return null;
  return (
    <dl className={styles.list}>
      {details.map((detail) => (
        <div key={detail.key}>
          <dt>{detail.label}</dt>
          <dd>
            {detail.swatch && <Swatch color={detail.swatch} />}
            <span>
              {detail.kind === "photo" ? (
                <img
                  src={`/api/shop/photos/${customizations[detail.key]}?thumb=160x160`}
                  alt={detail.value}
                  width={80}
                  height={80}
                  loading="lazy"
                />
              ) : detail.kind === "date" ? (
                plainDate(detail.value)
              ) : (
                detail.value
              )}
              {(detail.surchargeKobo > 0 || detail.extraDays > 0) && (
                <span className={styles.extra}> ({adds(detail)})</span>
              )}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
