import type { Sql, TransactionSql } from "postgres";
import { parse } from "uuid";
import { settledStates } from "../../delivery/states.ts";
import { done } from "../../operations/act.ts";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import { arrayParameter } from "../array-parameter.ts";
import { writeAudit } from "../operations/audit.ts";
import { changeDelivery } from "../operations/change-delivery.ts";
import { discardingAs } from "../operations/failure-acts.ts";
import { transaction } from "../transaction.ts";

type Ended = { readonly id: string; readonly kind: string; readonly endedBy: string };

/** Longer than any process seals under a key that it has looked up. */
const leastAgeMs = 120_000;
/** A vendor that does not forget somebody must not keep the bus from it; what the request itself says is needed until the end. */
const longestMs = 7 * 86_400_000;
const atOnce = 50;

/**
 * Destroys the keys of persons who are to be forgotten, once every vendor has forgotten them or a week is over, and with the
 * last delivery the key of the request itself. What is still open about them is discarded before. Gives how many keys.
 */
export async function destroyEndedKeys(sql: Sql, ageMs = leastAgeMs): Promise<number> {
  const ended = await endedKeys(sql, ageMs);
  for (const key of ended) {
    for (const delivery of await openUnder(sql, key)) await discardErased(sql, delivery, key);
    await destroy(sql, key);
  }
  return ended.length;
}

const endedKeys = (sql: Sql, ageMs: number) => sql<Ended[]>`
  SELECT k.id, k.kind, k.ended_by AS "endedBy" FROM subject_key k LEFT JOIN intake i ON i.id = k.ended_by
  WHERE k.ended_by IS NOT NULL AND k.destroyed_at IS NULL
    AND coalesce(i.accepted_at, '-infinity') < now() - ${ageMs} * interval '1 ms'
    AND (k.kind = 'subject' AND i.accepted_at < now() - ${longestMs} * interval '1 ms' OR NOT EXISTS (
      SELECT FROM unnest(i.routes) AS r(route)
      LEFT JOIN delivery d ON d.message_id = i.id AND d.route = r.route
      WHERE d.state IS NULL OR NOT d.state = ANY(${arrayParameter(sql, "text[]", settledStates)}::text[])))
  ORDER BY k.id LIMIT ${atOnce}`;

/** Whether a stored body is sealed under a key: its id stands behind the mark. */
const isUnder = (sql: Sql | TransactionSql, id: string) =>
  sql`substr(b.body, 6, 16) = ${Buffer.from(parse(id))} AND substr(b.body, 1, 5) = '\\x0053504c01'::bytea`;

/** Deliveries that wait for a time or a person. */
const openUnder = (sql: Sql, { id }: Ended) => sql<DeliveryKey[]>`
  SELECT d.message_id AS "messageId", d.route FROM message_body b JOIN delivery d ON d.message_id = b.message_id
  WHERE ${isUnder(sql, id)}
    AND d.state IN ('dead', 'blocked', 'inDoubt', 'waiting', 'queued', 'parked')
  ORDER BY d.message_id, d.route`;

/** In whose name it is done: nobody pressed a button. */
const actor = "spindle";

const discardErased = (sql: Sql, key: DeliveryKey, { endedBy }: Ended) =>
  changeDelivery(sql, {
    key,
    act: { actor, reason: `asked to be forgotten by ${endedBy}` },
    action: "failure.discard",
    decide: (found) => discardingAs("erased", found),
    answer: async () => done(undefined),
  });

async function destroy(sql: Sql, { id, kind, endedBy }: Ended): Promise<void> {
  await transaction(sql, async (tx) => {
    const gone = await tx`
      UPDATE subject_key SET master = NULL, wrapped = NULL, destroyed_at = now(), retired_at = coalesce(retired_at, now())
      WHERE id = ${id} AND destroyed_at IS NULL`;
    await tx`
      DELETE FROM indexed_value v USING message_body b WHERE v.message_id = b.message_id AND ${isUnder(tx, id)}`;
    if (gone.count > 0)
      await writeAudit(tx, { actor }, { action: "key.destroy", target: id, detail: { kind, endedBy } });
  });
}
