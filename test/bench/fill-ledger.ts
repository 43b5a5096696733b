import postgres from "postgres";
import { prepareDatabase } from "./note-bus.ts";

const chunk = 500_000;

/** Fills a new database's ledger with deliveries that were applied today, as many as that, and their attempts. */
export async function fillLedger(databaseUrl: string, rows: number): Promise<void> {
  await prepareDatabase(databaseUrl);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  for (let from = 0; from < rows; from += chunk) {
    const to = Math.min(from + chunk, rows);
    await sql`
      WITH ids AS (
        SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0')
                || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid AS id, at
        FROM generate_series(${from + 1}::bigint, ${to}::bigint) AS n,
             LATERAL (SELECT date_trunc('day', now(), 'UTC') + (now() - date_trunc('day', now(), 'UTC')) * (n::float8 / ${rows + 1}) AS at)
      ), delivered AS (
        INSERT INTO delivery (message_id, route, state, starts, worker, vendor_reference, changed_at, settled_at)
        SELECT id, 'note-0.take', 'applied', 1, 'bench worker', '200', at, at FROM ids
      )
      INSERT INTO attempt (message_id, route, n, generation, started_at, duration_ms, outcome, worker, adapter_version)
      SELECT id, 'note-0.take', 1, 0, at, 12, 'applied', 'bench worker', '1' FROM ids`;
  }
  await sql`VACUUM (ANALYZE) delivery`;
  await sql`VACUUM (ANALYZE) attempt`;
  await sql`CHECKPOINT`;
  await sql.end();
}
