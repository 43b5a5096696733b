import { z } from "zod";

/** A point in time, RFC 3339 in UTC, e.g. `2026-01-15T18:04:05.000Z`. */
export const Instant = z.iso
  .datetime({ error: 'must be RFC 3339 in UTC, e.g. "2026-01-15T18:04:05.000Z"' })
  .meta({ id: "Instant", description: "RFC 3339 in UTC, ending in Z." });
export type Instant = z.infer<typeof Instant>;

/** The offset from UTC that a clock at the place showed, e.g. `-05:00`. */
export const LocalOffset = z
  .string()
  .regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/, { error: 'must be an offset such as "-05:00"' })
  .meta({ id: "LocalOffset", description: "Offset from UTC that a clock at the place showed." });
export type LocalOffset = z.infer<typeof LocalOffset>;

/** The day that a store's books give a sale to, `YYYY-MM-DD`; after midnight it may still be yesterday. */
export const BusinessDate = z.iso.date({ error: 'must be a day such as "2026-01-15"' }).meta({
  id: "BusinessDate",
  description: "The store's business day, YYYY-MM-DD, in the store's time zone.",
});
export type BusinessDate = z.infer<typeof BusinessDate>;

/** An IANA time zone name. */
export const TimeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/, { error: 'must be an IANA time zone, e.g. "America/New_York"' })
  .meta({ id: "TimeZone", description: "IANA time zone name." });
export type TimeZone = z.infer<typeof TimeZone>;

/** A length of time, ISO 8601, e.g. `PT15M`. */
export const Duration = z.iso
  .duration({ error: 'must be an ISO 8601 duration, e.g. "PT15M"' })
  .meta({ id: "Duration", description: "ISO 8601 duration.", examples: ["PT15M"] });
export type Duration = z.infer<typeof Duration>;
