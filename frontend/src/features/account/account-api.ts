import { forgetPersonal } from "../../shared/net/cache";
import { fetchJson, ShopError } from "../../shared/net/fetch-json";
import { bearer, setSession } from "../../shared/net/session";

const USERS = "/api/collections/users";

interface Signed {
  token: string;
  record: { email?: string };
}

/** Signs in; the server takes the guest's cart over, so everything personal is asked for again. */
export async function signIn(email: string, password: string) {
  const { token, record } = await fetchJson<Signed>(
    `${USERS}/auth-with-password`,
    { method: "POST", body: { identity: email, password } },
  );
  setSession({ token, email: record.email || email });
  await forgetPersonal();
}

export async function createAccount(
  name: string,
  email: string,
  password: string,
) {
  await fetchJson(`${USERS}/records`, {
    method: "POST",
    body: { name, email, password, passwordConfirm: password },
  });
  await signIn(email, password);
}

export async function signOut() {
  setSession(null);
  await forgetPersonal();
}

const RENEW_BEFORE_MS = 4 * 24 * 3_600_000;

/** When the token ends, in milliseconds since 1970; 0 when it does not say (RFC 7519, section 4.1.4). */
export function tokenEnd(token: string): number {
  try {
    const part = token.split(".")[1] ?? "";
    const claims = JSON.parse(
      atob(part.replace(/-/g, "+").replace(/_/g, "/")),
    ) as { exp?: number };
    return (claims.exp ?? 0) * 1_000;
  } catch {
    return 0;
  }
}

/** Prolongs a sign-in that ends soon; one that the server no longer knows is ended here too. */
export async function renewSession(now: number) {
  if (tokenEnd(bearer()) - now > RENEW_BEFORE_MS) return;
  try {
    const { token, record } = await fetchJson<Signed>(`${USERS}/auth-refresh`, {
      method: "POST",
    });
    setSession({ token, email: record.email || "" });
  } catch (error) {
    if (error instanceof ShopError && [401, 403, 404].includes(error.status))
      await signOut();
  }
}
