import { useConfig } from "../shared/shop";
import styles from "./bars.module.css";

/** Says that nothing here costs real money, wherever that is so. */
export function TestBanner() {
  const config = useConfig();
  if (!config?.sandbox && !config?.testMode) return null;
  return (
    <aside className={styles.test} aria-label="Test shop">
      <p>
        <strong>Test shop: no real money.</strong>{" "}
        {config.sandbox
          ? "Payments go to a built-in stand-in for Paystack."
          : "Payments go to Paystack's test mode."}
      </p>
    </aside>
  );
}
