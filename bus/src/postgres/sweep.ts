import type { Publication } from "@spindlebus/contracts";
import type { Sql } from "postgres";
import type { MessagePublisher } from "../intake/message-publisher.ts";
import type { OperatedRoute } from "../operations/quiet.ts";
import { arrayParameter } from "./array-parameter.ts";
import { readEnvelope } from "./stored-envelope.ts";
import { transaction } from "./transaction.ts";

/** A lease that is over by this much has no living owner who is only slow to settle. */
const leaseGraceMs = 5_000;
const queuedTooLongMs = 30_000;
const unconfirmedTooLongMs = 15_000;
const settledBodiesMs = 3_600_000;

/**
 * Returns deliveries whose owner died. Only those whose message is stored: of the others the token is still in its queue,
 * and the broker hands it to somebody else. What the owner sent may still land or be missed by the vendor's reads, so they
 * wait for as long as their route must be left alone after a doubtful call. What has now killed as many workers as its route
 * allows but one is a suspect.
 */
export async function returnExpiredLeases(sql: Sql, routes: readonly OperatedRoute[]): Promise<number> {
  const names = arrayParameter(
    sql,
    "text[]",
    routes.map(({ name }) => name),
  );
  const quietMs = arrayParameter(
    sql,
    "int[]",
    routes.map((route) => route.quietMs),
  );
  const poisonLimits = arrayParameter(
    sql,
    "int[]",
    routes.map((route) => route.poisonLimit),
  );
  const isExpired = sql`state = 'running' AND lease_until < now() - ${leaseGraceMs} * interval '1 ms'`;
  // From the messages that are stored, one by one: joined in any other way the whole ledger would be read, every two seconds.
  const { count } = await sql`
    WITH expired AS MATERIALIZED (
      SELECT e.message_id FROM message_body b CROSS JOIN LATERAL (
        SELECT message_id FROM delivery WHERE message_id = b.message_id AND ${isExpired} OFFSET 0) AS e
    )
    UPDATE delivery d SET state = 'waiting', reason = 'its worker died', fence = NULL, lease_until = NULL, changed_at = now(),
      next_attempt_at = d.lease_until + coalesce((${quietMs}::int[])[array_position(${names}::text[], d.route)], 0) * interval '1 ms',
      doubt_since = coalesce(d.doubt_since, d.lease_until),
      suspect = d.suspect OR coalesce(d.barren + 1 >= (${poisonLimits}::int[])[array_position(${names}::text[], d.route)], false)
    WHERE message_id = ANY(ARRAY(SELECT message_id FROM expired)) AND ${isExpired}`;
  return count;
}

/**
 * Returns deliveries whose retry token seems lost: long queued on routes whose retry queue is empty. If the token was
 * only slow, one of the two claims the delivery and the other is stale.
 */
export async function returnLostTokens(
  sql: Sql,
  isEmpty: (route: string, suspect: boolean) => Promise<boolean>,
): Promise<number> {
  const routes = await sql<{ route: string; suspect: boolean }[]>`
    SELECT DISTINCT route, suspect FROM delivery
    WHERE queued_at < now() - ${queuedTooLongMs} * interval '1 ms' AND state = 'queued'`;
  let returned = 0;
  for (const { route, suspect } of routes) {
    if (!(await isEmpty(route, suspect))) continue;
    const { count } = await sql`
      UPDATE delivery SET state = 'waiting', next_attempt_at = now(), queued_at = NULL, reason = 'its token was lost'
      WHERE route = ${route} AND suspect = ${suspect} AND state = 'queued' AND queued_at < now() - ${queuedTooLongMs} * interval '1 ms'`;
    returned += count;
  }
  return returned;
}

/** Publishes accepted messages again whose confirm never came, under the same id. */
export function republishUnconfirmed(sql: Sql, publish: MessagePublisher): Promise<number> {
  return transaction(sql, async (tx) => {
    const rows = await tx<{ id: string; envelope: string; body: Buffer }[]>`
      SELECT message_id AS id, envelope, body FROM outbox
      WHERE created_at < now() - ${unconfirmedTooLongMs} * interval '1 ms'
      ORDER BY message_id LIMIT 100 FOR UPDATE SKIP LOCKED`;
    const results = await Promise.all(
      rows.map(async ({ id, envelope: text, body }) => {
        const { envelope, routes, shadows, ...stored } = readEnvelope(text);
        const message: Publication = { ...envelope, data: undefined };
        const draft = { message, contentType: "application/json", body, ...stored };
        return { id, result: await publish({ id, draft, routes, shadows }) };
      }),
    );
    const stored = results.filter(({ result }) => result === "stored").map(({ id }) => id);
    if (stored.length > 0) await tx`DELETE FROM outbox WHERE message_id = ANY(${stored}::uuid[])`;
    return stored.length;
  });
}

/** Forgets vendor calls whose deliveries are settled, as far as their messages are forgotten too. */
export async function dropSettledBatches(sql: Sql): Promise<number> {
  const { count } = await sql`
    DELETE FROM batch b
    WHERE claimed_at < now() - ${settledBodiesMs} * interval '1 ms' AND NOT EXISTS (
      SELECT FROM delivery d
      WHERE d.message_id = ANY(b.members) AND d.route = b.route AND d.batch_id = b.id
        AND d.state NOT IN ('applied', 'unchanged', 'superseded'))`;
  return count;
}

/** Removes the bytes of messages that are settled everywhere; what an operator discarded can still be restored. */
export async function dropSettledBodies(sql: Sql): Promise<number> {
  const { count } = await sql`
    DELETE FROM message_body b
    WHERE stored_at < now() - ${settledBodiesMs} * interval '1 ms' AND NOT EXISTS (
      SELECT FROM delivery d
      WHERE d.message_id = b.message_id AND d.state NOT IN ('applied', 'unchanged', 'superseded'))
    -- A replay has fetched it from the journal and not released it yet.
    AND NOT EXISTS (SELECT FROM replay_item i WHERE i.message_id = b.message_id AND i.state = 'pending')`;
  return count;
}
