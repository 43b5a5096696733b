import type { z } from "zod";

/** A JSON value as contracts have it. */
export type JsonValue = z.infer<ReturnType<typeof z.json>>;

/** Segment's time as RFC 3339 in UTC; undefined where it is none. */
export function instantOf(text: string | null | undefined): string | undefined {
  const ms = Date.parse(text ?? "");
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** `ext` of one vendor, without what is not there; nothing where nothing is left. */
export function extOf(vendor: string, fields: Readonly<Record<string, JsonValue | undefined>>) {
  const found = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, value] as const],
  );
  return found.length > 0 ? { ext: { [vendor]: Object.fromEntries<JsonValue>(found) } } : {};
}
