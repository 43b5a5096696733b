import type { Sql } from "postgres";
import { timeOfUuid } from "./partitions.ts";

/**
 * When the newest message was accepted (milliseconds since 1970) whose token a worker of the route has looked at: has
 * claimed, or where the route keeps a strict order, parked.
 */
export async function reachedBy(sql: Sql, route: string, isLaned: boolean): Promise<number | undefined> {
  const [row] = await sql<{ id: string }[]>`
    SELECT message_id AS id FROM delivery
    WHERE route = ${route} AND (starts > 0 OR ${isLaned}) ORDER BY message_id DESC LIMIT 1`;
  return row && timeOfUuid(row.id);
}

/** Connections whose workers hold tokens back in memory, because their vendor is down or wants to be left alone. */
export async function heldConnections(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ connection: string }[]>`
    SELECT connection FROM governor WHERE key = '' AND attention AND state::jsonb #>> '{door,is}' <> 'open'`;
  return new Set(rows.map(({ connection }) => connection));
}
