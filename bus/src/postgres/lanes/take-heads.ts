import type { Sql } from "postgres";
import type { Head, Taken } from "../../lanes/lane-store.ts";
import { arrayParameter } from "../array-parameter.ts";
import { isPaused } from "../pauses.ts";
import { sentColumns, sentOf, withRevision, type SentRow } from "../sent-body.ts";
import { naming } from "../stored-envelope.ts";
import { takenMs } from "./taken.ts";

/** What is with its own retry, with a person or paused moves its lane on by itself; this look is for what nobody thought of. */
const lookAgainMs = 60_000;

type LaneRow = { readonly key: string; readonly until: string };
type HeadRow = SentRow & {
  readonly key: string;
  readonly messageId: string;
  readonly route: string;
  readonly generation: number;
  readonly starts: number;
};

/**
 * Two statements, each with a snapshot of its own. A settle that commits after the first one's snapshot has either moved
 * its lane on before the second looks, or makes the lane due again: in one statement the head would be the settled one,
 * and the lane would stand until somebody looks for what nobody thought of.
 */
export async function takeHeads(sql: Sql, group: string, atMost: number): Promise<Taken> {
  const lanes = await takeLanes(sql, group, atMost);
  if (lanes.length === 0) return { heads: [], lanes: 0 };
  const rows = await headsOf(
    sql,
    group,
    lanes.map(({ key }) => key),
  );
  const ready = new Set(rows.map(({ key }) => key));
  const elsewhere = lanes.filter(({ key }) => !ready.has(key));
  if (elsewhere.length > 0) await lookLater(sql, group, elsewhere);
  return { heads: rows.map(headOf), lanes: lanes.length };
}

function takeLanes(sql: Sql, group: string, atMost: number): Promise<LaneRow[]> {
  return sql<LaneRow[]>`
    WITH due AS MATERIALIZED (
      SELECT key FROM lane WHERE lane_group = ${group} AND ready_at <= now()
      ORDER BY ready_at LIMIT ${atMost} FOR UPDATE SKIP LOCKED
    )
    UPDATE lane l SET ready_at = now() + ${takenMs} * interval '1 ms'
    WHERE l.lane_group = ${group} AND l.key = ANY(ARRAY(SELECT key FROM due))
    RETURNING l.key, l.ready_at AS until`;
}

/** The heads that nobody has begun, that no retry or person has in hand, and whose routes are not paused. */
function headsOf(sql: Sql, group: string, keys: readonly string[]): Promise<HeadRow[]> {
  return sql<HeadRow[]>`
    SELECT t.key, h.message_id AS "messageId", h.route, d.generation, d.starts, ${sentColumns(sql)}
    FROM unnest(${arrayParameter(sql, "text[]", keys)}::text[]) AS t(key)
    CROSS JOIN LATERAL (
      SELECT p.message_id, p.route FROM parked p
      WHERE p.lane_group = ${group} AND p.key = t.key ORDER BY p.pos LIMIT 1
    ) AS h
    JOIN delivery d ON d.message_id = h.message_id AND d.route = h.route
    JOIN message_body b ON b.message_id = h.message_id
    ${withRevision(sql)}
    WHERE d.state = 'parked' AND NOT ${isPaused(sql, sql`h.route`)}`;
}

/** A lane that was made due meanwhile stays so. */
async function lookLater(sql: Sql, group: string, lanes: readonly LaneRow[]): Promise<void> {
  const keys = arrayParameter(
    sql,
    "text[]",
    lanes.map(({ key }) => key),
  );
  await sql`
    WITH untouched AS MATERIALIZED (
      SELECT key FROM lane
      WHERE lane_group = ${group} AND key = ANY(${keys}::text[]) AND ready_at = ${lanes[0]?.until ?? null}::timestamptz
      ORDER BY key FOR UPDATE SKIP LOCKED
    )
    UPDATE lane l SET ready_at = now() + ${lookAgainMs} * interval '1 ms'
    WHERE l.lane_group = ${group} AND l.key = ANY(ARRAY(SELECT key FROM untouched))`;
}

/** Makes lanes due whose heads were not begun. Of one that went on meanwhile it only says again that it is due. */
export async function giveBack(sql: Sql, group: string, keys: readonly string[]): Promise<void> {
  await sql`
    WITH given_back AS MATERIALIZED (
      SELECT key FROM lane WHERE lane_group = ${group} AND key = ANY(${arrayParameter(sql, "text[]", keys)}::text[])
      ORDER BY key FOR UPDATE
    )
    UPDATE lane l SET ready_at = now()
    WHERE l.lane_group = ${group} AND l.key = ANY(ARRAY(SELECT key FROM given_back))`;
}

function headOf({ key, route, messageId: _messageId, generation, starts, ...row }: HeadRow): Head {
  return { key, route, token: { ...naming(route, sentOf(row)), retry: { generation, start: starts } } };
}
