import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { ensurePartitions } from "./partitions.ts";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));
const lockId = 7_238_114;

/** Brings the database to this version's schema. Safe to run from several processes at once. */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    // drizzle takes no lock of its own.
    await sql`SELECT pg_advisory_lock(${lockId})`;
    await runMigrations(drizzle(sql), { migrationsFolder });
    await ensurePartitions(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
