const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

// Nigeria keeps UTC+1 all year (West Africa Time, no daylight saving).
const LAGOS_MS = 3_600_000;

function lagos(utc: string): Date | null {
  const ms = Date.parse(utc);
  return Number.isNaN(ms) ? null : new Date(ms + LAGOS_MS);
}

/** A UTC time as its day in Lagos: "Mon 23 Nov 2026"; "" when it is not a time. */
export function day(utc: string): string {
  const at = lagos(utc);
  return at
    ? `${DAYS[at.getUTCDay()]} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`
    : "";
}

/** A UTC time as day and time in Lagos: "Mon 23 Nov 2026, 14:05". */
export function dayAndTime(utc: string): string {
  const at = lagos(utc);
  return at
    ? `${day(utc)}, ${String(at.getUTCHours()).padStart(2, "0")}:${String(at.getUTCMinutes()).padStart(2, "0")}`
    : "";
}

/** A date field's value (2026-11-23) as people read it. */
export function plainDate(value: string): string {
  return day(`${value}T00:00:00Z`) || value;
}
