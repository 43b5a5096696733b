import type { Sql } from "postgres";
import { deliveryId } from "../../operations/delivery-id.ts";
import type { AttemptTime, MessageDelivery, MessageView, RelatedMessage } from "../../operations/messages.ts";
import { historiesOf } from "./delivery-history.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";

/** Hops end at 16: longer chains do not come to be. */
const longestChain = 20;
/** Of all routes together. */
const triesShown = 500;

type IntakeRow = Pick<
  MessageView,
  "id" | "type" | "source" | "sourceId" | "entityKey" | "acceptedAt" | "traceparent"
>;

/** One message, with what led to it, what it led to, and how it fared on each of its routes. */
export async function findMessage(sql: Sql, id: string): Promise<MessageView | undefined> {
  const [row] = await sql<IntakeRow[]>`
    SELECT id, type, source, source_id AS "sourceId", entity_key AS "entityKey", accepted_at AS "acceptedAt", traceparent
    FROM intake WHERE id = ${id}`;
  if (!row) return undefined;
  const [deliveries, causes, begot] = await Promise.all([
    deliveriesOf(sql, id),
    causesOf(sql, id),
    begotBy(sql, id),
  ]);
  return {
    ...row,
    acceptedAt: rfc3339(row.acceptedAt),
    traceId: row.traceparent?.split("-")[1] ?? null,
    deliveries,
    causedBy: causes.at(-1) ?? null,
    causes,
    begot,
  };
}

type DeliveryRow = Omit<MessageDelivery, "id" | "error" | "tries" | "history"> & {
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
};

/** Of the decided routes, and of any other that the ledger knows the message on. */
async function deliveriesOf(sql: Sql, messageId: string): Promise<readonly MessageDelivery[]> {
  const rows = await sql<DeliveryRow[]>`
    SELECT r.route, coalesce(d.state, state_without_row(${messageId})) AS state, coalesce(d.attempts, 0) AS attempts,
           coalesce(d.generation, 0) AS generation, d.settled_at AS "settledAt", d.next_attempt_at AS "nextAttemptAt",
           d.vendor_reference AS "vendorReference", d.reason, d.error_code AS "errorCode", d.error_message AS "errorMessage",
           d.group_id AS "groupId", d.queued_at AS "queuedAt", d.doubt_since AS "inDoubtSince",
           d.first_failed_at AS "firstFailedAt", d.last_failed_at AS "lastFailedAt"
    FROM (
      SELECT r.route FROM intake, unnest(routes) AS r(route) WHERE id = ${messageId} AND is_in_scope(r.route)
      UNION SELECT route FROM delivery WHERE message_id = ${messageId}
    ) r LEFT JOIN delivery d ON d.message_id = ${messageId} AND d.route = r.route
    ORDER BY r.route`;
  const routes = rows.map(({ route }) => route);
  const [tries, histories] = await Promise.all([
    triesOf(sql, messageId),
    historiesOf(sql, messageId, routes),
  ]);
  return rows.map(({ errorCode, errorMessage, ...row }) => ({
    ...row,
    id: deliveryId({ messageId, route: row.route }),
    settledAt: rfc3339OrNull(row.settledAt),
    nextAttemptAt: rfc3339OrNull(row.nextAttemptAt),
    queuedAt: rfc3339OrNull(row.queuedAt),
    inDoubtSince: rfc3339OrNull(row.inDoubtSince),
    firstFailedAt: rfc3339OrNull(row.firstFailedAt),
    lastFailedAt: rfc3339OrNull(row.lastFailedAt),
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" },
    tries: tries.get(row.route) ?? [],
    history: histories.get(row.route)?.toReversed() ?? [],
  }));
}

async function triesOf(sql: Sql, messageId: string): Promise<ReadonlyMap<string, readonly AttemptTime[]>> {
  const rows = await sql<(AttemptTime & { readonly route: string })[]>`
    SELECT route, n, generation, started_at AS "startedAt", duration_ms AS "durationMs", outcome, code, worker,
           adapter_version AS "adapterVersion", trace_id AS "traceId"
    FROM attempt WHERE message_id = ${messageId} ORDER BY started_at DESC, n DESC LIMIT ${triesShown}`;
  const tries = rows.toReversed().map((row) => ({ ...row, startedAt: rfc3339(row.startedAt) }));
  return new Map(
    Map.groupBy(tries, ({ route }) => route)
      .entries()
      .map(([route, of]) => [route, of.map(tryOf)]),
  );
}

function tryOf(row: AttemptTime & { readonly route: string }): AttemptTime {
  const { route: _, ...attempt } = row;
  return attempt;
}

/** From the first on; what is out of the reader's scope ends the chain. */
async function causesOf(sql: Sql, id: string): Promise<readonly RelatedMessage[]> {
  const rows = await sql<RelatedMessage[]>`
    WITH RECURSIVE chain AS (
      SELECT i.id, i.type, i.accepted_at, i.causation_id, 0 AS back FROM intake i WHERE i.id = ${id}
      UNION ALL
      SELECT i.id, i.type, i.accepted_at, i.causation_id, c.back + 1
      FROM chain c JOIN intake i ON i.id = c.causation_id WHERE c.back < ${longestChain}
    )
    SELECT id, type, accepted_at AS "acceptedAt" FROM chain WHERE back > 0 ORDER BY back DESC`;
  return rows.map(related);
}

async function begotBy(sql: Sql, id: string): Promise<readonly RelatedMessage[]> {
  const rows = await sql<RelatedMessage[]>`
    SELECT id, type, accepted_at AS "acceptedAt" FROM intake WHERE causation_id = ${id} ORDER BY id LIMIT 100`;
  return rows.map(related);
}

const related = (row: RelatedMessage): RelatedMessage => ({ ...row, acceptedAt: rfc3339(row.acceptedAt) });
