import type { Sql } from "postgres";
import { dayMs, firstUuidOf } from "../partitions.ts";
import type { RetentionPlan } from "../../retention/retention.ts";
import type { Fragment, Querying } from "../operations/querying.ts";
import { pruneArchived } from "./prune-archived.ts";

/** What is removed row by row, in batches that hold up nobody. */
export const prunedTables = [
  "kept deliveries",
  "intake",
  "reference",
  "assignment",
  "recipes",
  "replay items",
  "replays",
] as const;
export type PrunedTable = (typeof prunedTables)[number];

/** Rows of one statement. */
export const pruneBatch = 2_000;

/** Removes one batch of what is over; gives how many rows. */
export async function pruneBatchOf(
  sql: Sql,
  table: PrunedTable,
  plan: RetentionPlan,
  nowMs: number,
): Promise<number> {
  if (table === "kept deliveries" && plan.archive)
    return pruneArchived(
      sql,
      plan.archive,
      (tx) => outlivedAndOver(tx, nowMs - plan.ledgerDays * dayMs),
      pruneBatch,
    );
  const { count } = await statements[table](sql, plan, nowMs);
  return count;
}

const settledBefore = (sql: Querying, ms: number) =>
  sql`d.state IN ('applied', 'unchanged', 'superseded', 'discarded') AND d.settled_at < ${at(sql, ms)}`;
const at = (sql: Querying, ms: number) => sql`to_timestamp(${ms / 1000}::float8)`;

/** Of deliveries `d` in the default partition: settled before, and of a day that is gone. Of a day that stands everything stays. */
export const outlivedAndOver = (sql: Querying, settledBeforeMs: number): Fragment => sql`
  ${settledBefore(sql, settledBeforeMs)}
  AND EXISTS (SELECT FROM retired_day r WHERE d.message_id >= r.first_id AND d.message_id < r.next_id)`;

type Prune = (sql: Sql, plan: RetentionPlan, nowMs: number) => PromiseLike<{ readonly count: number }>;

const statements: { readonly [Table in PrunedTable]: Prune } = {
  /** What outlived its day has been settled since, and that is long ago too. */
  "kept deliveries": (sql, { ledgerDays }, nowMs) => sql`
    WITH gone AS (
      DELETE FROM delivery_default WHERE ctid = ANY(ARRAY(
        SELECT d.ctid FROM delivery_default d
        WHERE ${outlivedAndOver(sql, nowMs - ledgerDays * dayMs)}
        LIMIT ${pruneBatch} FOR UPDATE SKIP LOCKED))
      RETURNING message_id, route
    ), attempts AS (
      DELETE FROM attempt_default a USING gone WHERE a.message_id = gone.message_id AND a.route = gone.route
    )
    SELECT FROM gone`,
  /** So long as the ledger has a row of it, or the broker has not confirmed it, its message is known. */
  intake: (sql, { intakeDays }, nowMs) => sql`
    DELETE FROM intake WHERE id = ANY(ARRAY(
      SELECT i.id FROM intake i
      WHERE i.id < ${firstUuidOf(nowMs - intakeDays * dayMs)}::uuid AND i.accepted_at < ${at(sql, nowMs - intakeDays * dayMs)}
        AND EXISTS (SELECT FROM retired_day r WHERE i.id >= r.first_id AND i.id < r.next_id)
        AND NOT EXISTS (SELECT FROM delivery d WHERE d.message_id = i.id)
        AND NOT EXISTS (SELECT FROM outbox o WHERE o.message_id = i.id)
      ORDER BY i.id LIMIT ${pruneBatch}))`,
  reference: (sql, { referenceDays }, nowMs) => sql`
    DELETE FROM reference WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM reference WHERE written_at < ${at(sql, nowMs - referenceDays * dayMs)}
      LIMIT ${pruneBatch} FOR UPDATE SKIP LOCKED))`,
  assignment: (sql, { referenceDays }, nowMs) => sql`
    DELETE FROM assignment WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM assignment WHERE decided_at < ${at(sql, nowMs - referenceDays * dayMs)}
      LIMIT ${pruneBatch} FOR UPDATE SKIP LOCKED))`,
  recipes: (sql, { replayDays }, nowMs) => sql`
    DELETE FROM recipe r
    WHERE coalesce(r.finished_at, CASE r.state WHEN 'proposed' THEN r.expires_at END) < ${at(sql, nowMs - replayDays * dayMs)}`,
  /** What sent the members of a recipe stays as long as it: the bill is counted from it. */
  "replay items": (sql, { replayDays }, nowMs) => sql`
    DELETE FROM replay_item WHERE ctid = ANY(ARRAY(
      SELECT i.ctid FROM replay r JOIN replay_item i ON i.replay_id = r.id
      WHERE r.finished_at < ${at(sql, nowMs - replayDays * dayMs)} AND ${ofNoRecipe(sql)} LIMIT ${pruneBatch}))`,
  replays: (sql, { replayDays }, nowMs) => sql`
    DELETE FROM replay r WHERE r.finished_at < ${at(sql, nowMs - replayDays * dayMs)} AND ${ofNoRecipe(sql)}
      AND NOT EXISTS (SELECT FROM replay_item i WHERE i.replay_id = r.id)`,
};

const ofNoRecipe = (sql: Sql): Fragment => sql`NOT EXISTS (SELECT FROM recipe c WHERE c.id = r.recipe_id)`;
