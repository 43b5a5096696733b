import { isRecord } from "./pointer.ts";

/**
 * What came, in words for whoever sent it: a short plain value as it is, anything else by its kind and size. What may not be
 * quoted, and what looks as if it could be about a person wherever it stands, is named by its kind alone.
 */
export function whatCame(value: unknown, mayQuote: boolean): string {
  if (value === null || value === undefined) return value === null ? "null" : "nothing";
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isRecord(value)) return "an object";
  if (mayQuote && isPlain(value)) return JSON.stringify(value);
  if (typeof value !== "string") return `a ${typeof value}`;
  return mayQuote ? `a text of ${value.length} characters` : "a text";
}

/** Short, without what a name, an address or a card number would be known by; a date has many digits and tells nothing. */
function isPlain(value: unknown): boolean {
  const text = String(value);
  if (!/^[\w .:/+-]{1,40}$/.test(text)) return false;
  return /^\d{4}-\d{2}-\d{2}/.test(text) || text.replaceAll(/\D/g, "").length < 7;
}
