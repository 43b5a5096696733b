import { isShadowReason } from "../delivery/shadow.ts";
import type { DeliveryReceipt, Receipt, Receipts } from "../ingress/receipt.ts";
import { arrayParameter } from "./array-parameter.ts";
import { rfc3339, rfc3339OrNull } from "./operations/instant.ts";
import type { Querying } from "./operations/querying.ts";

/** Receipts from the intake table and the ledger. */
export function postgresReceipts(sql: Querying): Receipts {
  return {
    async find(id) {
      const [[known], results] = await Promise.all([readMessages(sql, [id]), readResults(sql, [id])]);
      return known && receiptOf(known, results);
    },
  };
}

/** An accepted message with its deliveries, as one statement saw them. */
export type KnownMessage = Omit<Receipt, "deliveries" | "results"> & {
  readonly deliveries: readonly KnownDelivery[];
};

/** A delivery as the ledger has it, and what a receipt does not tell of it. */
type KnownDelivery = DeliveryReceipt & {
  readonly generation: number;
  readonly changedAt: string | null;
};

/** The reason is not shown: an adapter's words are for operators. */
type DeliveryColumns = Omit<KnownDelivery, "shadow"> & { readonly reason: string | null };

/** Messages begot by others, with which. */
type Result = { readonly of: string; readonly id: string; readonly type: string };

/** The receipt of a message, whose results are among these. */
export function receiptOf({ deliveries, ...message }: KnownMessage, results: readonly Result[]): Receipt {
  return {
    ...message,
    deliveries: deliveries.map(({ generation: _generation, changedAt: _changedAt, ...shown }) => shown),
    results: results.filter((result) => result.of === message.id).map(({ id, type }) => ({ id, type })),
  };
}

type Row = Omit<KnownMessage, "deliveries"> & {
  readonly [Column in keyof DeliveryColumns]: DeliveryColumns[Column] | null;
};

/** The messages with these ids, as far as they are known. */
export async function readMessages(sql: Querying, ids: readonly string[]): Promise<readonly KnownMessage[]> {
  const given = arrayParameter(sql, "uuid[]", ids);
  // The ledger is asked by the ids themselves, so that Postgres looks into their partitions alone.
  const rows = await sql<Row[]>`
    SELECT i.id, i.type, i.source, i.source_id AS "sourceId", i.accepted_at AS "acceptedAt", decided.route,
           coalesce(d.state, state_without_row(i.id)) AS state, coalesce(d.attempts, 0) AS attempts, coalesce(d.generation, 0) AS generation,
           d.settled_at AS "settledAt", d.next_attempt_at AS "nextAttemptAt", d.vendor_reference AS "vendorReference",
           d.changed_at AS "changedAt", d.reason
    FROM intake i
    LEFT JOIN LATERAL (
      SELECT * FROM unnest(i.routes) WITH ORDINALITY AS at_intake(route, n)
      -- Decided later: a backfill fed it to a new route.
      UNION ALL SELECT later.route, 1000 FROM delivery later
      WHERE later.message_id = ANY(${given}::uuid[]) AND later.message_id = i.id AND NOT later.route = ANY(i.routes)
    ) AS decided ON true
    LEFT JOIN delivery d ON d.message_id = ANY(${given}::uuid[]) AND d.message_id = i.id AND d.route = decided.route
    WHERE i.id = ANY(${given}::uuid[])
    ORDER BY i.id, decided.n, decided.route`;
  return [...Map.groupBy(rows, ({ id }) => id).values()].map(messageOf);
}

function messageOf(rows: readonly Row[]): KnownMessage {
  const [first] = rows;
  if (!first) throw new Error("a message without rows");
  const { id, type, source, sourceId, acceptedAt } = first;
  return {
    id,
    type,
    source,
    sourceId,
    acceptedAt: rfc3339(acceptedAt),
    deliveries: rows.flatMap(deliveryOf),
  };
}

/** None where no route was decided. */
function deliveryOf({ route, state, attempts, generation, ...row }: Row): readonly KnownDelivery[] {
  if (route === null || state === null) return [];
  return [
    {
      route,
      state,
      attempts: attempts ?? 0,
      settledAt: rfc3339OrNull(row.settledAt),
      nextAttemptAt: rfc3339OrNull(row.nextAttemptAt),
      vendorReference: row.vendorReference,
      ...(isShadowReason(row.reason) && { shadow: true as const }),
      generation: generation ?? 0,
      changedAt: rfc3339OrNull(row.changedAt),
    },
  ];
}

/** The messages that the deliveries of these begot. */
export function readResults(sql: Querying, ids: readonly string[]): Promise<readonly Result[]> {
  return sql<Result[]>`
    SELECT causation_id AS of, id, type FROM intake
    WHERE causation_id = ANY(${arrayParameter(sql, "uuid[]", ids)}::uuid[]) ORDER BY id`;
}
