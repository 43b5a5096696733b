import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { migrate } from "../../bus/src/postgres/migrate.ts";

/** A database with this version's schema, which nobody connects to: tests copy it, a fifth of the work of migrating. */
export type SchemaTemplate = { readonly name: string; readonly drop: () => Promise<void> };

/** Makes one on the server of this database. */
export async function makeSchemaTemplate(url: string): Promise<SchemaTemplate> {
  const name = `test-schema-${randomBytes(6).toString("hex")}`;
  await run(url, `CREATE DATABASE "${name}"`);
  await migrate(Object.assign(new URL(url), { pathname: `/${name}` }).href);
  // Not even the server's own housekeeping: a database that somebody is connected to cannot be copied.
  await run(url, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
  return { name, drop: () => run(url, `DROP DATABASE IF EXISTS "${name}"`) };
}

async function run(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}
