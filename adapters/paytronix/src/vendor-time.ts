/** `2026-01-15T18:04:05.000Z` as Paytronix writes times on checks: `2026-01-15 18:04:05 +0000`. */
export const checkTime = (instant: string): string =>
  `${instant.slice(0, 10)} ${instant.slice(11, 19)} +0000`;

/** The day before an instant, `yyyy-MM-dd`: no clock on earth shows an earlier date for the instant. */
export function dayBefore(instant: string): string {
  return new Date(Date.parse(instant) - dayMs).toISOString().slice(0, 10);
}

export const dayMs = 86_400_000;

const written = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Milliseconds since 1970 of any of the ways in which Paytronix writes times; undefined where it is none of them. A
 * time without an offset is taken to be UTC, as Paytronix takes it on checks, so it may be off by half a day.
 */
export function vendorTimeMs(text: unknown): number | undefined {
  const match = typeof text === "string" ? written.exec(text.trim()) : null;
  if (match === null) return undefined;
  const [, day, minutes = "00:00", seconds = ":00", zone = "Z"] = match;
  const offset = zone === "Z" || zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const ms = Date.parse(`${day}T${minutes}${seconds}${offset}`);
  return Number.isNaN(ms) ? undefined : ms;
}
