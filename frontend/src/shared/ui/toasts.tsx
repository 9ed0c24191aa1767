import { useSyncExternalStore } from "react";
import styles from "./toasts.module.css";

const SHOWN_MS = 8_000;

interface Toast {
  id: number;
  text: string;
  action?: { label: string; run(): void };
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number) {
  set(toasts.filter((toast) => toast.id !== id));
}

/** Says something to eye and ear. With an action it stays until it is used or dismissed. */
export function say(text: string, action?: Toast["action"]) {
  const id = ++lastId;
  set([...toasts.slice(-1), { id, text, action }]);
  if (!action) setTimeout(() => dismiss(id), SHOWN_MS);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

const none: readonly Toast[] = [];

export function Toasts() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  );
  return (
    <section className={styles.region} aria-label="Messages">
      <div role="status">
        {shown.map((toast) => (
          <div key={toast.id} className={styles.toast}>
            <p>{toast.text}</p>
            {toast.action && (
              <button
                type="button"
                onClick={() => {
                  dismiss(toast.id);
                  toast.action?.run();
                }}
              >
                {toast.action.label}
              </button>
            )}
            <button type="button" onClick={() => dismiss(toast.id)}>
              Dismiss
            </button>
          </div>
        ))}
      </div>
    </section>
  );
}
