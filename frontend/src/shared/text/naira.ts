/**
 * Kobo as people read them: ₦12,500, or ₦12,500.50 when kobo are left over. The only place that
 * divides by 100; written by hand because the server's renderer has no Intl.
 */
export function naira(kobo: number): string {
  const whole = Math.trunc(Math.abs(kobo) / 100);
  const rest = Math.abs(kobo) % 100;
  const digits = String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = kobo < 0 ? "−" : "";
  return `${sign}₦${digits}${rest ? `.${String(rest).padStart(2, "0")}` : ""}`;
}
