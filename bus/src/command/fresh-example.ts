import { randomBytes } from "node:crypto";
import { valueAt } from "./json-path.ts";

/** As much of a contract as a new example needs. */
type Exemplary = { readonly entityKey: string; readonly example: unknown };

/**
 * A contract's example as something new: its entity key gets a fresh serial in place of its number (`ord-7001` becomes
 * `ord-mi7x2k9q4fz1`), and so does every other id that carries the same number (`rf-7001-1`, `pi_3SpindleExample7001`),
 * so that what belonged together still does. `prefix` replaces what stands before the serial in the entity key.
 */
export function freshExample(
  { entityKey, example }: Exemplary,
  prefix?: string,
  serial = newSerial(),
): unknown {
  const before = valueAt(example, entityKey);
  if (typeof before !== "string") return example;
  const number = /\d{3,}$/.exec(before)?.[0];
  const stem = prefix ?? (number === undefined ? `${before}-` : before.slice(0, -number.length));
  const renew = (text: string): string => {
    if (text === before) return `${stem}${serial}`;
    return number === undefined ? text : text.replace(new RegExp(`(?<!\\d)${number}(?!\\d)`), serial);
  };
  return mapStrings(example, renew);
}

/** Unique, and sorted by time: milliseconds and twenty random bits, in letters and digits. */
export function newSerial(nowMs: number = Date.now()): string {
  const random = randomBytes(3).readUIntBE(0, 3) % 36 ** 4;
  return `${nowMs.toString(36)}${random.toString(36).padStart(4, "0")}`;
}

function mapStrings(value: unknown, renew: (text: string) => string): unknown {
  if (typeof value === "string") return renew(value);
  if (Array.isArray(value)) return value.map((item: unknown) => mapStrings(item, renew));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapStrings(inner, renew)]));
}
