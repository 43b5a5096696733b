import type { Sql, TransactionSql } from "postgres";
import { notFound, type Act, type Result } from "../../operations/act.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { Decision, Revision } from "../../operations/revisions.ts";
import { changeDelivery, type Found, type Step } from "./change-delivery.ts";
import { findRevision } from "./revision-rows.ts";
import { answerOf, cannotMend, ready, replaceApproved, standingOf } from "./revision-standing.ts";

type Given = { readonly n: number; readonly decision: Decision; readonly act: Act };

const become = { approve: "approved", reject: "rejected", withdraw: "withdrawn" } as const;

/** A second person approves or rejects a revision that waits, or its author withdraws it. */
export async function decideRevision(
  sql: Sql,
  key: DeliveryKey,
  { n, decision, act }: Given,
): Promise<Result<Revision>> {
  if (!(await findRevision(sql, key, n))) return notFound(`${deliveryId(key)} has no revision ${n}.`);
  return changeDelivery(sql, {
    key,
    act,
    action: `revision.${decision}`,
    decide: async (found, tx): Promise<Step> => {
      // Under the lock of the delivery, without which no revision of it changes.
      const revision = await findRevision(tx, key, n);
      const refuse = revision && (await refusalOf(tx, key, { revision, found, decision, act }));
      if (!revision || refuse !== undefined) return { refuse: refuse ?? "It is gone." };
      if (decision === "approve") await replaceApproved(tx, key);
      await tx`
        UPDATE revision SET state = ${become[decision]}, decided_by = ${act.actor}, decided_at = now(), decided_reason = ${act.reason}
        WHERE message_id = ${key.messageId} AND route = ${key.route} AND n = ${n}`;
      return {
        change: (sqlOf) => sqlOf`reason = ${decision === "approve" ? ready(n) : null}`,
        detail: { n },
      };
    },
    answer: (tx) => answerOf(tx, key, n),
  });
}

type Asked = Omit<Given, "n"> & { readonly revision: Revision; readonly found: Found };

async function refusalOf(
  tx: TransactionSql,
  key: DeliveryKey,
  { revision, found, decision, act }: Asked,
): Promise<string | undefined> {
  const { n, state, author, base } = revision;
  const isOpen = state === "proposed" || (decision === "withdraw" && state === "approved");
  if (!isOpen) return `Revision ${n} is ${state}; there is nothing to ${decision} any more.`;
  if (decision !== "approve") return undefined;
  if (author === act.actor) return `Revision ${n} is by ${author}: another person has to approve it.`;
  const { next } = await standingOf(tx, key);
  if (next !== base)
    return `Revision ${n} was made from ${base}, and ${next} would be sent now: write it anew.`;
  return cannotMend(found);
}
