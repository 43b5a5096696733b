import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { PayloadValue } from "../operations/failures.ts";
import type { Querying } from "./operations/querying.ts";

/**
 * The key of the installation's hashes of indexed values. It is kept in the database: it protects what has left it without the key,
 * a log or an excerpt of the table, and nothing from whoever reads the whole of it.
 * @throws Error where the migration has not made one
 */
export async function searchKeyOf(sql: Querying): Promise<KeyObject> {
  const [row] = await sql<{ key: Uint8Array }[]>`SELECT key FROM search_key`;
  if (!row) throw new Error("The table search_key is empty; the migration writes its one row.");
  // Made once: of bare bytes each hash would make one, which takes four times as long as the hash.
  return createSecretKey(row.key);
}

/**
 * The hash of a value at a path, as a bigint of Postgres. 64 bits: among a million failures one in a billion searches finds one
 * too many.
 */
export function hashOf(key: KeyObject, { path, value }: PayloadValue): string {
  const mac = createHmac("sha256", key).update(`${path}\n${value}`).digest();
  return mac.readBigInt64BE(0).toString();
}
