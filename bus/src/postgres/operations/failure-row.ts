import type { DeliveryState } from "../../delivery/states.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import type { Failure } from "../../operations/failures.ts";
import { rfc3339OrNull } from "./instant.ts";
import { laneOfDelivery } from "./lane-columns.ts";
import type { Querying } from "./querying.ts";

export type FailureRow = {
  messageId: string;
  route: string;
  type: string | null;
  entityKey: string | null;
  state: DeliveryState;
  attempts: number;
  generation: number;
  errorCode: string | null;
  errorMessage: string | null;
  groupId: string | null;
  reason: string | null;
  vendorReference: string | null;
  firstFailedAt: string | null;
  lastFailedAt: string | null;
  nextAttemptAt: string | null;
  doubtSince: string | null;
  settledAt: string | null;
  lane: Failure["lane"];
};

/** Over `delivery d LEFT JOIN intake i`. */
export const failureColumns = (sql: Querying) => sql`
  d.message_id AS "messageId", d.route, i.type, i.entity_key AS "entityKey", d.state, d.attempts, d.generation,
  d.error_code AS "errorCode", d.error_message AS "errorMessage", d.group_id AS "groupId", d.reason,
  d.vendor_reference AS "vendorReference", d.first_failed_at AS "firstFailedAt", d.last_failed_at AS "lastFailedAt",
  d.next_attempt_at AS "nextAttemptAt", d.doubt_since AS "doubtSince", d.settled_at AS "settledAt",
  ${laneOfDelivery(sql)} AS lane`;

/** A row as operators see it. */
export function failureOf(row: FailureRow): Failure {
  const { errorCode, errorMessage, doubtSince } = row;
  return {
    id: deliveryId(row),
    messageId: row.messageId,
    type: row.type,
    route: row.route,
    state: row.state,
    attempts: row.attempts,
    generation: row.generation,
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" },
    groupId: row.groupId,
    entityKey: row.entityKey,
    firstFailedAt: rfc3339OrNull(row.firstFailedAt),
    lastFailedAt: rfc3339OrNull(row.lastFailedAt),
    nextAttemptAt: rfc3339OrNull(row.nextAttemptAt),
    reason: row.reason,
    inDoubtSince: rfc3339OrNull(doubtSince),
    settledAt: rfc3339OrNull(row.settledAt),
    vendorReference: row.vendorReference,
    lane: row.lane,
  };
}

/** Any delivery, whether it is a failure or has been one. */
export async function findFailure(
  sql: Querying,
  { messageId, route }: DeliveryKey,
): Promise<Failure | undefined> {
  const [row] = await sql<FailureRow[]>`
    SELECT ${failureColumns(sql)} FROM delivery d LEFT JOIN intake i ON i.id = d.message_id
    WHERE d.message_id = ${messageId} AND d.route = ${route}`;
  return row && failureOf(row);
}
