import type { Sql } from "postgres";
import type { ReplayUnderWay } from "../../operations/overview.ts";
import { replayColumns, replayOf, type ReplayRow } from "../operations/replay-row.ts";

const most = 20;

/** Replays that are not over, newest first. */
export async function replaysUnderWay(sql: Sql): Promise<readonly ReplayUnderWay[]> {
  const rows = await sql<ReplayRow[]>`
    SELECT ${replayColumns(sql)} FROM replay r WHERE r.finished_at IS NULL ORDER BY r.created_at DESC LIMIT ${most}`;
  return rows
    .map(replayOf)
    .map(({ id, kind, state, reason, actor, selected, pending, inFlight, waiting }) => ({
      id,
      kind,
      state,
      reason,
      actor,
      selected,
      done: selected - pending - inFlight - waiting,
    }));
}
