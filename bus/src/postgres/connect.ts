import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import * as schema from "./schema.ts";

/**
 * One pool, seen through drizzle for ordinary queries and through postgres.js for the hot, prepared statements.
 * drizzle turns off the pool's own conversion of times: raw statements give and take them as ISO text.
 */
export type Database = {
  readonly sql: Sql;
  readonly orm: PostgresJsDatabase<typeof schema>;
  readonly close: () => Promise<void>;
};

/** Opens a pool; connections are made on first use, and made again after they break. */
export function openDatabase({
  url,
  connections = 8,
  name,
}: {
  url: string;
  connections?: number;
  name: string;
}): Database {
  const sql = postgres(url, {
    max: connections,
    connect_timeout: 5,
    // Seconds between tries to connect; the default grows to twenty, and an outage would last that much longer.
    backoff: (tries) => Math.min(0.1 * 2 ** tries, 2),
    // Idle connections stay: the first delivery after a quiet hour should not wait for a handshake.
    connection: { application_name: name, statement_timeout: 30_000 },
    onnotice: () => undefined,
  });
  return { sql, orm: drizzle(sql, { schema }), close: () => sql.end({ timeout: 5 }) };
}
