import { useOffline } from "../shared/net/connection";
import styles from "./bars.module.css";

export function OfflineBar() {
  const offline = useOffline();
  return (
    <div role="status">
      {offline && (
        <p className={styles.offline}>
          You are offline. What you have seen stays; ordering needs a
          connection.
        </p>
      )}
    </div>
  );
}
