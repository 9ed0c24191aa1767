/**
 * A key that stays the same for the same request (by its whole body) within this tab, also after a
 * reload, and differs for any other: pressing twice makes one order, changing the address makes a new key.
 */
export function idempotencyKey(purpose: string, body: unknown): string {
  const text = JSON.stringify(body);
  const slot = `key:${purpose}`;
  try {
    const known = JSON.parse(sessionStorage.getItem(slot) ?? "null");
    if (known?.text === text && typeof known.key === "string") return known.key;
  } catch {
    // A slot that cannot be read is written anew.
  }
  const key = random();
  try {
    sessionStorage.setItem(slot, JSON.stringify({ text, key }));
  } catch {
    // Without storage the key still guards this one request.
  }
  return key;
}

/** Ends the life of the purpose's key: the next request is a new one even with the same body. */
export function forgetKey(purpose: string) {
  try {
    sessionStorage.removeItem(`key:${purpose}`);
  } catch {
    // Nothing was kept.
  }
}

function random(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}
