import { orderCompleted } from "@spindlebus/contracts";
import postgres from "postgres";
import { writeEnvelope } from "../../bus/src/postgres/stored-envelope.ts";
import { newTraceparent } from "../../bus/src/trace.ts";
import { orderBody } from "./note-adapter.ts";

const route = "note-0.take";
const placeholder = "00000000-0000-0000-0000-000000000000";

/** Fills a ledger with orders that the vendor refused a moment ago, all of one group, with their bytes. */
export async function fillDead(databaseUrl: string, rows: number): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  const envelope = writeEnvelope({
    envelope: {
      id: placeholder,
      source: "/bench",
      sourceId: placeholder,
      type: orderCompleted.type,
      extensions: { traceparent: newTraceparent() },
    },
    routes: [route],
  });
  const body = orderBody(placeholder).toString();
  await sql`
    INSERT INTO failure_group (id, adapter, operation, code, title)
    VALUES (md5('bench')::uuid, 'note-0', 'take', 'closed', 'The programme is closed.')`;
  await sql`
    WITH seed AS MATERIALIZED (
      SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0')
        || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid AS id
      FROM generate_series(1, ${rows}::int) AS n
    ), taken_in AS (
      INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
      SELECT id, '/bench', id, ${orderCompleted.type}, id, ''::bytea, ARRAY[${route}] FROM seed
    ), bodies AS (
      INSERT INTO message_body (message_id, envelope, content_type, body)
      SELECT id, replace(${envelope}, ${placeholder}, id::text), 'application/json',
        convert_to(replace(${body}, ${placeholder}, id::text), 'UTF8') FROM seed
    )
    INSERT INTO delivery (message_id, route, state, starts, attempts, error_code, error_message, group_id, first_failed_at, last_failed_at)
    SELECT id, ${route}, 'dead', 1, 1, 'closed', 'The programme is closed.', md5('bench')::uuid, now(), now() FROM seed`;
  for (const table of ["delivery", "intake", "failure", "message_body"]) await sql.unsafe(`ANALYZE ${table}`);
  await sql.end();
}
