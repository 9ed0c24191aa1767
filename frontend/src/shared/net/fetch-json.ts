import { reportReached, reportUnreachable } from "./connection";
import { bearer } from "./session";

const LIMIT_MS = 15_000;
const GET_WAITS_MS = [400, 1_200];

export type FieldErrors = Record<string, { code: string; message: string }>;

/**
 * What went wrong with a request. `status` is 0 when no answer came. `message` is a whole sentence
 * that may be shown; `fields` are the server's refusals by field name; `body` is the answer itself.
 */
export class ShopError extends Error {
  readonly status: number;
  readonly fields: FieldErrors;
  readonly body: unknown;

  constructor(
    status: number,
    message: string,
    fields: FieldErrors = {},
    body: unknown = null,
  ) {
    super(message);
    this.name = "ShopError";
    this.status = status;
    this.fields = fields;
    this.body = body;
  }

  /** True when the server gave this refusal code, for whichever field. */
  has(code: string): boolean {
    return Object.values(this.fields).some((field) => field.code === code);
  }
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  idempotencyKey?: string;
}

/**
 * One request to the shop's API. A GET that gets no answer or a 5xx is tried twice more; anything
 * that writes is sent once. Always rejects with a ShopError.
 */
export async function fetchJson<T>(
  url: string,
  options: RequestOptions = {},
): Promise<T> {
  const waits = (options.method ?? "GET") === "GET" ? GET_WAITS_MS : [];
  for (let attempt = 0; ; attempt++) {
    try {
      return await once<T>(url, options);
    } catch (error) {
      const wait = waits[attempt];
      if (
        wait === undefined ||
        !(error instanceof ShopError) ||
        (error.status > 0 && error.status < 500)
      )
        throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

async function once<T>(url: string, options: RequestOptions): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json" };
  const token = bearer();
  if (token) headers.Authorization = token;
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.idempotencyKey)
    headers["Idempotency-Key"] = options.idempotencyKey;

  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), LIMIT_MS);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: options.method ?? "GET",
      headers,
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: abort.signal,
    });
    text = await response.text();
  } catch {
    reportUnreachable();
    throw new ShopError(
      0,
      "We could not reach the shop. Check your connection, then try again.",
    );
  } finally {
    clearTimeout(timer);
  }
  reportReached();

  const body = parse(text);
  if (response.ok && body !== undefined) return body as T;
  throw refusal(response.status, body);
}

function parse(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refusal(status: number, body: unknown): ShopError {
  if (status === 429)
    return new ShopError(status, "Too many tries. Wait a minute.", {}, body);
  const shape = (body ?? {}) as { message?: unknown; data?: unknown };
  const fields: FieldErrors = {};
  for (const [name, value] of Object.entries(
    (shape.data ?? {}) as Record<string, unknown>,
  )) {
    const field = value as { code?: unknown; message?: unknown } | null;
    if (field && typeof field.message === "string")
      fields[name] = { code: String(field.code ?? ""), message: field.message };
  }
  const message =
    typeof shape.message === "string" && shape.message !== "" && status < 500
      ? shape.message
      : status === 503 && typeof shape.message === "string" && shape.message
        ? shape.message
        : "There is a problem with the shop. Try again in a minute.";
  return new ShopError(
    status >= 200 && status < 300 ? 502 : status,
    message,
    fields,
    body,
  );
}

/** The sentence to show for anything that was thrown. */
export function sentence(error: unknown): string {
  return error instanceof ShopError
    ? error.message
    : "Something went wrong on this page. Load it again.";
}
