import type { Sql } from "postgres";
import type { DeliveryStanding, IntakeStanding } from "../reconcile/compare.ts";
import type { LostIntake } from "../reconcile/lost-intake.ts";
import type { Feed, JournalMessage, Records } from "../reconcile/ports.ts";
import { columnsOf } from "./columns-of.ts";
import { doubtOpen, undoubted } from "./doubt-open.ts";
import { feedLanes } from "./lanes/feed-lanes.ts";
import { noteFailover, unfinishedFailover } from "./failover-notes.ts";
import { watching, type NoticesFor } from "./notices/watch.ts";
import type { Querying } from "./operations/querying.ts";
import { storableText } from "./storable-text.ts";
import { writeEnvelope } from "./stored-envelope.ts";

/** A lease that is over by this much has no living owner who is only slow to settle. */
const leaseGraceMs = 60_000;

/** Intake and ledger in Postgres, for reconciling. */
export function postgresRecords(sql: Sql, noticesFor: NoticesFor = () => []): Records {
  return {
    intakes: (messages) => intakes(sql, messages),
    deliveries: (messages) => deliveries(sql, messages),
    restoreIntake: (lost) => restoreIntake(sql, lost, noticesFor),
    noteFailover: (event) => noteFailover(sql, event),
    unfinishedFailover: () => unfinishedFailover(sql),
    feed: (feeds) => feed(sql, feeds),
    restoreBodies: (messages) => storeBodies(sql, messages),
    undoubted: () => undoubted(sql),
    doubtOpen: () => doubtOpen(sql),
  };
}

async function intakes(
  sql: Sql,
  messages: readonly JournalMessage[],
): Promise<ReadonlyMap<string, IntakeStanding>> {
  const column = columnsOf(sql, messages);
  const rows = await sql<{ id: string; intake: IntakeStanding }[]>`
    SELECT g.id, CASE WHEN i.id IS NULL THEN 'lost' WHEN i.id = g.id THEN 'known' ELSE 'elsewhere' END AS intake
    FROM unnest(
      ${column("uuid[]", ({ token }) => token.envelope.id)}::uuid[],
      ${column("text[]", ({ token }) => token.envelope.source)}::text[],
      ${column("text[]", ({ token }) => token.envelope.sourceId)}::text[]
    ) AS g(id, source, source_id)
    LEFT JOIN intake i ON i.source = g.source AND i.source_id = g.source_id`;
  return new Map(rows.map(({ id, intake }) => [id, intake]));
}

async function deliveries(
  sql: Sql,
  messages: readonly JournalMessage[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, DeliveryStanding>>> {
  const column = columnsOf(sql, messages);
  const rows = await sql<{ id: string; route: string; bodyless: boolean }[]>`
    SELECT d.message_id AS id, d.route,
           d.state NOT IN ('applied', 'unchanged', 'superseded', 'discarded')
             AND (d.lease_until IS NULL OR d.lease_until < now() - ${leaseGraceMs} * interval '1 ms')
             AND NOT EXISTS (SELECT FROM message_body b WHERE b.message_id = d.message_id) AS bodyless
    FROM delivery d
    WHERE d.message_id = ANY(${column("uuid[]", ({ token }) => token.envelope.id)}::uuid[])`;
  const ofMessages = Map.groupBy(rows, ({ id }) => id);
  return new Map(
    [...ofMessages].map(([id, ofMessage]) => [
      id,
      new Map(ofMessage.map(({ route, bodyless }) => [route, { bodyless }])),
    ]),
  );
}

/** With the watches that were lost with them. */
async function restoreIntake(sql: Sql, lost: readonly LostIntake[], noticesFor: NoticesFor): Promise<void> {
  const column = columnsOf(sql, lost);
  const messages = lost.map(({ token: { envelope } }) => ({ id: envelope.id, message: envelope }));
  await sql`
    WITH registered AS (
      INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes, causation_id, traceparent, accepted_at)
      SELECT id, source, source_id, type, entity_key, digest, ARRAY(SELECT jsonb_array_elements_text(routes::jsonb)),
             causation_id, traceparent, to_timestamp(accepted_ms / 1000.0)
      FROM unnest(
        ${column("uuid[]", ({ token }) => token.envelope.id)}::uuid[],
        ${column("text[]", ({ token }) => token.envelope.source)}::text[],
        ${column("text[]", ({ token }) => token.envelope.sourceId)}::text[],
        ${column("text[]", ({ token }) => token.envelope.type)}::text[],
        ${column("text[]", ({ entityKey }) => entityKey)}::text[],
        ${column("bytea[]", ({ digest }) => digest)}::bytea[],
        ${column("text[]", ({ token }) => JSON.stringify(token.routes))}::text[],
        ${column("uuid[]", ({ causationId }) => causationId ?? null)}::uuid[],
        ${column("text[]", ({ token }) => token.envelope.extensions.traceparent?.toString() ?? null)}::text[],
        ${column("bigint[]", ({ acceptedAtMs }) => acceptedAtMs)}::bigint[]
      ) AS g(id, source, source_id, type, entity_key, digest, routes, causation_id, traceparent, accepted_ms)
      ORDER BY source, source_id
      ON CONFLICT DO NOTHING
      RETURNING id
    )${watching(sql, messages, noticesFor)}
    SELECT`;
}

async function feed(sql: Sql, feeds: readonly Feed[]): Promise<void> {
  await feedWaiting(
    sql,
    feeds.filter(({ lane }) => !lane),
  );
  await feedLanes(sql, feeds);
}

async function feedWaiting(sql: Sql, feeds: readonly Feed[]): Promise<void> {
  if (feeds.length === 0) return;
  const column = columnsOf(sql, feeds);
  // Bytes first: a delivery that waits without them would never be sent.
  await storeBodies(
    sql,
    feeds.map(({ message }) => message),
  );
  await sql`
    INSERT INTO delivery (message_id, route, state, doubt_since, released_at, next_attempt_at, reason)
    SELECT id, route, 'waiting', to_timestamp(accepted_ms / 1000.0), now(), now() + delay_ms * interval '1 ms', 'reconciled'
    FROM unnest(
      ${column("uuid[]", ({ message }) => message.token.envelope.id)}::uuid[],
      ${column("text[]", ({ route }) => route)}::text[],
      ${column("bigint[]", ({ message }) => message.acceptedAtMs)}::bigint[],
      ${column("bigint[]", ({ delayMs }) => Math.ceil(delayMs))}::bigint[]
    ) AS g(id, route, accepted_ms, delay_ms)
    ORDER BY id, route
    ON CONFLICT (message_id, route) DO NOTHING`;
}

/** Keeps the bytes of these messages; what is there already stays. */
export async function storeBodies(
  sql: Querying,
  messages: readonly Pick<JournalMessage, "token">[],
): Promise<void> {
  const once = [...new Map(messages.map((message) => [message.token.envelope.id, message])).values()];
  const column = columnsOf(sql, once);
  await sql`
    INSERT INTO message_body (message_id, envelope, content_type, body)
    SELECT * FROM unnest(
      ${column("uuid[]", ({ token }) => token.envelope.id)}::uuid[],
      ${column("text[]", ({ token }) => writeEnvelope(token))}::text[],
      ${column("text[]", ({ token }) => storableText(token.contentType))}::text[],
      ${column("bytea[]", ({ token }) => token.body)}::bytea[]
    ) AS g(id, envelope, content_type, body)
    ORDER BY id
    ON CONFLICT (message_id) DO UPDATE SET stored_at = now()`;
}
