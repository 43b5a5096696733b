import type { Sql } from "postgres";
import { loaded, type BodyReader } from "../../bodies/bodies.ts";
import { nothing } from "../../bodies/stored-body.ts";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import { deliveryId } from "../../operations/delivery-id.ts";
import type {
  MendableDelivery,
  RevisedData,
  Revision,
  RevisionState,
  WaitingRevision,
} from "../../operations/revisions.ts";
import type { StoredFailure } from "../../ingress/retake.ts";
import type { BodyOf } from "../../sealing/sealed-body.ts";
import { intakeRoute } from "../../route.ts";
import { failureOf } from "../retake-due.ts";
import { readEnvelope } from "../stored-envelope.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";
import type { Querying } from "./querying.ts";
import { nextRevision } from "./take-revision.ts";

export type RevisionRow = {
  readonly n: number;
  readonly state: RevisionState;
  readonly author: string;
  readonly reason: string;
  readonly writtenAt: string;
  readonly base: number;
  readonly delicate: string[];
  readonly expiresAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decidedReason: string | null;
  readonly generation: number | null;
  readonly dispatchedAt: string | null;
};

/** Over `revision r`; one that nobody has answered in time is over without anybody's doing. */
export const revisionColumns = (sql: Querying) => sql`
  r.n, CASE WHEN ${isWaiting(sql)} THEN 'proposed' WHEN r.state = 'proposed' THEN 'expired' ELSE r.state END AS state,
  r.actor AS author, r.reason, r.written_at AS "writtenAt", r.base, r.delicate, r.expires_at AS "expiresAt",
  r.decided_by AS "decidedBy", r.decided_at AS "decidedAt", r.decided_reason AS "decidedReason", r.generation,
  r.dispatched_at AS "dispatchedAt"`;

const isWaiting = (sql: Querying) => sql`(r.state = 'proposed' AND r.expires_at > now())`;

/** A row as operators see it. */
export function revisionOf(row: RevisionRow): Revision {
  const { decidedBy, decidedAt, decidedReason, generation, dispatchedAt } = row;
  const isDecided = decidedBy !== null && decidedAt !== null;
  return {
    n: row.n,
    state: row.state,
    author: row.author,
    reason: row.reason,
    writtenAt: rfc3339(row.writtenAt),
    base: row.base,
    delicate: row.delicate,
    expiresAt: rfc3339OrNull(row.expiresAt),
    decision: isDecided ? { by: decidedBy, at: rfc3339(decidedAt), reason: decidedReason ?? "" } : null,
    dispatch: generation !== null && dispatchedAt !== null ? { generation, at: rfc3339(dispatchedAt) } : null,
  };
}

export async function findRevision(
  sql: Querying,
  { messageId, route }: DeliveryKey,
  n: number,
): Promise<Revision | undefined> {
  const [row] = await sql<RevisionRow[]>`
    SELECT ${revisionColumns(sql)} FROM revision r
    WHERE r.message_id = ${messageId} AND r.route = ${route} AND r.n = ${n}`;
  return row && revisionOf(row);
}

export type BodyRow = {
  readonly envelope: string;
  readonly base: number;
  readonly mended: Buffer | null;
  readonly body: Buffer;
};

/** The data that would be sent next. */
export async function mendable(
  sql: Sql,
  bodies: BodyReader,
  { messageId, route }: DeliveryKey,
): Promise<MendableDelivery | undefined> {
  const [row] = await sql<BodyRow[]>`
    SELECT b.envelope, b.body, c.n AS base, r.body AS mended
    FROM delivery d JOIN message_body b ON b.message_id = d.message_id
    CROSS JOIN LATERAL (SELECT ${nextRevision(sql)} AS n) AS c
    LEFT JOIN revision r ON r.message_id = d.message_id AND r.route = d.route AND r.n = c.n
    WHERE d.message_id = ${messageId} AND d.route = ${route}`;
  return row && messageOf(row, bodies);
}

/** The data that would be sent next, as a row has it; undefined where the bytes, or their key, are gone. */
export async function messageOf(row: BodyRow, bodies: BodyReader): Promise<MendableDelivery | undefined> {
  const { envelope } = readEnvelope(row.envelope);
  const body = row.mended ? await inClear(envelope, row.mended, bodies) : await originalOf(row, bodies);
  return body && { envelope, body, base: row.base };
}

async function originalOf(
  { envelope, body }: Pick<BodyRow, "envelope" | "body">,
  bodies: BodyReader,
): Promise<Uint8Array | undefined> {
  const { stored, envelope: of } = readEnvelope(envelope);
  const whole = await loaded({ envelope: of, body, ...(stored && { stored }) }, bodies);
  return whole.unopened || (stored && whole.body.byteLength === 0) ? undefined : whole.body;
}

/** What a revision says; undefined where its key is gone. */
async function inClear(
  envelope: BodyOf,
  body: Uint8Array,
  bodies: BodyReader,
): Promise<Uint8Array | undefined> {
  const opened = await loaded({ envelope, body }, bodies);
  return opened.unopened ? undefined : opened.body;
}

/** A failure of the way in as it would be taken in again. */
export async function intakeFailure(
  sql: Sql,
  bodies: BodyReader,
  { messageId, route }: DeliveryKey,
): Promise<StoredFailure | undefined> {
  if (route !== intakeRoute) return undefined;
  const [row] = await sql<
    { envelope: string; contentType: string; extensions: string | null; body: Buffer }[]
  >`
    SELECT b.envelope, r.extensions, coalesce(r.content_type, b.content_type) AS "contentType", coalesce(r.body, b.body) AS body
    FROM delivery d JOIN message_body b ON b.message_id = d.message_id
    LEFT JOIN revision r ON r.message_id = d.message_id AND r.route = d.route AND r.n = ${nextRevision(sql)}
    WHERE d.message_id = ${messageId} AND d.route = ${route}`;
  return row && failureOf(row, bodies);
}

/** Newest first, each with the data that it replaces. */
export async function listRevisions(
  sql: Sql,
  bodies: BodyReader,
  { messageId, route }: DeliveryKey,
): Promise<readonly RevisedData[]> {
  const rows = await sql<(RevisionRow & { body: Buffer })[]>`
    SELECT ${revisionColumns(sql)}, r.body FROM revision r
    WHERE r.message_id = ${messageId} AND r.route = ${route} ORDER BY r.n DESC`;
  if (rows.length === 0) return [];
  const [message] = await sql<{ envelope: string; body: Buffer }[]>`
    SELECT envelope, body FROM message_body WHERE message_id = ${messageId}`;
  if (!message) return [];
  const original = await originalOf(message, bodies);
  const { envelope } = readEnvelope(message.envelope);
  const texts = await Promise.all(rows.map(({ body }) => inClear(envelope, body, bodies)));
  return rows.map((row, at) => {
    const base = rows.findIndex(({ n }) => n === row.base);
    const before = base < 0 ? original : texts[base];
    return { revision: revisionOf(row), before: before ?? nothing, after: texts[at] ?? nothing };
  });
}

/** What waits for a second person. */
export async function waitingRevisions(sql: Sql): Promise<readonly WaitingRevision[]> {
  const rows = await sql<(RevisionRow & { messageId: string; route: string; type: string | null })[]>`
    SELECT ${revisionColumns(sql)}, r.message_id AS "messageId", r.route, i.type
    FROM revision r LEFT JOIN intake i ON i.id = r.message_id
    WHERE ${isWaiting(sql)} ORDER BY r.expires_at LIMIT 1000`;
  return rows.map((row) => ({ ...revisionOf(row), id: deliveryId(row), route: row.route, type: row.type }));
}
