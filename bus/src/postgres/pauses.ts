import type { Sql } from "postgres";
import type { Querying } from "./operations/querying.ts";

/** What is paused: ids of connections, and names of routes. */
export async function pausedTargets(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ target: string }[]>`SELECT target FROM pause`;
  return new Set(rows.map(({ target }) => target));
}

/** Whether the route that a column names is paused, by itself or with its connection. */
export const isPaused = (sql: Querying, route: ReturnType<Sql>) => sql`
  EXISTS (SELECT FROM pause WHERE pause.target IN (${route}, split_part(${route}, '.', 1)))`;
