import { createHash } from "node:crypto";
import postgres from "postgres";
import { prepareDatabase } from "./note-bus.ts";
import { hashOf, searchKeyOf } from "../../bus/src/postgres/search-hash.ts";
import { arraysAsText } from "../../bus/src/postgres/array-types.ts";

const chunk = 50_000;
const groups = 300;

/** The id of the group that has most of them. */
export const largestGroup = idOf(0);

/** Which value of an indexed path the n-th failure has. */
export const orderOf = (n: number): string => `ord-${n}`;

/**
 * Fills a database, new or with other failures, with failures of 3 KB in 300 groups (the largest has a fifth of them), on 40 routes of ten connections, of the
 * last 24 hours, in all states. Without triggers, which would take minutes: what they write is written beside.
 */
export async function fillFailures(databaseUrl: string, rows: number): Promise<void> {
  await prepareDatabase(databaseUrl);
  const sql = postgres(databaseUrl, {
    max: 1,
    fetch_types: false,
    types: arraysAsText,
    onnotice: () => undefined,
  });
  await sql`SET session_replication_role = replica`;
  await sql`SET synchronous_commit = off`;
  await sql`
    INSERT INTO failure_group (id, adapter, operation, code, title)
    SELECT md5('group' || g)::uuid, 'conn-' || g % 40 % 10, 'op' || g % 40, 'code-' || g % 60, 'Refused for cause ' || g
    FROM generate_series(0, ${groups - 1}) AS g`;
  const key = await searchKeyOf(sql);
  for (let from = 1; from <= rows; from += chunk) {
    const to = Math.min(from + chunk - 1, rows);
    const hashes = Array.from({ length: to - from + 1 }, (_, n) =>
      hashOf(key, { path: "orderId", value: orderOf(from + n) }),
    );
    await fillChunk(sql, { from, to, rows }, hashes);
  }
  await sql`
    INSERT INTO failure_count SELECT group_id, count(*), max(last_failed_at) FROM failure WHERE state <> 'discarded' GROUP BY 1
    ON CONFLICT DO NOTHING`;
  await sql`
    INSERT INTO failure_hour SELECT group_id, date_trunc('hour', last_failed_at, 'UTC'), count(*) FROM failure GROUP BY 1, 2
    ON CONFLICT DO NOTHING`;
  for (const table of ["delivery", "intake", "failure", "indexed_value", "failure_hour", "failure_group"])
    await sql.unsafe(`VACUUM (ANALYZE) ${table}`);
  await sql`CHECKPOINT`;
  await sql.end();
}

/** As the statements make it: the MD5 of its name. */
function idOf(group: number): string {
  const hex = createHash("md5").update(`group${group}`).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

type Chunk = { readonly from: number; readonly to: number; readonly rows: number };

const fillChunk = (sql: postgres.Sql, { from, to, rows }: Chunk, hashes: readonly string[]) => sql`
  WITH seed AS MATERIALIZED (
    SELECT n, at, g, md5('group' || g)::uuid AS group_id, 'conn-' || g % 40 % 10 || '.op' || g % 40 AS route,
           'type-' || g % 8 || '.v1' AS type, 'entity-' || n / 3 AS entity_key, 1 + n % 7 * (n % 5) AS attempts,
           CASE WHEN n % 100 < 90 THEN 'dead' WHEN n % 100 < 94 THEN 'waiting' WHEN n % 100 < 98 THEN 'blocked'
                WHEN n % 100 < 99 THEN 'inDoubt' ELSE 'discarded' END AS state,
           (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
            || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid AS id
    FROM generate_series(${from}::int, ${to}::int) AS n,
         LATERAL (SELECT now() - interval '24 hours' * (1 - n::float8 / ${rows + 1}) AS at,
                         floor(${groups} * power((hashint4(n) & 1048575) / 1048576.0, 3.5))::int AS g) AS drawn
  ), delivered AS (
    INSERT INTO delivery (message_id, route, state, starts, attempts, error_code, error_message, group_id, first_failed_at, last_failed_at)
    SELECT id, route, state, attempts, attempts, 'code-' || g % 60, 'Refused for cause ' || g || ' of order ' || n, group_id, at, at FROM seed
  ), bodies AS (
    INSERT INTO message_body (message_id, envelope, content_type, body)
    SELECT id, '{}', 'application/json', convert_to(repeat(md5(n::text), 96), 'UTF8') FROM seed
  ), taken_in AS (
    INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
    SELECT id, '/bench', n::text, type, entity_key, '', ARRAY[route] FROM seed
  ), hashed AS (
    INSERT INTO indexed_value SELECT id, (${sql.array([...hashes], 1016)}::bigint[])[n - ${from} + 1] FROM seed
  )
  INSERT INTO failure
  SELECT id, route, failure_state(state), attempts, type, entity_key, 'code-' || g % 60, 'Refused for cause ' || g || ' of order ' || n,
         group_id, NULL, at FROM seed`;
