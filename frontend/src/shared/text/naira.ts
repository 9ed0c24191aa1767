/**
 * Kobo as people read them: ₦12,500, or ₦12,500.50 when kobo are left over. The only file that
 * divides or multiplies by 100; written by hand because the server's renderer has no Intl.
 */
export function naira(kobo: number): string {
  const whole = Math.trunc(Math.abs(kobo) / 100);
  const rest = Math.abs(kobo) % 100;
  const digits = String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = kobo < 0 ? "−" : "";
  return `${sign}₦${digits}${rest ? `.${String(rest).padStart(2, "0")}` : ""}`;
}

/** The kobo of an amount as people type it, such as "₦5,000"; undefined when it is none. */
export function kobo(typed: string): number | undefined {
  const plain = typed.replace(/[₦N,\s]/gi, "");
  return /^\d{1,8}$/.test(plain) ? Number(plain) * 100 : undefined;
}
