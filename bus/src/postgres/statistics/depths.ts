import type { Sql } from "postgres";
import type { StepDepth } from "../../statistics/counts.ts";
import type { Depth } from "../../statistics/depth.ts";
import { spans, spansOf, type Window } from "../../statistics/window.ts";
import { arrayParameter } from "../array-parameter.ts";
import { ofRoutes, stepOf, within, type CountsOf } from "./in-window.ts";

/**
 * Whether it is this scheduler's turn to look at the queues: nobody has for so long. It is taken before the broker is asked, and
 * without a transaction around that: who dies meanwhile leaves the next turn to another, and a gap of one look.
 */
export async function takeTurnToLook(sql: Sql, afterMs: number): Promise<boolean> {
  const { count } = await sql`
    UPDATE depth_mark SET looked_at = now() WHERE looked_at < now() - ${afterMs} * interval '1 ms'`;
  return count > 0;
}

/** Adds a look to its minute, its five minutes and its hour, which keep the most that was seen; and forgets what is old. */
export async function noteDepths(sql: Sql, depths: ReadonlyMap<string, Depth>): Promise<void> {
  const of = (part: (depth: Depth) => number) => arrayParameter(sql, "int[]", [...depths.values()].map(part));
  const minutes = arrayParameter(
    sql,
    "int[]",
    spans.map(({ minutes: span }) => span),
  );
  await sql`
    INSERT INTO route_depth AS d (span, start, route, ready, in_line, retrying, stopped, in_flight, waiting_least)
    SELECT s.span, date_bin(make_interval(mins => s.span), now(), 'epoch'::timestamptz), l.*, l.ready + l.in_line
    FROM unnest(${minutes}::int[]) AS s(span), unnest(${arrayParameter(sql, "text[]", [...depths.keys()])}::text[],
      ${of(({ ready }) => ready)}::int[], ${of(({ inLine }) => inLine)}::int[], ${of(({ retrying }) => retrying)}::int[],
      ${of(({ stopped }) => stopped)}::int[], ${of(({ inFlight }) => inFlight)}::int[]
    ) AS l(route, ready, in_line, retrying, stopped, in_flight)
    ON CONFLICT (span, start, route) DO UPDATE SET
      ready = greatest(d.ready, excluded.ready), in_line = greatest(d.in_line, excluded.in_line),
      retrying = greatest(d.retrying, excluded.retrying), stopped = greatest(d.stopped, excluded.stopped),
      in_flight = greatest(d.in_flight, excluded.in_flight), waiting_least = least(d.waiting_least, excluded.waiting_least)`;
  for (const { minutes: span, keptMs } of spans)
    await sql`DELETE FROM route_depth WHERE span = ${span} AND start < now() - ${keptMs} * interval '1 ms'`;
}

/** What was seen in the steps of a window: of each route the most, and of several the sum of that. */
export const readDepths = (sql: Sql, window: Window, of: CountsOf): Promise<readonly StepDepth[]> => sql<
  StepDepth[]
>`
    SELECT step, sum(ready)::int AS ready, sum(in_line)::int AS "inLine", sum(retrying)::int AS retrying,
      sum(stopped)::int AS stopped, sum(in_flight)::int AS "inFlight"
    FROM (
      SELECT ${stepOf(sql, window)} AS step, max(ready) AS ready, max(in_line) AS in_line, max(retrying) AS retrying,
        max(stopped) AS stopped, max(in_flight) AS in_flight
      FROM route_depth
      WHERE span = ${spansOf(window).count} AND ${within(sql, sql`start`, window)} AND ${ofRoutes(sql, of)}
      GROUP BY 1, route
    ) AS r GROUP BY step`;
