import type { Sql } from "postgres";
import { deliveryId } from "../../operations/delivery-id.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import type { ItemState, Replay, ReplayItem, Replays, ReplayState } from "../../operations/replays.ts";
import { advanceReplay, cancelReplay, pauseReplay, resumeReplay, setReplayRate } from "./replay-acts.ts";
import { createReplay, previewReplay } from "./replay-create.ts";
import { findReplay, replayColumns, replayOf, waits, type ReplayRow } from "./replay-row.ts";

/** Replays as rows; the scheduler's pump moves them. */
export function postgresReplays(sql: Sql, routes: readonly OperatedRoute[]): Replays {
  return {
    preview: (selection) => previewReplay(sql, routes, selection),
    create: (request, act) => createReplay(sql, routes, request, act),
    list: ({ state }, page) => list(sql, state, page),
    get: (id) => findReplay(sql, id),
    items: (id, { state }, page) => items(sql, id, state, page),
    pause: (id, act) => pauseReplay(sql, id, act),
    resume: (id, act, stopWhen) => resumeReplay(sql, id, act, stopWhen),
    cancel: (id, act) => cancelReplay(sql, id, act),
    advance: (id, act) => advanceReplay(sql, id, act),
    setRate: (id, rate, act) => setReplayRate(sql, id, rate, act),
  };
}

async function list(
  sql: Sql,
  state: ReplayState | undefined,
  { limit, cursor }: PageRequest,
): Promise<Page<Replay>> {
  const rows = await sql<ReplayRow[]>`
    SELECT ${replayColumns(sql)} FROM replay r
    WHERE true
      ${state === undefined ? sql`` : sql`AND r.state = ${state}`}
      ${cursor ? sql`AND r.id < ${cursor.messageId}::uuid` : sql``}
    ORDER BY r.id DESC LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: replayOf, cursor: ({ id }) => ({ messageId: id }) });
}

async function items(
  sql: Sql,
  id: string,
  state: ItemState | undefined,
  { limit, cursor }: PageRequest,
): Promise<Page<ReplayItem>> {
  const rows = await sql<Omit<ReplayItem, "id">[]>`
    SELECT i.*, (SELECT n.entity_key FROM intake n WHERE n.id = i."messageId") AS "entityKey" FROM (
      SELECT i.message_id AS "messageId", i.route, i.generation, i.reason,
             CASE WHEN d.error_code IS NOT NULL AND d.generation = i.generation
                    AND i.state IN ('inFlight', 'failedAgain', 'inDoubt')
                  THEN json_build_object('code', d.error_code, 'message', d.error_message) END AS error,
             CASE WHEN i.state = 'inFlight' AND ${waits(sql)} THEN 'waiting' ELSE i.state END AS state
      FROM replay_item i LEFT JOIN delivery d ON d.message_id = i.message_id AND d.route = i.route
      WHERE i.replay_id = ${id}
        ${cursor ? sql`AND (i.message_id, i.route) > (${cursor.messageId}::uuid, ${cursor.route})` : sql``}
    ) AS i
    ${state === undefined ? sql`` : sql`WHERE i.state = ${state}`}
    ORDER BY i."messageId", i.route LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: (row) => ({ id: deliveryId(row), ...row }), cursor: (row) => row });
}
