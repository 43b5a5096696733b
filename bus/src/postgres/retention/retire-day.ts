import type { Sql, TransactionSql } from "postgres";
import type { Querying } from "../operations/querying.ts";
import { transaction } from "../transaction.ts";
import type { ArchiveStore } from "../../retention/archive-store.ts";
import { ArchiveFailed } from "./archive.ts";
import { archiveDay } from "./archive-day.ts";
import type { LedgerDay } from "./ledger-days.ts";

/** What became of a day that is over. */
export type Retired =
  /** Its partitions are gone; what had to be kept of it is in the default ones. */
  | { readonly kind: "retired"; readonly day: string; readonly dropped: number; readonly kept: number }
  /** It stays for now, and why. */
  | { readonly kind: "stays"; readonly day: string; readonly because: string };

/** So many rows move while nobody may claim: two tenths of a second, about. */
const movedAtOnce = 10_000;
/** So long a claim may have to wait because this one waits for others. */
const lockWaitMs = 250;
/** For schedulers and operators that are about to retire a day: one at a time. */
const lockId = 7_238_116;

type Terms = {
  /** What was settled after this is kept, as what is open is. */
  readonly settledSinceMs: number;
  /** Whether deliveries that nobody has claimed yet may be forgotten: what comes of them later is in doubt. */
  readonly unclaimedToo: boolean;
  /** Where what is dropped is written before. */
  readonly archive?: ArchiveStore;
};

/**
 * Drops the partitions of a day, in one transaction: whoever dies in it has done nothing. What is open, or was settled lately,
 * moves to the default partitions and stays what it is. From then on the database takes no delivery of that day for a new
 * one (`guard_retired_day`).
 */
export async function retireDay(sql: Sql, day: LedgerDay, terms: Terms): Promise<Retired> {
  const stays = (because: string): Retired => ({ kind: "stays", day: day.day, because });
  const archived = await archivedOf(sql, day, terms);
  if (typeof archived === "string") return stays(archived);
  try {
    return await transaction(sql, async (tx): Promise<Retired> => {
      const [lock] = await tx<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(${lockId}) AS mine`;
      if (!lock?.mine) return stays("another process is retiring a day");
      const unclaimed = await countUnclaimed(tx, day);
      if (unclaimed > 0 && !terms.unclaimedToo) return stays(waiting(unclaimed));
      const { total, kept, moving } = await setAside(tx, day, terms.settledSinceMs);
      if (moving > movedAtOnce) return stays(`${kept} deliveries of it are open or were settled lately`);
      const dropped = total - kept;
      if (archived !== undefined && dropped !== archived)
        return stays(`${dropped} deliveries would go and ${archived} are in the archive; later`);
      await swap(tx, day, kept);
      await forgetDiscarded(tx, day);
      await tx`
        INSERT INTO retired_day (day, first_id, next_id, dropped, kept, unclaimed)
        VALUES (${day.day}, ${day.firstId}, ${day.nextId}, ${dropped}, ${kept}, ${unclaimed})`;
      return { kind: "retired", day: day.day, dropped, kept };
    });
  } catch (error) {
    if (isLockTimeout(error)) return stays("others are at work on the ledger; later");
    throw error;
  }
}

/** How many deliveries are in the archive, undefined where none is wanted; or why the day stays. */
async function archivedOf(
  sql: Sql,
  day: LedgerDay,
  { archive, settledSinceMs, unclaimedToo }: Terms,
): Promise<number | string | undefined> {
  if (!archive) return undefined;
  // What will stay anyhow is not written every hour.
  const unclaimed = await countUnclaimed(sql, day);
  if (unclaimed > 0 && !unclaimedToo) return waiting(unclaimed);
  try {
    return await archiveDay(sql, day, settledSinceMs, archive);
  } catch (error) {
    if (error instanceof ArchiveFailed) return error.message;
    throw error;
  }
}

const waiting = (unclaimed: number): string => `${unclaimed} deliveries of it wait in queues`;

/** Decided routes without a row: their tokens are in a queue. Asked before the locks, after which there can only be fewer. */
async function countUnclaimed(tx: Querying, { firstId, nextId }: LedgerDay): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    SELECT count(*)::int AS count FROM intake i CROSS JOIN LATERAL unnest(i.routes) AS decided(route)
    WHERE i.id >= ${firstId}::uuid AND i.id < ${nextId}::uuid AND NOT EXISTS (
      SELECT FROM delivery d WHERE d.message_id = i.id AND d.route = decided.route
        AND d.message_id >= ${firstId}::uuid AND d.message_id < ${nextId}::uuid)`;
  return row?.count ?? 0;
}

/** Copies what is kept, after which nothing of the day changes: readers, and whoever works on other days, go on. */
async function setAside(tx: TransactionSql, day: LedgerDay, settledSinceMs: number) {
  await tx`SELECT set_config('lock_timeout', ${`${lockWaitMs}ms`}, true)`;
  await tx`LOCK TABLE ${tx(day.delivery)}, ${tx(day.attempt)} IN SHARE ROW EXCLUSIVE MODE`;
  const ofDay = tx`message_id >= ${day.firstId}::uuid AND message_id < ${day.nextId}::uuid`;
  await tx`
    CREATE TEMPORARY TABLE kept_delivery ON COMMIT DROP AS
    SELECT * FROM delivery WHERE ${ofDay} AND (
      state NOT IN ('applied', 'unchanged', 'superseded', 'discarded') OR settled_at IS NULL
      OR settled_at >= to_timestamp(${settledSinceMs / 1000}::float8))`;
  await tx`
    CREATE TEMPORARY TABLE kept_attempt ON COMMIT DROP AS
    SELECT a.* FROM attempt a JOIN kept_delivery USING (message_id, route)
    WHERE a.message_id >= ${day.firstId}::uuid AND a.message_id < ${day.nextId}::uuid`;
  const [counts] = await tx<{ total: number; kept: number; moving: number }[]>`
    SELECT (SELECT count(*)::int FROM delivery WHERE ${ofDay}) AS total, (SELECT count(*)::int FROM kept_delivery) AS kept,
           (SELECT count(*)::int FROM kept_delivery) + (SELECT count(*)::int FROM kept_attempt) AS moving`;
  return counts ?? { total: 0, kept: 0, moving: 0 };
}

/** The only part for which everybody waits. */
async function swap(tx: TransactionSql, { delivery, attempt }: LedgerDay, kept: number): Promise<void> {
  await tx`LOCK TABLE delivery, attempt IN ACCESS EXCLUSIVE MODE`;
  await tx`ALTER TABLE delivery DETACH PARTITION ${tx(delivery)}`;
  await tx`ALTER TABLE attempt DETACH PARTITION ${tx(attempt)}`;
  const { count } = await tx`INSERT INTO delivery SELECT * FROM kept_delivery`;
  await tx`INSERT INTO attempt SELECT * FROM kept_attempt`;
  if (count !== kept)
    throw new Error(
      `${kept} deliveries of ${delivery} were to be kept, and ${count} were; nothing is dropped.`,
    );
  await tx`DROP TABLE ${tx(delivery)}, ${tx(attempt)}`;
}

/** What was discarded can be searched so long as the ledger has it; a dropped partition calls no trigger. */
const forgetDiscarded = (tx: TransactionSql, { firstId, nextId }: LedgerDay) => tx`
  DELETE FROM failure f WHERE f.message_id >= ${firstId}::uuid AND f.message_id < ${nextId}::uuid
    AND NOT EXISTS (SELECT FROM delivery d WHERE d.message_id = f.message_id AND d.route = f.route)`;

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "55P03";
