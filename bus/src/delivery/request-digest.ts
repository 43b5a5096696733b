import { createHmac } from "node:crypto";
import type { VendorRequest } from "../adapter/index.ts";
import type { Connection } from "../route.ts";

/**
 * Tells whether two requests are the same to the letter where records of them are masked. It is keyed by the connection's
 * secrets, which no table has, or whoever reads the table could try names until one fits; a connection without secrets has none.
 */
export function requestDigest(
  { method, path, headers, body }: VendorRequest,
  { secrets }: Pick<Connection, "secrets">,
): string | undefined {
  if (Object.keys(secrets).length === 0) return undefined;
  const key = JSON.stringify(secrets);
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const sorted = named.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const whole = JSON.stringify([method, path, sorted, body ?? null]);
  return `${mac(key, "which key").slice(0, 6)}.${mac(key, whole)}`;
}

const mac = (key: string, text: string): string =>
  createHmac("sha256", key).update(text).digest("base64url").slice(0, 22);

/** Whether two digests are of the same request; undefined where other secrets have made one of them, or one is missing. */
export function sameRequest(before: string | undefined, now: string | undefined): boolean | undefined {
  if (before === undefined || now === undefined) return undefined;
  return before.split(".")[0] === now.split(".")[0] ? before === now : undefined;
}
