import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import postgres, { type Sql } from "postgres";

/** What can be said of a database without changing it. */
export type DatabaseReport = {
  readonly version: string;
  readonly migrations: { readonly applied: number; readonly known: number };
  /** Whether a commit waits for a second server, so that a failover loses nothing. */
  readonly synchronous: boolean;
  /** The database's clock minus ours; leases and due times are the database's. */
  readonly clockAheadMs: number;
};

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** Asks a database about itself. @throws where it cannot be reached */
export async function inspectDatabase(url: string): Promise<DatabaseReport> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    // The first query also connects, which would count as a slow clock.
    const [server] = await sql<{ version: string; standbys: string }[]>`
      SELECT current_setting('server_version') AS version, current_setting('synchronous_standby_names') AS standbys`;
    return {
      version: server?.version ?? "unknown",
      migrations: {
        applied: await appliedMigrations(sql),
        known: readMigrationFiles({ migrationsFolder }).length,
      },
      synchronous: (server?.standbys ?? "") !== "",
      clockAheadMs: await clockAhead(sql),
    };
  } finally {
    await sql.end({ timeout: 2 });
  }
}

async function appliedMigrations(sql: Sql): Promise<number> {
  const [table] = await sql<
    { found: string | null }[]
  >`SELECT to_regclass('drizzle.__drizzle_migrations')::text AS found`;
  if (!table?.found) return 0;
  const [row] = await sql<
    { count: number }[]
  >`SELECT count(*)::int AS count FROM drizzle.__drizzle_migrations`;
  return row?.count ?? 0;
}

async function clockAhead(sql: Sql): Promise<number> {
  const askedAt = Date.now();
  const [row] = await sql<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  const answeredAt = Date.now();
  return (row?.now.getTime() ?? answeredAt) - (askedAt + answeredAt) / 2;
}
