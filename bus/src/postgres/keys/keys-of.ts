import type { Sql } from "postgres";
import { rfc3339, rfc3339OrNull } from "../operations/instant.ts";

/** What the database has, or had, about one person. */
export type KeyOfSubject = {
  readonly id: string;
  /** The id of the master key that wraps it; null once it is destroyed. */
  readonly master: string | null;
  readonly createdAt: string;
  /** Since when nothing new is sealed under it. */
  readonly retiredAt: string | null;
  /** The message that asked to forget the person. */
  readonly endedBy: string | null;
  readonly destroyedAt: string | null;
};

/** The keys under a hash, oldest first. */
export async function keysOf(sql: Sql, hash: Uint8Array): Promise<readonly KeyOfSubject[]> {
  const rows = await sql<KeyOfSubject[]>`
    SELECT id, master, created_at AS "createdAt", retired_at AS "retiredAt", ended_by AS "endedBy", destroyed_at AS "destroyedAt"
    FROM subject_key WHERE hash = ${Buffer.from(hash)} ORDER BY created_at, id`;
  return rows.map((row) => ({
    ...row,
    createdAt: rfc3339(row.createdAt),
    retiredAt: rfc3339OrNull(row.retiredAt),
    destroyedAt: rfc3339OrNull(row.destroyedAt),
  }));
}
