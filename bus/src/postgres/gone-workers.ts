import type { Sql } from "postgres";
import type { Standing } from "../governor/standing.ts";
import { slotLeaseMs } from "../governor/turn.ts";
import { arrayParameter } from "./array-parameter.ts";

/** A worker with slots in use speaks up every two seconds; one that has been silent for so long may be gone. */
const silentMs = 6_000;
/** After its own start the server knows its clients only once they have come back. */
const settledMs = 30_000;

/** Others that hold slots and have been silent. */
export function silentHolders({ leases }: Standing, worker: string, nowMs: number): readonly string[] {
  return Object.entries(leases)
    .filter(([name, { untilMs }]) => name !== worker && untilMs - slotLeaseMs < nowMs - silentMs)
    .map(([name]) => name);
}

/**
 * Those of these workers that have no connection any more: the connections of a process that was killed end with it, and so
 * do its calls to vendors. One that is frozen keeps its connections, and its slots until their lease is over.
 */
export async function goneOf(
  sql: Sql,
  workers: readonly string[],
  serverIsUpForMs = settledMs,
): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    SELECT w.name FROM unnest(${arrayParameter(sql, "text[]", [...workers])}::text[]) AS w(name)
    WHERE pg_postmaster_start_time() < now() - ${serverIsUpForMs} * interval '1 ms'
      AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.application_name = left(w.name, 63))`;
  return rows.map(({ name }) => name);
}

/** A standing without what the gone ones hold. */
export function withoutLeasesOf(standing: Standing, gone: readonly string[]): Standing {
  const leases = Object.entries(standing.leases).filter(([name]) => !gone.includes(name));
  return { ...standing, leases: Object.fromEntries(leases) };
}
