import type { CustomizationDetail } from "../api-types";
import { Swatch } from "../forms/field";
import { plainDate } from "../text/dates";
import { naira } from "../text/naira";
import styles from "./customization-list.module.css";

/** Every customization of one line, as people read it. */
export function CustomizationList({
  details,
}: {
  details: CustomizationDetail[];
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
              {detail.kind === "date" ? plainDate(detail.value) : detail.value}
              {detail.surchargeKobo > 0 && (
                <span className={styles.extra}>
                  {" "}
                  (+{naira(detail.surchargeKobo)})
                </span>
              )}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
