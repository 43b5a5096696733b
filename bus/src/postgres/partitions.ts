import type { Sql } from "postgres";
import type { Fragment, Querying } from "./operations/querying.ts";

/** A day of the ledger. */
export const dayMs = 86_400_000;
const daysAhead = 3;
const partitioned = ["delivery", "attempt"] as const;

/** Creates the ledger's partitions from yesterday to three days ahead. Existing ones are left alone. */
export async function ensurePartitions(sql: Sql, nowMs: number = Date.now()): Promise<void> {
  const today = Math.floor(nowMs / dayMs);
  for (let day = today - 1; day <= today + daysAhead; day += 1) {
    for (const table of partitioned) {
      const name = partitionsOf(day * dayMs)[table];
      const storage = table === "delivery" ? "WITH (fillfactor = 80)" : "";
      // Every part of this statement is made here; identifiers and bounds cannot be parameters of DDL.
      await sql.unsafe(
        `CREATE TABLE IF NOT EXISTS "${name}" PARTITION OF "${table}" ` +
          `FOR VALUES FROM ('${firstUuidOf(day * dayMs)}') TO ('${firstUuidOf((day + 1) * dayMs)}') ${storage}`,
      );
    }
  }
}

/** The names of the partitions of a day, by its first millisecond. */
export function partitionsOf(startMs: number): { readonly [Table in (typeof partitioned)[number]]: string } {
  const digits = new Date(startMs).toISOString().slice(0, 10).replaceAll("-", "");
  return { delivery: `delivery_${digits}`, attempt: `attempt_${digits}` };
}

/** The smallest UUIDv7 of a millisecond: ids sort by time, so a day is a range. */
export function firstUuidOf(ms: number): string {
  const hex = Math.floor(ms).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`;
}

/** {@link firstUuidOf} of a time that the database knows. */
export const firstIdAt = (sql: Querying, at: Fragment): Fragment => sql`
  (lpad(to_hex(floor(extract(epoch FROM ${at}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** The millisecond that a UUIDv7 was made in. */
export function timeOfUuid(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
