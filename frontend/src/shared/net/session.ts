import { useSyncExternalStore } from "react";

const KEY = "shopper";
const listeners = new Set<() => void>();

export interface Session {
  token: string;
  email: string;
}

let raw: string | null = null;
let parsed: Session | null = null;

function current(): Session | null {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    // Storage may be closed to us (private mode, blocked site data): then nobody is signed in.
  }
  if (stored !== raw) {
    raw = stored;
    parsed = null;
    try {
      const value = JSON.parse(stored ?? "null");
      if (typeof value?.token === "string" && typeof value?.email === "string")
        parsed = value;
    } catch {
      // Not ours.
    }
  }
  return parsed;
}

/** The value of the Authorization header, or "" for a guest. */
export function bearer(): string {
  return current()?.token ?? "";
}

/** Remembers who is signed in; null signs out. */
export function setSession(session: Session | null) {
  try {
    if (session) localStorage.setItem(KEY, JSON.stringify(session));
    else localStorage.removeItem(KEY);
  } catch {
    // Without storage the sign-in cannot last; the server's answer still stands.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** The signed-in shopper; null for a guest and while the server renders. */
export function useSession(): Session | null {
  return useSyncExternalStore(subscribe, current, () => null);
}
