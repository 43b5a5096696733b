import { z } from "zod";

const written = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})$/;

/** A time as Toast writes it: ISO 8601 with an offset that mostly has no colon. */
export const VendorTime = z
  .string()
  .refine((text) => readable(text) !== undefined, { error: "must be a time with an offset" });

/** The same time, RFC 3339 in UTC. */
export function instantOf(time: string): string {
  return new Date(readable(time) ?? Number.NaN).toISOString();
}

/** The offset that the clock showed; undefined for UTC, which Toast writes where it does not know the place. */
export function offsetOf(time: string): string | undefined {
  const zone = written.exec(time)?.[2] ?? "Z";
  if (zone === "Z" || /^[+-]00:?00$/.test(zone)) return undefined;
  return withColon(zone);
}

/** `yyyyMMdd` as an integer becomes a day: 20260115 is 2026-01-15. */
export const dayOf = (date: number): string => String(date).replace(/^(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3");

/** A time as Toast wants it in a request. */
export const toastTime = (instant: string): string => new Date(instant).toISOString().replace(/Z$/, "+0000");

function readable(text: string): number | undefined {
  const [, clock = "", zone = "Z"] = written.exec(text) ?? [];
  const ms = Date.parse(clock + withColon(zone));
  return Number.isNaN(ms) ? undefined : ms;
}

const withColon = (zone: string): string => zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
