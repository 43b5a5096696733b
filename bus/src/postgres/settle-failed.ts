import type { Sql } from "postgres";
import type { Settlement } from "../delivery/ledger.ts";
import { fingerprint } from "../failures/fingerprint.ts";
import { leaveLanes } from "./lanes/leave-lanes.ts";
import type { LedgerRoute } from "./ledger-route.ts";
import { storableText } from "./storable-text.ts";
import { storeBody } from "./store-body.ts";
import { storeGroup } from "./store-group.ts";
import { storeIndexedValues, type IndexedValuesOf } from "./store-indexed-values.ts";
import { transaction } from "./transaction.ts";

/**
 * Settles one delivery that is not done: ledger row, attempt record, the message's bytes and its failure group, in one
 * transaction. From here on the token is no longer the only copy. False where the fence was lost.
 */
export function settleFailed(
  sql: Sql,
  { name: route, laned }: LedgerRoute,
  { token, opened = token, claim, transition, attempt }: Settlement,
  valuesOf: IndexedValuesOf,
): Promise<boolean> {
  const { id } = token.envelope;
  const error = transition.error && {
    code: storableText(transition.error.code),
    message: storableText(transition.error.message),
  };
  const group = error && fingerprint(route, error);
  return transaction(sql, async (tx) => {
    const [row] = await tx`
      UPDATE delivery SET
        state = ${transition.state}, attempts = ${transition.attempts}, era = ${transition.era},
        suspect = ${transition.suspect ?? false}, barren = ${transition.suspect ? tx`barren - 1` : 0},
        doubt_since = ${transition.inDoubt ? tx`coalesce(doubt_since, now())` : null},
        next_attempt_at = ${transition.state === "waiting" ? tx`now() + ${transition.delayMs ?? 0} * interval '1 ms'` : null},
        reason = ${storableText(transition.reason)}, fence = NULL, lease_until = NULL, changed_at = now()
        ${
          error && group
            ? tx`, error_code = ${error.code}, error_message = ${storableText(attempt.message) ?? ""}, group_id = ${group.id},
                 first_failed_at = coalesce(first_failed_at, now()), last_failed_at = now()`
            : tx``
        }
      WHERE message_id = ${id} AND route = ${route} AND state = 'running' AND fence = ${claim.fence}
      RETURNING 1`;
    if (!row) return false;
    if (laned && transition.aside)
      await tx`WITH ${leaveLanes(tx, tx`VALUES (${id}::uuid, ${route}::text)`)} SELECT 1`;
    await storeBody(tx, token);
    if (group) {
      // By what is too long to travel nothing is found: the row of its bytes does not say whose key they are sealed under.
      await storeIndexedValues(tx, token.stored ? token : opened, valuesOf);
      await storeGroup(tx, group);
    }
    await tx`
      INSERT INTO attempt (message_id, route, n, generation, started_at, duration_ms, outcome, code, message, request, response,
                           worker, adapter_version, trace_id)
      VALUES (${id}, ${route}, ${claim.starts}, ${claim.generation}, ${new Date(attempt.startedAtMs).toISOString()}, ${attempt.durationMs},
              ${attempt.outcome}, ${storableText(attempt.code)}, ${storableText(attempt.message)}, ${attempt.exchange?.request ?? null},
              ${attempt.exchange?.response ?? null}, ${attempt.worker}, ${attempt.adapterVersion}, ${attempt.traceId ?? null})
      ON CONFLICT DO NOTHING`;
    return true;
  });
}
