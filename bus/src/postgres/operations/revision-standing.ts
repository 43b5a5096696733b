import type { TransactionSql } from "postgres";
import { done, notFound, type Result } from "../../operations/act.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { Revision } from "../../operations/revisions.ts";
import type { Found } from "./change-delivery.ts";
import { findRevision } from "./revision-rows.ts";
import { nextRevision } from "./take-revision.ts";

/** What a failure says of itself whose next replay sends a revision. */
export const ready = (n: number): string => `revision ${n} goes out with its next replay`;

/** The revision as it is now. */
export async function answerOf(tx: TransactionSql, key: DeliveryKey, n: number): Promise<Result<Revision>> {
  const revision = await findRevision(tx, key, n);
  return revision ? done(revision) : notFound(`${deliveryId(key)} has no revision ${n}.`);
}

/** Why no other data may be sent for it now, in words; undefined where it may. */
export function cannotMend({ state, doubtful }: Pick<Found, "state" | "doubtful">): string | undefined {
  if (state !== "dead" && state !== "blocked")
    return `It is ${state}; only what is dead or blocked can be mended.`;
  // Other data have another key at the vendor, so that what was sent already would be done a second time.
  if (doubtful)
    return "It may have been applied without our knowing: replay it as it is until that is known, or answer; then edit it.";
  return undefined;
}

export type RevisionStanding = {
  /** What would be sent next. */
  readonly next: number;
  readonly last: number;
  /** One that waits for a second person. */
  readonly proposed: number | null;
};

/** How the revisions of a locked delivery stand. */
export async function standingOf(
  tx: TransactionSql,
  { messageId, route }: DeliveryKey,
): Promise<RevisionStanding> {
  const [row] = await tx<RevisionStanding[]>`
    SELECT ${nextRevision(tx)} AS next, greatest(d.revision, (
        SELECT max(r.n) FROM revision r WHERE r.message_id = d.message_id AND r.route = d.route)) AS last, (
        SELECT max(r.n) FROM revision r
        WHERE r.message_id = d.message_id AND r.route = d.route AND r.state = 'proposed' AND r.expires_at > now()) AS proposed
    FROM delivery d WHERE d.message_id = ${messageId} AND d.route = ${route}`;
  if (!row) throw new Error(`${messageId} was locked, and is gone.`);
  return row;
}

/** Of what is to be sent next there is one only. */
export async function replaceApproved(tx: TransactionSql, { messageId, route }: DeliveryKey): Promise<void> {
  await tx`
    UPDATE revision SET state = 'replaced'
    WHERE message_id = ${messageId} AND route = ${route} AND state = 'approved'`;
}
