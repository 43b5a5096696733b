import type { Sql } from "postgres";
import { deliveryId } from "../../operations/delivery-id.ts";
import type {
  MessageDelivery,
  MessageFilter,
  MessageRow,
  Messages,
  MessageView,
  RelatedMessage,
} from "../../operations/messages.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import { firstUuidOf } from "../partitions.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";

/** Accepted messages and their deliveries, from the intake and the ledger. */
export function postgresMessages(sql: Sql): Messages {
  return { list: (filter, page) => list(sql, filter, page), get: (id) => find(sql, id) };
}

/** A bus id carries its time: a period is a range of ids, which the primary key answers. */
const boundary = (text: string): string => firstUuidOf(Math.max(0, Date.parse(text)));

async function list(
  sql: Sql,
  filter: MessageFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<MessageRow>> {
  const { state, route, connection, type, source, sourceId, entityKey, from, to } = filter;
  const rows = await sql<MessageRow[]>`
    SELECT i.id, i.type, i.source, i.source_id AS "sourceId", i.entity_key AS "entityKey", i.accepted_at AS "acceptedAt",
           i.causation_id AS "causationId", r.route,
           CASE WHEN r.route IS NOT NULL THEN coalesce(d.state, state_without_row(i.id)) END AS state, coalesce(d.attempts, 0) AS attempts,
           d.settled_at AS "settledAt", d.next_attempt_at AS "nextAttemptAt", d.vendor_reference AS "vendorReference"
    FROM intake i
    LEFT JOIN LATERAL unnest(i.routes) AS r(route) ON is_in_scope(r.route)
    LEFT JOIN delivery d ON d.message_id = i.id AND d.route = r.route
    WHERE true
      ${type === undefined ? sql`` : sql`AND i.type = ${type}`}
      ${source === undefined ? sql`` : sql`AND i.source = ${source}`}
      ${sourceId === undefined ? sql`` : sql`AND i.source_id = ${sourceId}`}
      ${entityKey === undefined ? sql`` : sql`AND i.entity_key = ${entityKey}`}
      ${from === undefined ? sql`` : sql`AND i.id >= ${boundary(from)}::uuid`}
      ${to === undefined ? sql`` : sql`AND i.id < ${boundary(to)}::uuid`}
      ${route === undefined ? sql`` : sql`AND r.route = ${route}`}
      ${connection === undefined ? sql`` : sql`AND split_part(r.route, '.', 1) = ${connection}`}
      ${state === undefined ? sql`` : sql`AND r.route IS NOT NULL AND coalesce(d.state, state_without_row(i.id)) = ${state}`}
      ${cursor ? sql`AND i.id <= ${cursor.messageId}::uuid AND (i.id, coalesce(r.route, '')) < (${cursor.messageId}::uuid, ${cursor.route})` : sql``}
    ORDER BY i.id DESC, coalesce(r.route, '') DESC
    LIMIT ${limit + 1}`;
  return pageOf(rows, limit, {
    item: (row) => ({
      ...row,
      acceptedAt: rfc3339(row.acceptedAt),
      settledAt: rfc3339OrNull(row.settledAt),
      nextAttemptAt: rfc3339OrNull(row.nextAttemptAt),
    }),
    cursor: ({ id, route: last }) => ({ messageId: id, route: last ?? "" }),
  });
}

type IntakeRow = Omit<MessageView, "deliveries" | "causedBy" | "begot"> & {
  readonly causationId: string | null;
};

async function find(sql: Sql, id: string): Promise<MessageView | undefined> {
  const [row] = await sql<IntakeRow[]>`
    SELECT id, type, source, source_id AS "sourceId", entity_key AS "entityKey", accepted_at AS "acceptedAt", traceparent,
           causation_id AS "causationId"
    FROM intake WHERE id = ${id}`;
  if (!row) return undefined;
  const { causationId, acceptedAt, ...message } = row;
  const [deliveries, causes, begot] = await Promise.all([
    deliveriesOf(sql, id),
    causationId === null ? [] : relatives(sql, "id", causationId),
    relatives(sql, "causation_id", id),
  ]);
  return { ...message, acceptedAt: rfc3339(acceptedAt), deliveries, causedBy: causes[0] ?? null, begot };
}

type DeliveryRow = Omit<MessageDelivery, "id" | "error"> & {
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
};

/** Of the decided routes, and of any other that the ledger knows the message on. */
async function deliveriesOf(sql: Sql, messageId: string): Promise<readonly MessageDelivery[]> {
  const rows = await sql<DeliveryRow[]>`
    SELECT r.route, coalesce(d.state, state_without_row(${messageId})) AS state, coalesce(d.attempts, 0) AS attempts,
           coalesce(d.generation, 0) AS generation, d.settled_at AS "settledAt", d.next_attempt_at AS "nextAttemptAt",
           d.vendor_reference AS "vendorReference", d.reason, d.error_code AS "errorCode", d.error_message AS "errorMessage"
    FROM (
      SELECT r.route FROM intake, unnest(routes) AS r(route) WHERE id = ${messageId} AND is_in_scope(r.route)
      UNION SELECT route FROM delivery WHERE message_id = ${messageId}
    ) r LEFT JOIN delivery d ON d.message_id = ${messageId} AND d.route = r.route
    ORDER BY r.route`;
  return rows.map(({ errorCode, errorMessage, settledAt, nextAttemptAt, ...row }) => ({
    ...row,
    id: deliveryId({ messageId, route: row.route }),
    settledAt: rfc3339OrNull(settledAt),
    nextAttemptAt: rfc3339OrNull(nextAttemptAt),
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" },
  }));
}

async function relatives(
  sql: Sql,
  column: "id" | "causation_id",
  id: string,
): Promise<readonly RelatedMessage[]> {
  const rows = await sql<RelatedMessage[]>`
    SELECT id, type, accepted_at AS "acceptedAt" FROM intake WHERE ${sql(column)} = ${id} ORDER BY id LIMIT 100`;
  return rows.map((row) => ({ ...row, acceptedAt: rfc3339(row.acceptedAt) }));
}
