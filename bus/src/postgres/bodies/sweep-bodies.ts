import type { Sql, TransactionSql } from "postgres";
import { removeBody } from "../../bodies/bodies.ts";
import type { BodyStore } from "../../bodies/body-store.ts";
import { arrayParameter } from "../array-parameter.ts";
import { transaction } from "../transaction.ts";

/** As long as the bytes of a settled message are kept otherwise, and longer than any request takes. */
const keptMs = 3_600_000;
const atOnce = 50;

/**
 * Removes bytes whose message is settled on every decided route, and those that no message refers to, because the process
 * died before its commit or the commit was refused. The row is locked meanwhile: who puts the same bytes again waits for
 * the removal, and puts them after it. Gives how many.
 */
export function sweepBodies(sql: Sql, stores: readonly BodyStore[]): Promise<number> {
  return transaction(sql, async (tx) => {
    const rows = await unneeded(tx);
    await Promise.all(rows.map(({ ref }) => removeBody(ref, stores)));
    const refs = rows.map(({ ref }) => ref);
    if (refs.length > 0)
      await tx`DELETE FROM stored_body WHERE ref = ANY(${arrayParameter(tx, "text[]", refs)}::text[])`;
    return refs.length;
  });
}

/** Of a decided route without a row in the ledger the token is on its way; what was discarded may be restored. */
function unneeded(tx: TransactionSql): Promise<{ ref: string }[]> {
  const unsettled = tx`NOT IN ('applied', 'unchanged', 'superseded')`;
  return tx<{ ref: string }[]>`
    SELECT b.ref FROM stored_body b
    WHERE b.stored_at < now() - ${keptMs} * interval '1 ms' AND NOT EXISTS (
      SELECT FROM intake i WHERE i.source = b.source AND i.source_id = b.source_id AND (
        EXISTS (SELECT FROM outbox o WHERE o.message_id = i.id)
        OR EXISTS (SELECT FROM delivery d WHERE d.message_id = i.id AND d.state ${unsettled})
        OR NOT is_forgotten(i.id) AND EXISTS (SELECT FROM unnest(i.routes) AS r(route) WHERE NOT EXISTS (
          SELECT FROM delivery d WHERE d.message_id = i.id AND d.route = r.route))))
    ORDER BY b.ref LIMIT ${atOnce} FOR UPDATE OF b SKIP LOCKED`;
}
