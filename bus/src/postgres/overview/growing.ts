import type { Sql } from "postgres";
import type { Attention } from "../../operations/overview.ts";
import { growthOf, growthWords, type WaitingMinute } from "../../statistics/growth.ts";
import { heldRoutes } from "../queue-progress.ts";

const lookedBackMinutes = 60;

/**
 * Routes on which more and more waits although they may send. Where nothing may be sent, or no worker has begun what waits, that is
 * listed already, and what waits grows because of it.
 */
export async function growingRoutes(sql: Sql, most: number): Promise<readonly Attention[]> {
  const rows = await sql<{ route: string; nowMs: number; minutes: readonly WaitingMinute[] }[]>`
    SELECT route, (extract(epoch FROM now()) * 1000)::float8 AS "nowMs",
      json_agg(json_build_object('atMs', extract(epoch FROM start) * 1000, 'waiting', waiting_least) ORDER BY start) AS minutes
    FROM route_depth d
    WHERE span = 1 AND start > now() - ${lookedBackMinutes} * interval '1 minute'
      AND NOT EXISTS (SELECT FROM alert a WHERE a.key = 'backlog:' || d.route AND a.ended_at IS NULL)
    GROUP BY route ORDER BY route`;
  const growing = rows.flatMap(({ route, nowMs, minutes }) => {
    const growth = growthOf(minutes, nowMs);
    return growth ? { route, growth } : [];
  });
  if (growing.length === 0) return [];
  const isHeld = await heldRoutes(sql);
  return growing
    .filter(({ route }) => !isHeld(route))
    .slice(0, most)
    .map(({ route, growth }) => ({
      kind: "growing",
      subject: route,
      since: new Date(growth.sinceMs).toISOString(),
      words: growthWords(growth),
      ids: { route, connection: route.split(".")[0] ?? route },
    }));
}
