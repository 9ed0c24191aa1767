import { useSyncExternalStore } from "react";

/*
 * `navigator.onLine` alone proves nothing: the shop counts as out of reach only when a request failed
 * while the browser says it is offline, and counts as reached again with the next answer.
 */

let unreachable = false;
const listeners = new Set<() => void>();

function set(value: boolean) {
  if (unreachable === value) return;
  unreachable = value;
  for (const listener of listeners) listener();
}

export function reportUnreachable() {
  if (typeof navigator !== "undefined" && navigator.onLine === false) set(true);
}

export function reportReached() {
  set(false);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function useOffline(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => unreachable,
    () => false,
  );
}
