import type { Sql } from "postgres";
import type { Events, GroupNews } from "../../operations/events.ts";
import type { Replay } from "../../operations/replays.ts";
import { pausedTargets } from "../pauses.ts";
import { rfc3339 } from "./instant.ts";
import { replayColumns, replayOf, type ReplayRow } from "./replay-row.ts";

/** A minute is much longer than a look takes, so that nothing falls between two. */
export function postgresEvents(sql: Sql): Events {
  return {
    async look() {
      const [replays, groups, openCircuits, paused] = await Promise.all([
        replaysOf(sql),
        changedGroups(sql),
        openCircuitsOf(sql),
        pausedTargets(sql),
      ]);
      return { replays, groups, openCircuits, paused: [...paused].toSorted() };
    },
  };
}

async function replaysOf(sql: Sql): Promise<readonly Replay[]> {
  const rows = await sql<ReplayRow[]>`
    SELECT ${replayColumns(sql)} FROM replay r
    WHERE r.finished_at IS NULL OR r.finished_at > now() - interval '1 minute'
    ORDER BY r.id DESC LIMIT 100`;
  return rows.map(replayOf);
}

async function changedGroups(sql: Sql): Promise<readonly GroupNews[]> {
  const rows = await sql<GroupNews[]>`
    SELECT id, adapter AS connection, operation, code, title, state, state_since AS "stateSince",
           first_seen_at AS "firstSeenAt"
    FROM failure_group WHERE state_since > now() - interval '1 minute' ORDER BY state_since DESC LIMIT 500`;
  return rows.map((row) => ({
    ...row,
    stateSince: rfc3339(row.stateSince),
    firstSeenAt: rfc3339(row.firstSeenAt),
  }));
}

async function openCircuitsOf(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ connection: string }[]>`
    SELECT connection FROM governor WHERE circuit = 'open' AND key = '' ORDER BY connection`;
  return rows.map(({ connection }) => connection);
}
