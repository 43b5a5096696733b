import type { Sql } from "postgres";
import { dayMs } from "../partitions.ts";
import type { RetentionPlan } from "../../retention/retention.ts";
import { ArchiveFailed } from "./archive.ts";
import { isOver, ledgerDays } from "./ledger-days.ts";
import { pruneBatch, pruneBatchOf, prunedTables, type PrunedTable } from "./prune.ts";
import { noteRun } from "./retention-run.ts";
import { retireDay, type Retired } from "./retire-day.ts";

/** What one round of retention did. */
export type Kept = {
  readonly days: readonly Retired[];
  /** Rows that were removed, of the tables where there were any. */
  readonly pruned: { readonly [Table in PrunedTable]?: number };
};

type Terms = { readonly nowMs?: number; readonly stopping?: () => boolean };

/** So many batches of a table in one round: the rest is for the next. */
const mostBatches = 500;

/** Retires days of the ledger that are over, then removes what else has had its time. */
export async function keepRetention(
  sql: Sql,
  plan: RetentionPlan,
  { nowMs: given, stopping = () => false }: Terms = {},
): Promise<Kept> {
  const nowMs = given ?? (await earlierClock(sql));
  const days: Retired[] = [];
  for (const day of await ledgerDays(sql)) {
    if (stopping() || !isOver(day, plan.ledgerDays, nowMs)) break;
    const settledSinceMs = nowMs - plan.ledgerDays * dayMs;
    const unclaimedToo = isOver(day, plan.intakeDays, nowMs);
    const { archive } = plan;
    days.push(await retireDay(sql, day, { settledSinceMs, unclaimedToo, ...(archive && { archive }) }));
  }
  const pruned: { [Table in PrunedTable]?: number } = {};
  for (const table of prunedTables) {
    const count = await pruneAll(() => pruneBatchOf(sql, table, plan, nowMs), stopping).catch(
      (error: unknown) => {
        if (!(error instanceof ArchiveFailed)) throw error;
        days.push({ kind: "stays", day: "outlived", because: error.message });
        return 0;
      },
    );
    if (count > 0) pruned[table] = count;
  }
  await noteRun(sql, { days, pruned });
  return { days, pruned };
}

/** A clock that is far ahead would retire days that are not over: ours and the database's must agree that they are. */
async function earlierClock(sql: Sql): Promise<number> {
  const [row] = await sql<{ nowMs: number }[]>`SELECT (extract(epoch FROM now()) * 1000)::float8 AS "nowMs"`;
  return Math.min(Date.now(), row?.nowMs ?? 0);
}

async function pruneAll(prune: () => Promise<number>, stopping: () => boolean): Promise<number> {
  let total = 0;
  for (let batches = 0; batches < mostBatches && !stopping(); batches += 1) {
    const count = await prune();
    total += count;
    if (count < pruneBatch) break;
  }
  return total;
}
