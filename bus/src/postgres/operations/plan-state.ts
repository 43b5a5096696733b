import type { Sql } from "postgres";
import type { CircuitReport, PlanState, RouteCounts } from "../../operations/plan-views.ts";
import { rfc3339 } from "./instant.ts";

const nothing: RouteCounts = { waiting: 0, queued: 0, inDoubt: 0, dead: 0, blocked: 0 };

/** What the ledger and the workers say about routes and connections. */
export function postgresPlanState(sql: Sql): PlanState {
  return { counts: () => counts(sql), circuits: () => circuits(sql) };
}

/** Counts by the partial indexes of the ledger; the whole of it would be read for anything else. */
async function counts(sql: Sql): Promise<ReadonlyMap<string, RouteCounts>> {
  const rows = await sql<{ route: string; state: keyof RouteCounts; count: number }[]>`
    SELECT route, state, count(*)::int AS count FROM delivery
    WHERE (last_failed_at IS NOT NULL OR next_attempt_at IS NOT NULL OR queued_at IS NOT NULL)
      AND state IN ('waiting', 'queued', 'inDoubt', 'dead', 'blocked')
    GROUP BY route, state`;
  const byRoute = new Map<string, RouteCounts>();
  for (const { route, state, count } of rows)
    byRoute.set(route, { ...(byRoute.get(route) ?? nothing), [state]: count });
  return byRoute;
}

async function circuits(sql: Sql): Promise<ReadonlyMap<string, readonly CircuitReport[]>> {
  const rows = await sql<(CircuitReport & { connection: string })[]>`
    SELECT connection, worker, state, reason, since FROM circuit ORDER BY connection, worker`;
  return new Map(
    [...Map.groupBy(rows, ({ connection }) => connection)].map(([connection, reports]) => [
      connection,
      reports.map(({ worker, state, reason, since }) => ({ worker, state, reason, since: rfc3339(since) })),
    ]),
  );
}
