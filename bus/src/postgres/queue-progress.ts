import type { Sql } from "postgres";
import { timeOfUuid } from "./partitions.ts";
import { pausedTargets } from "./pauses.ts";

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

/** Tells of a route whether its workers hold tokens back in memory: its vendor is down or wants to be left alone, or it is paused. */
export async function heldRoutes(sql: Sql): Promise<(route: string) => boolean> {
  const rows = await sql<{ connection: string }[]>`
    SELECT connection FROM governor WHERE key = '' AND attention AND state::jsonb #>> '{door,is}' <> 'open'`;
  const held = new Set([...rows.map(({ connection }) => connection), ...(await pausedTargets(sql))]);
  return (route) => held.has(route) || held.has(route.slice(0, route.indexOf(".")));
}
