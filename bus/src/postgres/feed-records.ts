import type { Sql, TransactionSql } from "postgres";
import type { Token } from "../delivery/token.ts";
import { columnsOf } from "./columns-of.ts";
import { storeBodies } from "./reconcile.ts";
import { transaction } from "./transaction.ts";

/** A replay that is being fed from the journal. */
export type Feeding = {
  readonly id: string;
  readonly kind: "backfill" | "reapply";
  readonly route: string;
  /** As it was asked for, as JSON. */
  readonly selection: string;
  /** What of the journal it has read, the last offset included; null before the first. */
  readonly readTo: number | null;
  /** The oldest message that it needs; null where it knows of none. */
  readonly oldest: string | null;
};

/** So many messages lie ready for the pump; more would only fill the database. */
const stock = 2_000;

/** The replays that run and want more of the journal. */
export function hungryFeeds(sql: Sql): Promise<readonly Feeding[]> {
  return sql<Feeding[]>`
    SELECT r.id, r.kind, r.routes[1] AS route, r.selection, r.read_to::float8 AS "readTo",
           (SELECT i.message_id FROM replay_item i WHERE i.replay_id = r.id ORDER BY i.message_id LIMIT 1) AS oldest
    FROM replay r WHERE r.finished_at IS NULL AND r.reading AND r.state = 'running' AND (
      SELECT count(*) FROM (
        SELECT FROM replay_item i JOIN message_body b ON b.message_id = i.message_id
        WHERE i.replay_id = r.id AND i.state = 'pending' LIMIT ${stock}) AS ready) < ${stock}`;
}

/** A message for a replay: ready, or the reason why not. */
export type Fed = { readonly token: Token; readonly skip?: string | undefined };

/**
 * Notes a stretch of the journal: items, bytes and how far it was read are one commit, so that a process that dies reads on
 * from there. Gives whether more is wanted.
 */
export function noteFed(
  sql: Sql,
  { id, kind, route }: Feeding,
  fed: readonly Fed[],
  { readTo, isEnd }: { readonly readTo: number | null; readonly isEnd: boolean },
): Promise<boolean> {
  return transaction(sql, async (tx) => {
    const [open] = await tx`SELECT FROM replay WHERE id = ${id} AND state = 'running' AND reading FOR UPDATE`;
    if (!open) return false;
    const sendable = fed.filter(({ skip }) => skip === undefined).map(({ token }) => ({ token }));
    if (sendable.length > 0) await storeBodies(tx, sendable);
    if (kind === "backfill" && fed.length > 0) {
      const column = columnsOf(tx, fed);
      await tx`
        INSERT INTO replay_item (replay_id, message_id, route, state, reason)
        SELECT ${id}, g.id, ${route}, CASE WHEN g.skip IS NULL THEN 'pending' ELSE 'skipped' END, g.skip
        FROM unnest(
          ${column("uuid[]", ({ token }) => token.envelope.id)}::uuid[],
          ${column("text[]", ({ skip }) => skip ?? null)}::text[]
        ) AS g(id, skip)
        ON CONFLICT DO NOTHING`;
    }
    await tx`
      UPDATE replay SET read_to = coalesce(${readTo}::bigint, read_to), reading = ${!isEnd} WHERE id = ${id}`;
    return !isEnd && isHungry(tx, id, kind);
  });
}

/** Whether more is to be read; a re-apply knows what it needs, and is done with the journal once it has that. */
async function isHungry(tx: TransactionSql, id: string, kind: Feeding["kind"]): Promise<boolean> {
  const [items] = await tx<{ ready: number; wanting: number }[]>`
    SELECT count(b.message_id)::int AS ready, (count(*) - count(b.message_id))::int AS wanting
    FROM replay_item i LEFT JOIN message_body b ON b.message_id = i.message_id
    WHERE i.replay_id = ${id} AND i.state = 'pending'`;
  const { ready = 0, wanting = 0 } = items ?? {};
  if (kind === "backfill" || wanting > 0) return ready < stock;
  await tx`UPDATE replay SET reading = false WHERE id = ${id}`;
  return false;
}

/** Of these messages those that a re-apply waits for. */
export async function wantedOf(
  sql: Sql,
  { id }: Feeding,
  tokens: readonly Token[],
): Promise<ReadonlySet<string>> {
  const column = columnsOf(sql, tokens);
  const rows = await sql<{ id: string }[]>`
    SELECT message_id AS id FROM replay_item
    WHERE replay_id = ${id} AND state = 'pending' AND message_id = ANY(${column("uuid[]", ({ envelope }) => envelope.id)}::uuid[])`;
  return new Set(rows.map((row) => row.id));
}

/** What the ledger has of these messages on a route, by message. */
export async function statesOn(
  sql: Sql,
  route: string,
  tokens: readonly Token[],
): Promise<ReadonlyMap<string, string>> {
  const column = columnsOf(sql, tokens);
  const rows = await sql<{ id: string; state: string }[]>`
    SELECT message_id AS id, state FROM delivery
    WHERE route = ${route} AND message_id = ANY(${column("uuid[]", ({ envelope }) => envelope.id)}::uuid[])`;
  return new Map(rows.map(({ id, state }) => [id, state]));
}
