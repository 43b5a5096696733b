import type { Sql, TransactionSql } from "postgres";
import type { Settlement } from "../delivery/ledger.ts";
import { fingerprint } from "../failures/fingerprint.ts";
import { arrayParameter, type ArrayElement, type ArrayType } from "./array-parameter.ts";
import { leaveLanes } from "./lanes/leave-lanes.ts";
import type { LedgerRoute } from "./ledger-route.ts";
import { storableText } from "./storable-text.ts";
import { storeBodies } from "./store-body.ts";
import { storeGroups } from "./store-group.ts";
import { storeIndexedValues, type IndexedValuesOf } from "./store-indexed-values.ts";
import { transaction } from "./transaction.ts";

/**
 * Settles deliveries that are not done: ledger rows, attempt records, the messages' bytes and their failure groups, in one
 * transaction, so that a storm of failures costs a commit a batch. From here on the tokens are no longer the only copies.
 * Gives the message ids whose fence still held; for the others nothing is written.
 */
export function settleFailed(
  sql: Sql,
  route: LedgerRoute,
  settlements: readonly Settlement[],
  valuesOf: IndexedValuesOf,
): Promise<ReadonlySet<string>> {
  // Sorted, so that two batches with the same messages or groups never wait for each other.
  const failures = settlements
    .map((settlement) => failureOf(route.name, settlement))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return transaction(sql, async (tx) => {
    const held = await writeLedger(tx, route.name, failures);
    const written = failures.filter(({ id }) => held.has(id));
    if (written.length === 0) return held;
    if (route.laned) await stepAside(tx, route.name, written);
    const failed = written.filter(({ group }) => group);
    await storeBodies(
      tx,
      written.map(({ token }) => token),
    );
    await storeIndexedValues(
      tx,
      // By what is too long to travel nothing is found: the row of its bytes does not say whose key they are sealed under.
      failed.map(({ token, opened = token }) => (token.stored ? token : opened)),
      valuesOf,
    );
    await storeGroups(
      tx,
      failed.flatMap(({ group }) => group ?? []),
    );
    await writeAttempts(tx, route.name, written);
    return held;
  });
}

type Failed = Settlement & {
  readonly id: string;
  readonly error: { readonly code: string | undefined; readonly message: string | undefined } | undefined;
  readonly group: ReturnType<typeof fingerprint> | undefined;
};

function failureOf(route: string, settlement: Settlement): Failed {
  const { error: told } = settlement.transition;
  const error = told && { code: storableText(told.code), message: storableText(told.message) };
  return {
    ...settlement,
    id: settlement.token.envelope.id,
    error,
    group: error && fingerprint(route, error),
  };
}

const columnOf =
  (tx: TransactionSql, failures: readonly Failed[]) =>
  (type: ArrayType, pick: (failed: Failed) => ArrayElement | undefined) =>
    arrayParameter(
      tx,
      type,
      failures.map((failed) => pick(failed) ?? null),
    );

/**
 * Each row's values are picked by its place among the ids. Joined with `unnest(…)` they cost three times as much: the planner
 * takes a partition that was never analysed for empty, and reads all rows of the batch for each of its deliveries.
 */
async function writeLedger(
  tx: TransactionSql,
  route: string,
  failures: readonly Failed[],
): Promise<ReadonlySet<string>> {
  const column = columnOf(tx, failures);
  const ids = column("uuid[]", ({ id }) => id);
  const rows = await tx<{ id: string }[]>`
    UPDATE delivery d SET fence = NULL, lease_until = NULL, changed_at = now(), (
      state, attempts, era, suspect, barren, doubt_since, next_attempt_at, reason,
      error_code, error_message, group_id, first_failed_at, last_failed_at
    ) = (
      SELECT f.state, f.attempts, f.era, f.suspect = 1,
        CASE WHEN f.suspect = 1 THEN d.barren - 1 ELSE 0 END,
        CASE WHEN f.in_doubt = 1 THEN coalesce(d.doubt_since, now()) END,
        now() + f.delay_ms * interval '1 ms',
        f.reason,
        CASE WHEN f.group_id IS NULL THEN d.error_code ELSE f.code END,
        CASE WHEN f.group_id IS NULL THEN d.error_message ELSE coalesce(f.message, '') END,
        coalesce(f.group_id, d.group_id),
        CASE WHEN f.group_id IS NULL THEN d.first_failed_at ELSE coalesce(d.first_failed_at, now()) END,
        CASE WHEN f.group_id IS NULL THEN d.last_failed_at ELSE now() END
      FROM (SELECT array_position(${ids}::uuid[], d.message_id) AS n OFFSET 0) AS at, LATERAL (SELECT
        (${column("text[]", ({ transition }) => transition.state)}::text[])[n] AS state,
        (${column("int[]", ({ transition }) => transition.attempts)}::int[])[n] AS attempts,
        (${column("int[]", ({ transition }) => transition.era)}::int[])[n] AS era,
        (${column("int[]", ({ transition }) => Number(transition.suspect ?? false))}::int[])[n] AS suspect,
        (${column("int[]", ({ transition }) => Number(transition.inDoubt))}::int[])[n] AS in_doubt,
        (${column("bigint[]", ({ transition }) => (transition.state === "waiting" ? Math.round(transition.delayMs ?? 0) : null))}::bigint[])[n] AS delay_ms,
        (${column("text[]", ({ transition }) => storableText(transition.reason))}::text[])[n] AS reason,
        (${column("text[]", ({ error }) => error?.code)}::text[])[n] AS code,
        (${column("text[]", ({ attempt }) => storableText(attempt.message))}::text[])[n] AS message,
        (${column("uuid[]", ({ group }) => group?.id)}::uuid[])[n] AS group_id
      ) AS f
    )
    WHERE d.route = ${route} AND d.message_id = ANY(${ids}::uuid[]) AND d.state = 'running'
      AND d.fence = (${column("bigint[]", ({ claim }) => claim.fence)}::bigint[])[array_position(${ids}::uuid[], d.message_id)]
    RETURNING d.message_id AS id`;
  return new Set(rows.map(({ id }) => id));
}

/** What waits for a fact leaves its lane. */
async function stepAside(tx: TransactionSql, route: string, failures: readonly Failed[]): Promise<void> {
  const aside = failures.filter(({ transition }) => transition.aside);
  if (aside.length === 0) return;
  const ids = columnOf(tx, aside)("uuid[]", ({ id }) => id);
  await tx`WITH ${leaveLanes(tx, tx`SELECT id, ${route}::text FROM unnest(${ids}::uuid[]) AS id`)} SELECT 1`;
}

async function writeAttempts(tx: TransactionSql, route: string, failures: readonly Failed[]): Promise<void> {
  const column = columnOf(tx, failures);
  await tx`
    INSERT INTO attempt (message_id, route, n, generation, started_at, duration_ms, outcome, became, code, message, request, response,
                         worker, adapter_version, trace_id)
    SELECT a.id, ${route}, a.n, a.generation, to_timestamp(a.started_at / 1000.0), a.duration_ms, a.outcome, a.became, a.code, a.message,
           a.request, a.response, a.worker, a.adapter_version, a.trace_id
    FROM unnest(
      ${column("uuid[]", ({ id }) => id)}::uuid[],
      ${column("int[]", ({ claim }) => claim.starts)}::int[],
      ${column("int[]", ({ claim }) => claim.generation)}::int[],
      ${column("bigint[]", ({ attempt }) => attempt.startedAtMs)}::bigint[],
      ${column("int[]", ({ attempt }) => attempt.durationMs)}::int[],
      ${column("text[]", ({ attempt }) => attempt.outcome)}::text[],
      ${column("text[]", ({ transition }) => transition.state)}::text[],
      ${column("text[]", ({ attempt }) => attempt.code)}::text[],
      ${column("text[]", ({ attempt }) => attempt.message)}::text[],
      ${column("text[]", ({ attempt }) => attempt.exchange?.request)}::text[],
      ${column("text[]", ({ attempt }) => attempt.exchange?.response)}::text[],
      ${column("text[]", ({ attempt }) => attempt.worker)}::text[],
      ${column("text[]", ({ attempt }) => attempt.adapterVersion)}::text[],
      ${column("text[]", ({ attempt }) => attempt.traceId)}::text[]
    ) AS a(id, n, generation, started_at, duration_ms, outcome, became, code, message, request, response, worker, adapter_version, trace_id)
    ON CONFLICT DO NOTHING`;
}
