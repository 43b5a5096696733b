import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type { Sql } from "postgres";
import * as schema from "./schema.ts";

/** The pool seen through drizzle, for queries that are put together from parts. */
export type Orm = PostgresJsDatabase<typeof schema>;

/**
 * Wraps a pool. Only what serves people does so: drizzle costs a process a hundred megabytes and a third of its start,
 * which a worker has no use for.
 */
export function ormOf(sql: Sql): Orm {
  return drizzle(sql, { schema });
}
