import type { DeliveryKey } from "../../operations/delivery-id.ts";
import { arrayParameter } from "../array-parameter.ts";
import type { Fragment, Querying } from "./querying.ts";

/**
 * A sum over deliveries, rows of `message_id` and `route`, the same for the same ones in whichever order: where one has left
 * and another came, the count is as before and this is not.
 */
export const checksumOf = (sql: Querying, rows: Fragment): Fragment =>
  sql`coalesce(bit_xor(hashtextextended(${rows}.message_id::text || ${rows}.route, 0)), 0)::text`;

/** The same over failure groups, rows of `id`. */
export const checksumOfGroups = (sql: Querying, rows: Fragment): Fragment =>
  sql`coalesce(bit_xor(hashtextextended(${rows}.id::text, 0)), 0)::text`;

/** Two of them, of different rows, as the one of all. */
export const bothChecksums = (one: string, other: string): string => String(BigInt(one) ^ BigInt(other));

/** That of named deliveries. */
export async function checksumOfKeys(sql: Querying, keys: readonly DeliveryKey[]): Promise<string> {
  const messageIds = keys.map(({ messageId }) => messageId);
  const routes = keys.map(({ route }) => route);
  const [row] = await sql<{ checksum: string }[]>`
    SELECT ${checksumOf(sql, sql`k`)} AS checksum
    FROM unnest(${arrayParameter(sql, "uuid[]", messageIds)}::uuid[], ${arrayParameter(sql, "text[]", routes)}::text[]) AS k(message_id, route)`;
  return row?.checksum ?? "0";
}
