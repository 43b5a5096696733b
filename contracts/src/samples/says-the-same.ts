import { minorUnits } from "../values/money.ts";

/** Whether a canonical value says what a vendor's value says: as text, as money in cents, as a time, as a day, in lower case. */
export function saysTheSame(vendor: unknown, canonical: unknown): boolean {
  if (JSON.stringify(vendor) === JSON.stringify(canonical)) return true;
  if (typeof canonical === "number") return typeof vendor === "number" && sameMoney(vendor, canonical);
  if (typeof canonical !== "string") return false;
  const text = String(vendor);
  return (
    text === canonical ||
    text.toLowerCase() === canonical ||
    sameDay(text, canonical) ||
    sameTime(vendor, canonical)
  );
}

/** Vendors that count in major units, and those that write what was paid as negative. */
const sameMoney = (major: number, minor: number): boolean =>
  minorUnits(String(Math.abs(major)), "USD") === minor;

const sameDay = (digits: string, day: string): boolean => digits === day.replaceAll("-", "");

function sameTime(vendor: unknown, instant: string): boolean {
  const at = typeof vendor === "number" ? vendor * 1_000 : Date.parse(String(vendor));
  return at === Date.parse(instant);
}
