import type { Sql } from "postgres";
import type { FailureGroup } from "../../operations/failure-groups.ts";
import type { AttemptsOfVersion, GroupFacts } from "../../operations/group-facts.ts";
import type { Replay } from "../../operations/replays.ts";
import { changesNear } from "./failure-group-changes.ts";
import { sampleOf } from "./failure-group-sample.ts";
import { rfc3339 } from "./instant.ts";
import { findReplay } from "./replay-row.ts";

/** So many of the newest failures are looked at for states and attempts, and of so many of them are the attempts read. */
const lookedAt = 10_000;
const readOf = 500;
/** The tallies are kept for two days. */
const hoursKept = 48;

/** What is known of a group beyond its row: bounded, however many failures it has. */
export async function factsOf(sql: Sql, group: FailureGroup): Promise<GroupFacts> {
  const [standing, tried, sample, hours, lastReplay, changes] = await Promise.all([
    standingOf(sql, group.id),
    attemptsOf(sql, group),
    sampleOf(sql, group.id),
    hoursOf(sql, group.id),
    lastReplayOf(sql, group.id),
    changesNear(sql, group),
  ]);
  const permanent = isPermanent(tried.outcomes, standing.states);
  return { ...standing, ...tried, permanent, sample, hours, lastReplay, changes };
}

async function standingOf(sql: Sql, id: string): Promise<Pick<GroupFacts, "attempts" | "states" | "looked">> {
  const rows = await sql<{ state: string; count: number; min: number; max: number }[]>`
    SELECT n.state, count(*)::int AS count, min(n.attempts) AS min, max(n.attempts) AS max
    FROM (SELECT f.state, f.attempts FROM failure f WHERE f.group_id = ${id} AND f.state <> 'discarded'
          ORDER BY f.last_failed_at DESC LIMIT ${lookedAt}) AS n
    GROUP BY n.state`;
  const failures = rows.reduce((sum, { count }) => sum + count, 0);
  const min = Math.min(...rows.map((row) => row.min));
  const max = Math.max(...rows.map((row) => row.max));
  return {
    attempts: failures === 0 ? null : { min, max },
    states: Object.fromEntries(rows.map(({ state, count }) => [state, count])),
    looked: { failures, complete: failures < lookedAt },
  };
}

async function attemptsOf(
  sql: Sql,
  { id, code }: FailureGroup,
): Promise<Pick<GroupFacts, "outcomes" | "adapterVersions">> {
  const rows = await sql<(AttemptsOfVersion & { readonly outcome: string })[]>`
    SELECT a.adapter_version AS version, a.outcome, count(*)::int AS attempts, min(a.started_at) AS "firstAt", max(a.started_at) AS "lastAt"
    FROM (SELECT f.message_id, f.route FROM failure f WHERE f.group_id = ${id} ORDER BY f.last_failed_at DESC LIMIT ${readOf}) AS n
    JOIN attempt a ON a.message_id = n.message_id AND a.route = n.route
    WHERE a.code = ${code} GROUP BY 1, 2 ORDER BY 4`;
  const sums = (pick: "outcome" | "version") =>
    Map.groupBy(rows, (row) => row[pick])
      .entries()
      .map(([name, of]) => [name, of] as const);
  return {
    outcomes: Object.fromEntries(sums("outcome").map(([name, of]) => [name, total(of)])),
    adapterVersions: [...sums("version")].map(([version, of]) => ({
      version,
      attempts: total(of),
      firstAt: of.map(({ firstAt }) => rfc3339(firstAt)).toSorted()[0] ?? "",
      lastAt:
        of
          .map(({ lastAt }) => rfc3339(lastAt))
          .toSorted()
          .at(-1) ?? "",
    })),
  };
}

const total = (rows: readonly { readonly attempts: number }[]): number =>
  rows.reduce((sum, { attempts }) => sum + attempts, 0);

const final = ["rejected", "blocked"];

/** What no attempt speaks for speaks for itself where all of it is blocked. */
function isPermanent(outcomes: GroupFacts["outcomes"], states: GroupFacts["states"]): boolean | null {
  const kinds = Object.keys(outcomes);
  const known = kinds.length > 0 ? kinds : Object.keys(states).filter((state) => state === "blocked");
  if (known.length === 0) return null;
  if (known.every((kind) => final.includes(kind))) return true;
  return known.some((kind) => final.includes(kind)) ? null : false;
}

async function hoursOf(sql: Sql, id: string): Promise<GroupFacts["hours"]> {
  const rows = await sql<{ at: string; failed: number }[]>`
    SELECT s.hour AS at, coalesce(sum(h.failed), 0)::int AS failed
    FROM generate_series(date_trunc('hour', now(), 'UTC') - ${hoursKept - 1} * interval '1 hour', date_trunc('hour', now(), 'UTC'), interval '1 hour') AS s(hour)
    LEFT JOIN (
      SELECT hour, failed FROM failure_hour WHERE group_id = ${id}
      UNION ALL SELECT date_trunc('hour', last_failed_at, 'UTC'), failed FROM failure_tally WHERE group_id = ${id} AND failed > 0
    ) AS h ON h.hour = s.hour
    GROUP BY s.hour ORDER BY s.hour`;
  return rows.map(({ at, failed }) => ({ at: rfc3339(at), failed }));
}

/** Also what is settled by now is asked for: a replay that helped has left no failure. */
async function lastReplayOf(sql: Sql, id: string): Promise<Replay | null> {
  const [row] = await sql<{ id: string }[]>`
    SELECT i.replay_id AS id
    FROM (SELECT d.message_id, d.route FROM delivery d WHERE d.group_id = ${id} ORDER BY d.last_failed_at DESC LIMIT ${readOf}) AS n
    JOIN replay_item i ON i.message_id = n.message_id AND i.route = n.route
    ORDER BY i.replay_id DESC LIMIT 1`;
  return row ? ((await findReplay(sql, row.id)) ?? null) : null;
}
