import type { Sql } from "postgres";
import { rfc3339, rfc3339OrNull } from "./operations/instant.ts";
import type { DeliveryReceipt, Receipt, Receipts } from "../ingress/receipt.ts";

/** Receipts from the intake table and the ledger. */
export function postgresReceipts(sql: Sql): Receipts {
  return {
    async find(id) {
      const [message, deliveries, results] = await Promise.all([
        messageOf(sql, id),
        deliveriesOf(sql, id),
        resultsOf(sql, id),
      ]);
      return message && { ...message, deliveries, results };
    },
  };
}

async function messageOf(sql: Sql, id: string) {
  const [row] = await sql<Omit<Receipt, "deliveries" | "results">[]>`
    SELECT id, type, source, source_id AS "sourceId", accepted_at AS "acceptedAt" FROM intake WHERE id = ${id}`;
  return row && { ...row, acceptedAt: rfc3339(row.acceptedAt) };
}

async function deliveriesOf(sql: Sql, id: string): Promise<readonly DeliveryReceipt[]> {
  // The ledger is asked by the id itself, so that Postgres looks into one partition.
  const rows = await sql<DeliveryReceipt[]>`
    SELECT decided.route, coalesce(d.state, 'pending') AS state, coalesce(d.attempts, 0) AS attempts,
           d.settled_at AS "settledAt", d.next_attempt_at AS "nextAttemptAt", d.vendor_reference AS "vendorReference"
    FROM intake i
    CROSS JOIN LATERAL unnest(i.routes) WITH ORDINALITY AS decided(route, n)
    LEFT JOIN delivery d ON d.message_id = ${id} AND d.route = decided.route
    WHERE i.id = ${id}
    ORDER BY decided.n`;
  return rows.map(({ settledAt, nextAttemptAt, ...row }) => ({
    ...row,
    settledAt: rfc3339OrNull(settledAt),
    nextAttemptAt: rfc3339OrNull(nextAttemptAt),
  }));
}

function resultsOf(sql: Sql, id: string): Promise<Receipt["results"]> {
  return sql<{ id: string; type: string }[]>`
    SELECT id, type FROM intake WHERE causation_id = ${id} ORDER BY id`;
}
