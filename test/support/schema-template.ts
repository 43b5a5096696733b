import { randomBytes } from "node:crypto";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { onServer, withPath } from "./on-server.ts";

/** A database with this version's schema, which nobody connects to: tests copy it, a fifth of the work of migrating. */
export type SchemaTemplate = { readonly name: string; readonly drop: () => Promise<void> };

/** Makes one on the server of this database. */
export async function makeSchemaTemplate(url: string): Promise<SchemaTemplate> {
  const name = `test-schema-${randomBytes(6).toString("hex")}`;
  await onServer(url, `CREATE DATABASE "${name}"`);
  await migrate(withPath(url, name));
  // Not even the server's own housekeeping: a database that somebody is connected to cannot be copied.
  await onServer(url, `ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
  return { name, drop: () => onServer(url, `DROP DATABASE IF EXISTS "${name}"`) };
}
