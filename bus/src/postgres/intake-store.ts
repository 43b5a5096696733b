import type { Sql } from "postgres";
import type { IntakeRow, IntakeStore, Registered } from "../intake/store.ts";
import { writeArray } from "./array-types.ts";
import { chooseRoutes } from "./assignments.ts";
import { arrayParameter, type ArrayElement, type ArrayType } from "./array-parameter.ts";
import { endingKeys } from "./keys/ending-keys.ts";
import { watching, type NoticesFor } from "./notices/watch.ts";
import { inOnePiece } from "./one-piece.ts";
import type { Querying } from "./operations/querying.ts";
import { writeEnvelope } from "./stored-envelope.ts";

/** The intake in Postgres: a row for ever (within retention), and an outbox row until the broker has confirmed; and a watch for whoever wants notices. */
export function postgresIntakeStore(sql: Sql, noticesFor: NoticesFor = () => []): IntakeStore {
  return {
    register: async (rows) => registerRows(sql, await chooseRoutes(sql, rows), noticesFor),
    async confirm(ids) {
      // Not waited for until it is on disk: a row that comes back after a crash is published again, under the same id.
      await sql`
        DELETE FROM outbox WHERE message_id = ANY(${arrayParameter(sql, "uuid[]", ids.toSorted())}::uuid[])
          AND (SELECT set_config('synchronous_commit', 'off', true)) = 'off'`;
    },
  };
}

/** Registers rows whose routes are chosen, on the pool or in a transaction. */
export async function registerRows(
  sql: Querying,
  rows: readonly IntakeRow[],
  noticesFor: NoticesFor,
): Promise<Registered[]> {
  const sorted = rows.toSorted(bySourceId);
  const column = (type: ArrayType, pick: (row: IntakeRow) => ArrayElement) =>
    arrayParameter(sql, type, sorted.map(pick));
  const bodies = inOnePiece(sorted.map(({ draft }) => draft.body));
  const fresh = await sql<{ id: string }[]>`
    WITH given AS (
      SELECT * FROM unnest(
        ${column("uuid[]", ({ id }) => id)}::uuid[],
        ${column("text[]", ({ draft }) => draft.message.source)}::text[],
        ${column("text[]", ({ draft }) => draft.message.sourceId)}::text[],
        ${column("text[]", ({ draft }) => draft.message.type)}::text[],
        ${column("text[]", ({ entityKey }) => entityKey)}::text[],
        ${column("bytea[]", ({ digest }) => digest)}::bytea[],
        ${column("text[]", ({ routes }) => writeArray(routes))}::text[],
        ${column("uuid[]", ({ causationId }) => causationId ?? null)}::uuid[],
        ${column("text[]", ({ draft }) => draft.message.extensions.traceparent?.toString() ?? null)}::text[],
        ${column("text[]", envelopeText)}::text[],
        ${arrayParameter(sql, "int[]", bodies.starts)}::int[],
        ${arrayParameter(sql, "int[]", bodies.lengths)}::int[]
      ) AS g(id, source, source_id, type, entity_key, digest, routes, causation_id, traceparent, envelope, body_start,
             body_bytes)
    ), registered AS (
      INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes, causation_id, traceparent)
      SELECT id, source, source_id, type, entity_key, digest, routes::text[], causation_id, traceparent
      FROM given
      ON CONFLICT (source, source_id) DO NOTHING
      RETURNING id
    ), outboxed AS (
      INSERT INTO outbox (message_id, envelope, body)
      SELECT id, envelope, substr(${bodies.bytes}::bytea, body_start, body_bytes) FROM given WHERE id IN (SELECT id FROM registered)
    )${watching(
      sql,
      sorted.map(({ id, draft: { message } }) => ({ id, message })),
      noticesFor,
    )}${endingKeys(sql, sorted)}
    SELECT id FROM registered`;
  const freshIds = new Set(fresh.map(({ id }) => id));
  const known =
    freshIds.size < rows.length
      ? await lookUp(
          sql,
          rows.filter(({ id }) => !freshIds.has(id)),
        )
      : new Map<string, Known>();
  return rows.map((row) => {
    if (freshIds.has(row.id))
      return { id: row.id, fresh: true, routes: row.routes, confirmed: false, sameDigest: true };
    const before = known.get(keyOf(row));
    if (!before) throw new Error(`intake of ${keyOf(row)} was removed while it was being repeated`);
    const { id, routes, confirmed, digest } = before;
    return { id, fresh: false, routes, confirmed, sameDigest: Buffer.from(row.digest).equals(digest) };
  });
}

type Known = {
  id: string;
  source: string;
  sourceId: string;
  routes: string[];
  digest: Buffer;
  confirmed: boolean;
};

async function lookUp(sql: Querying, rows: readonly IntakeRow[]): Promise<Map<string, Known>> {
  const sources = arrayParameter(
    sql,
    "text[]",
    rows.map(({ draft }) => draft.message.source),
  );
  const sourceIds = arrayParameter(
    sql,
    "text[]",
    rows.map(({ draft }) => draft.message.sourceId),
  );
  const found = await sql<Known[]>`
    SELECT i.id, i.source, i.source_id AS "sourceId", i.routes, i.digest,
           NOT EXISTS (SELECT FROM outbox o WHERE o.message_id = i.id) AS confirmed
    FROM unnest(${sources}::text[], ${sourceIds}::text[]) AS g(source, source_id)
    JOIN intake i ON i.source = g.source AND i.source_id = g.source_id`;
  return new Map(found.map((row) => [`${row.source}\n${row.sourceId}`, row]));
}

const keyOf = ({ draft }: IntakeRow): string => `${draft.message.source}\n${draft.message.sourceId}`;

/** One order of locks for every batch, else two batches with the same ids could wait for each other. */
const bySourceId = (a: IntakeRow, b: IntakeRow): number => (keyOf(a) < keyOf(b) ? -1 : 1);

function envelopeText({ id, draft, routes, shadows }: IntakeRow): string {
  const { data: _data, ...attributes } = draft.message;
  return writeEnvelope({
    envelope: { ...attributes, id },
    routes,
    ...(shadows && { shadows }),
    ...(draft.stored && { stored: draft.stored }),
  });
}
