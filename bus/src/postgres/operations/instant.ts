/** RFC 3339 of what Postgres gives for a timestamptz. */
export function rfc3339(instant: string): string {
  return new Date(instant).toISOString();
}

/** {@link rfc3339} where there may be none. */
export function rfc3339OrNull(instant: string | null): string | null {
  return instant === null ? null : rfc3339(instant);
}

/** Seconds since 1970, for `to_timestamp`: Postgres knows fewer years as text than RFC 3339 does. */
export function epochSeconds(text: string): number {
  return Date.parse(text) / 1_000;
}
