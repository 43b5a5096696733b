import type { KeptDay, RetentionState, RetentionView } from "../../operations/retention.ts";
import type { RetentionPlan } from "../../retention/retention.ts";
import type { Querying } from "../operations/querying.ts";
import { ledgerDays, overAtMs, type LedgerDay } from "./ledger-days.ts";
import { lastRun } from "./retention-run.ts";

/** Retention as the database has it. */
export const postgresRetention = (sql: Querying): RetentionState => ({
  view: (plan) => retentionView(sql, plan),
});

/** What is kept, when it goes, and what the last round did. */
export async function retentionView(sql: Querying, plan: RetentionPlan): Promise<RetentionView> {
  const [days, sizes, run] = [await ledgerDays(sql), await sizesOf(sql), await lastRun(sql)];
  const kept: KeptDay[] = [];
  for (const day of days) {
    kept.push({
      day: day.day,
      ...sizeOf(sizes, day),
      open: await countOpen(sql, day),
      goesAt: new Date(overAtMs(day, plan.ledgerDays)).toISOString(),
      stays: run?.stayed.find((each) => each.day === day.day)?.because ?? null,
    });
  }
  const before = { firstId: noId, nextId: days[0]?.firstId ?? lastId };
  const byDefault = { delivery: "delivery_default", attempt: "attempt_default" };
  const outlived = { ...sizeOf(sizes, byDefault), open: await countOpen(sql, before) };
  return { days: kept, outlived, lastRun: run };
}

const noId = "00000000-0000-0000-0000-000000000000";
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

type Sizes = ReadonlyMap<string, { readonly bytes: number; readonly rows: number }>;

async function sizesOf(sql: Querying): Promise<Sizes> {
  const rows = await sql<{ name: string; bytes: number; rows: number }[]>`
    SELECT c.relname AS name, pg_total_relation_size(c.oid)::float8 AS bytes, c.reltuples::float8 AS rows
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent IN ('delivery'::regclass, 'attempt'::regclass)`;
  return new Map(rows.map(({ name, ...size }) => [name, size]));
}

function sizeOf(sizes: Sizes, { delivery, attempt }: Pick<LedgerDay, "delivery" | "attempt">) {
  const deliveries = sizes.get(delivery)?.rows ?? -1;
  return {
    bytes: (sizes.get(delivery)?.bytes ?? 0) + (sizes.get(attempt)?.bytes ?? 0),
    deliveries: deliveries < 0 ? null : deliveries,
  };
}

async function countOpen(
  sql: Querying,
  { firstId, nextId }: Pick<LedgerDay, "firstId" | "nextId">,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM failure f
    WHERE f.message_id >= ${firstId}::uuid AND f.message_id < ${nextId}::uuid AND f.state <> 'discarded'`;
  return row?.count ?? 0;
}
