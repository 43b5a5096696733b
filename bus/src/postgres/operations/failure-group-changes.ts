import type { Sql } from "postgres";
import type { FailureGroup } from "../../operations/failure-groups.ts";
import type { NearbyChange } from "../../operations/group-facts.ts";
import { arrayParameter } from "../array-parameter.ts";
import { firstUuidOf } from "../partitions.ts";
import { rfc3339 } from "./instant.ts";

const nearMs = 3_600_000;
/** There is no index by version, so attempts are looked at here and there: so many of each span. */
const spanMs = 300_000;
const ofEachSpan = 300;
/** More than this of one kind explains nothing. */
const most = 50;

/** What changed about a group's connection within an hour of when it was first seen, oldest first: as far as it was recorded. */
export async function changesNear(sql: Sql, group: FailureGroup): Promise<readonly NearbyChange[]> {
  const found = await Promise.all([
    versionsNear(sql, group),
    circuitNear(sql, group),
    alertsNear(sql, group),
    actsNear(sql, group),
  ]);
  return found.flat().toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

const plain = { actor: null, reason: null };

/** Versions of the adapter that began to make attempts after another one had. */
async function versionsNear(sql: Sql, { connection, firstSeenAt }: FailureGroup): Promise<NearbyChange[]> {
  const startMs = Date.parse(firstSeenAt) - nearMs;
  const spans = Array.from({ length: (2 * nearMs) / spanMs }, (_, n) => startMs + n * spanMs);
  const rows = await sql<{ version: string; at: string }[]>`
    SELECT a.adapter_version AS version, min(a.started_at) AS at
    FROM unnest(
      ${arrayParameter(sql, "uuid[]", spans.map(firstUuidOf))}::uuid[],
      ${arrayParameter(
        sql,
        "uuid[]",
        spans.map((ms) => firstUuidOf(ms + spanMs)),
      )}::uuid[]
    ) AS s(first, next)
    CROSS JOIN LATERAL (
      SELECT n.route, n.adapter_version, n.started_at FROM attempt n WHERE n.message_id >= s.first AND n.message_id < s.next
      ORDER BY n.message_id LIMIT ${ofEachSpan}) AS a
    WHERE split_part(a.route, '.', 1) = ${connection}
    GROUP BY a.adapter_version ORDER BY at LIMIT ${most}`;
  return rows.slice(1).map(({ version, at }, index) => ({
    kind: "adapterVersion",
    at: rfc3339(at),
    title: `adapter ${rows[index]?.version} → ${version}`,
    ...plain,
  }));
}

/** Only an opening that still lasts is recorded as such; those that lasted for a while were alerts. */
async function circuitNear(sql: Sql, { connection, firstSeenAt }: FailureGroup): Promise<NearbyChange[]> {
  const rows = await sql<{ sinceMs: number }[]>`
    SELECT (state::jsonb #>> '{door,sinceMs}')::float8 AS "sinceMs" FROM governor
    WHERE connection = ${connection} AND key = '' AND circuit = 'open'`;
  return rows.flatMap(({ sinceMs }) =>
    Math.abs(sinceMs - Date.parse(firstSeenAt)) <= nearMs
      ? [
          {
            kind: "circuitOpened" as const,
            at: new Date(sinceMs).toISOString(),
            title: `the circuit of ${connection} opened, and is open`,
            ...plain,
          },
        ]
      : [],
  );
}

/** Alerts of its connection but those of groups, of which this one's tells nothing new. */
async function alertsNear(sql: Sql, { connection, firstSeenAt }: FailureGroup): Promise<NearbyChange[]> {
  const [from, to] = windowOf(firstSeenAt);
  const rows = await sql<{ at: string; ended: boolean; title: string }[]>`
    SELECT e.at, e.ended, a.title
    FROM alert a CROSS JOIN LATERAL (VALUES (a.since, false), (a.ended_at, true)) AS e(at, ended)
    WHERE a.connection = ${connection} AND a.kind NOT IN ('newGroup', 'regressedGroup') AND e.at >= ${from}::timestamptz
      AND e.at < ${to}::timestamptz
    ORDER BY e.at LIMIT ${most}`;
  return rows.map(({ at, ended, title }) => ({
    kind: ended ? "alertEnded" : "alert",
    at: rfc3339(at),
    title: ended ? `is over: ${title}` : title,
    ...plain,
  }));
}

async function actsNear(
  sql: Sql,
  { id, connection, route, firstSeenAt }: FailureGroup,
): Promise<NearbyChange[]> {
  const [from, to] = windowOf(firstSeenAt);
  const targets = [`group:${id}`, `connection:${connection}`, `route:${route}`];
  const rows = await sql<
    { at: string; action: string; target: string; actor: string; reason: string | null }[]
  >`
    SELECT at, action, target, actor, reason FROM audit
    WHERE target = ANY(${arrayParameter(sql, "text[]", targets)}::text[]) AND at >= ${from}::timestamptz AND at < ${to}::timestamptz
    ORDER BY id LIMIT ${most}`;
  return rows.map(({ at, action, target, actor, reason }) => ({
    kind: "act",
    at: rfc3339(at),
    title: `${action} ${target}`,
    actor,
    reason,
  }));
}

function windowOf(firstSeenAt: string): readonly [string, string] {
  const at = Date.parse(firstSeenAt);
  return [new Date(at - nearMs).toISOString(), new Date(at + nearMs).toISOString()];
}
