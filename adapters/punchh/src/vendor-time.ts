import { z } from "zod";

/** A time as Punchh writes it: ISO 8601 with an offset. */
export const VendorTime = z.iso.datetime({ offset: true });

/** The same, RFC 3339 in UTC; what is in UTC stays as it is spelled. */
export const instantOf = (time: string): string => (time.endsWith("Z") ? time : new Date(time).toISOString());

/** The time of an event: Unix seconds in Punchh's samples, milliseconds in its words. */
export const timestampOf = (timestamp: number): string =>
  new Date(timestamp >= 1e12 ? timestamp : timestamp * 1_000).toISOString();

/** A time as Punchh wants it in a request. */
export const punchhTime = (instant: string): string =>
  new Date(instant).toISOString().replace(/\.\d{3}Z$/, "Z");
