import type { Sql, TransactionSql } from "postgres";
import { done, notFound, type Act } from "../../operations/act.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { Answered, ManyAnswers } from "../../operations/doubts.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { changeLocked } from "./change-delivery.ts";
import { answering } from "./failure-acts.ts";

/** Each costs some statements of one transaction, whose locks others wait for. */
const mostAtOnce = 2_000;

/** Answers what of a group is in doubt: all of it, or nothing. */
export function answerMany(sql: Sql, asked: ManyAnswers, act: Act): Promise<Answered> {
  const { group, expectedCount, answer } = asked;
  return transaction(sql, async (tx): Promise<Answered> => {
    const { count: known } = await tx`SELECT FROM failure_group WHERE id = ${group}`;
    if (known === 0) return notFound(`There is no failure group ${group}.`);
    const keys = await lockDoubtful(tx, asked);
    if (keys.length !== expectedCount) return { ok: false, code: "countDiffers", count: keys.length };
    if (keys.length > mostAtOnce)
      return {
        ok: false,
        code: "conflict",
        detail: `At most ${mostAtOnce} are answered at once; name some of them by ids.`,
      };
    for (const key of keys) {
      const changed = await changeLocked(tx, {
        key,
        act,
        action: `failure.answer.${answer}`,
        decide: answering(key, answer),
      });
      if (!changed.ok) throw new Error(`${deliveryId(key)} was in doubt under its lock: ${changed.detail}`);
    }
    const after = { inDoubt: 0, [answer]: keys.length };
    const detail = { before: { inDoubt: keys.length }, after };
    await writeAudit(tx, act, { action: "group.answer", target: `group:${group}`, detail });
    return done({ answered: keys.length });
  });
}

/** In the order of their ids, as everybody locks many. */
async function lockDoubtful(
  tx: TransactionSql,
  { group, ids }: ManyAnswers,
): Promise<readonly DeliveryKey[]> {
  const rows = await tx<DeliveryKey[]>`
    SELECT message_id AS "messageId", route FROM delivery
    WHERE group_id = ${group} AND state = 'inDoubt' ORDER BY message_id, route FOR UPDATE`;
  if (!ids) return rows;
  const wanted = new Set(ids.map(deliveryId));
  return rows.filter((row) => wanted.has(deliveryId(row)));
}
