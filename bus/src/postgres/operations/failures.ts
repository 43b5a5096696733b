import type { Sql } from "postgres";
import type { BodyReader } from "../../bodies/bodies.ts";
import type { Failures } from "../../operations/failures.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import { listAttempts } from "./attempts.ts";
import { historiesOf } from "./delivery-history.ts";
import { answer, discard, restore, retryNow } from "./failure-acts.ts";
import { listFailures } from "./failure-list.ts";
import { findFailure } from "./failure-row.ts";
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
    history: async ({ messageId, route }) => (await historiesOf(sql, messageId, [route])).get(route) ?? [],
    retryNow: (key, act) => retryNow(sql, key, quietMs.get(key.route) ?? 0, act),
    discard: (key, act) => discard(sql, key, act),
    restore: (key, act) => restore(sql, key, act),
    answer: (key, given, act) => answer(sql, key, given, act),
  };
}
