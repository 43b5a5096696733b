import type { Sql } from "postgres";
import type { BodyReader } from "../../bodies/bodies.ts";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import type { Failures, HistoryEntry } from "../../operations/failures.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import { listAttempts } from "./attempts.ts";
import { answer, discard, restore, retryNow } from "./failure-acts.ts";
import { listFailures } from "./failure-list.ts";
import { findFailure } from "./failure-row.ts";
import { rfc3339 } from "./instant.ts";
import { readMessage, readPayload } from "./payload.ts";

/** Failures in the ledger. */
export function postgresFailures(sql: Sql, routes: readonly OperatedRoute[], bodies: BodyReader): Failures {
  const quietMs = new Map(routes.map(({ name, quietMs: ms }) => [name, ms]));
  return {
    list: (filter, page) => listFailures(sql, filter, page),
    get: (key) => findFailure(sql, key),
    message: (key) => readMessage(sql, bodies, key),
    payload: (key, reveal) => readPayload(sql, bodies, key, reveal),
    attempts: (key, page) => listAttempts(sql, key, page),
    history: (key) => history(sql, key),
    retryNow: (key, act) => retryNow(sql, key, quietMs.get(key.route) ?? 0, act),
    discard: (key, act) => discard(sql, key, act),
    restore: (key, act) => restore(sql, key, act),
    answer: (key, given, act) => answer(sql, key, given, act),
  };
}

type HistoryRow = {
  question: unknown;
  at: string;
  actor: string;
  action: string;
  reason: string | null;
  replayId: string | null;
  item: string | null;
  generation: number | null;
};

async function history(sql: Sql, { messageId, route }: DeliveryKey): Promise<readonly HistoryEntry[]> {
  const rows = await sql<HistoryRow[]>`
    SELECT at, actor, action, reason, NULL::uuid AS "replayId", NULL AS item, NULL::int AS generation,
           detail::jsonb -> 'question' AS question
    FROM audit WHERE target = ${`${messageId}:${route}`}
    UNION ALL
    SELECT r.created_at, r.actor, 'failure.replay', r.reason, r.id, i.state, i.generation, NULL
    FROM replay_item i JOIN replay r ON r.id = i.replay_id
    WHERE i.message_id = ${messageId} AND i.route = ${route}
    ORDER BY at DESC LIMIT 500`;
  return rows.map(({ replayId, item, generation, at, ...row }) => ({
    ...row,
    at: rfc3339(at),
    replay: replayId !== null && item !== null ? { id: replayId, item, generation } : null,
  }));
}
