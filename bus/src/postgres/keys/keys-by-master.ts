import type { Sql } from "postgres";

/** How many keys a master key wraps, and one of them to try it on. */
export type KeysOfMaster = {
  readonly master: string;
  readonly keys: number;
  readonly id: string;
  readonly wrapped: Uint8Array;
};

/** The keys that are not destroyed, by the master key that wraps them. */
export const keysByMaster = (sql: Sql) => sql<KeysOfMaster[]>`
  SELECT m.master, m.keys, k.id, k.wrapped
  FROM (SELECT master, count(*)::int AS keys FROM subject_key WHERE destroyed_at IS NULL GROUP BY master) m
  JOIN LATERAL (
    SELECT id, wrapped FROM subject_key WHERE master = m.master AND destroyed_at IS NULL LIMIT 1) k ON true
  ORDER BY m.master`;
