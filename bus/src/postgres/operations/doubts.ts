import type { Sql, TransactionSql } from "postgres";
import type { Act, Result } from "../../operations/act.ts";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import type { Doubts } from "../../operations/doubts.ts";
import type { Failure } from "../../operations/failures.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import { answerMany } from "./doubt-answers.ts";
import { findDoubt } from "./doubt-row.ts";
import { onDelivery, soonest } from "./failure-acts.ts";

/** Effects in doubt, in the ledger. */
export function postgresDoubts(sql: Sql, routes: readonly OperatedRoute[]): Doubts {
  const operated = new Map(routes.map((route) => [route.name, route]));
  return {
    find: (key) => findDoubt(sql, key),
    ask: (key, act) => ask(sql, key, operated.get(key.route), act),
    answerMany: (asked, act) => answerMany(sql, asked, act),
  };
}

/** Another life, in which the worker that claims it asks and sends nothing. */
function ask(
  sql: Sql,
  key: DeliveryKey,
  route: OperatedRoute | undefined,
  act: Act,
): Promise<Result<Failure>> {
  return onDelivery(sql, key, act, "failure.ask", async ({ state, doubtful }, tx) => {
    if (state !== "inDoubt" || !doubtful)
      return { refuse: `It is ${state}; only of what is in doubt the vendor is asked.` };
    if (!route?.asks) return { refuse: "This vendor cannot be asked by Spindle: look it up, and answer." };
    if (!(await isStored(tx, key)))
      return { refuse: "Its message is no longer stored, so that nobody knows what to ask." };
    return {
      change: (sqlOf) => sqlOf`
        state = 'waiting', next_attempt_at = ${soonest(sqlOf, route.quietMs)}, generation = d.generation + 1,
        asked_in = d.generation + 1, barren = 0, reason = 'the vendor is being asked'`,
    };
  });
}

async function isStored(tx: TransactionSql, { messageId }: DeliveryKey): Promise<boolean> {
  const { count } = await tx`SELECT FROM message_body WHERE message_id = ${messageId}`;
  return count > 0;
}
