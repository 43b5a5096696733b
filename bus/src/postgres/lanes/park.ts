import type { Arrival, Head, Parking, ParkTerms } from "../../lanes/lane-store.ts";
import { arrayParameter, type ArrayElement, type ArrayType } from "../array-parameter.ts";
import type { Querying } from "../operations/querying.ts";
import { writeEnvelope } from "../stored-envelope.ts";
import { takenMs } from "./taken.ts";

type Row = { readonly key: string | null; readonly depth: number | null; readonly nth: number | null };

/**
 * One committed statement. Why two parkers at once, one of them a zombie, give no wrong order:
 *
 * - Each handles one stretch of the queue in its order, batch after batch. Whoever handles a message has handled its
 *   forerunners, or they were acked, hence committed, before.
 * - The row in the ledger decides whose a delivery is: of two inserts one waits for the other's commit, and then gives no
 *   place. Rows are inserted sorted by id, as everywhere, so that two batches never wait for each other.
 * - A place's number is drawn after all of that, under the lock of its lane: `lanes` locks them, sorted, and `placed` has
 *   counted them all below its sort, above which the numbers are drawn. So within a lane the numbers rise in the order of
 *   the commits, and nobody ever gets a place before one that others can see.
 * - A forerunner's number is therefore always smaller: it was drawn by an earlier commit, or earlier in this statement.
 *
 * Nothing here joins what was parked with a table: of rows made by the statement itself Postgres expects one, and would
 * read all lanes for each.
 */
export async function park(
  sql: Querying,
  group: string,
  arrivals: readonly Arrival[],
  { cap, takeNew = false }: ParkTerms,
): Promise<Parking> {
  const column = (type: ArrayType, pick: (arrival: Arrival) => ArrayElement) =>
    arrayParameter(sql, type, arrivals.map(pick));
  const rows = await sql<Row[]>`
    WITH arrived AS MATERIALIZED (
      SELECT * FROM unnest(
        ${column("uuid[]", ({ token }) => token.envelope.id)}::uuid[],
        ${column("text[]", ({ route }) => route)}::text[],
        ${column("text[]", ({ key }) => key)}::text[],
        ${column("text[]", ({ token }) => writeEnvelope(token))}::text[],
        ${column("text[]", ({ token }) => token.contentType)}::text[],
        ${column("bytea[]", ({ token }) => token.body)}::bytea[]
      ) WITH ORDINALITY AS a(message_id, route, key, envelope, content_type, body, n)
    ), full_lane AS MATERIALIZED (
      SELECT a.key, coalesce(l.depth, 0) AS depth FROM (SELECT key, count(*) AS n FROM arrived GROUP BY key) AS a
      LEFT JOIN LATERAL (SELECT depth FROM lane WHERE lane_group = ${group} AND lane.key = a.key OFFSET 0) AS l ON true
      WHERE coalesce(l.depth, 0) + a.n > ${cap} LIMIT 1
    ), fresh AS (
      INSERT INTO delivery (message_id, route, state)
      SELECT message_id, route, 'parked' FROM arrived WHERE NOT EXISTS (SELECT FROM full_lane)
      ORDER BY message_id, route
      ON CONFLICT (message_id, route) DO NOTHING
      RETURNING message_id, route
    ), parking AS MATERIALIZED (
      SELECT DISTINCT ON (a.message_id, a.route) a.* FROM fresh f
      JOIN arrived a ON a.message_id = f.message_id AND a.route = f.route
      ORDER BY a.message_id, a.route, a.n
    ), bodies AS (
      INSERT INTO message_body (message_id, envelope, content_type, body)
      SELECT DISTINCT ON (message_id) message_id, envelope, content_type, body FROM parking ORDER BY message_id
      ON CONFLICT (message_id) DO UPDATE SET stored_at = now()
    ), lanes AS (
      INSERT INTO lane AS l (lane_group, key, depth, ready_at)
      SELECT ${group}, key, count(*), now() + ${takeNew ? takenMs : 0} * interval '1 ms' FROM parking
      GROUP BY key ORDER BY key
      ON CONFLICT (lane_group, key) DO UPDATE SET depth = l.depth + excluded.depth
      -- Without a locker it was inserted, not updated.
      RETURNING key, xmax = 0 AS is_new
    ), placed AS (
      INSERT INTO parked (lane_group, key, message_id, route)
      SELECT ${group}, key, message_id, route FROM parking WHERE (SELECT count(*) FROM lanes) > 0
      ORDER BY n
    )
    SELECT key, depth, NULL::int AS nth FROM full_lane
    UNION ALL
    SELECT NULL, NULL, min(n)::int FROM parking
    WHERE ${takeNew} AND key = ANY(ARRAY(SELECT key FROM lanes WHERE is_new)) GROUP BY key`;
  return parkingOf(rows, arrivals, cap);
}

function parkingOf(rows: readonly Row[], arrivals: readonly Arrival[], cap: number): Parking {
  const full = rows.find(({ key }) => key !== null);
  if (full) return { kind: "full", key: full.key ?? "", depth: full.depth ?? cap };
  const firsts = rows.map(({ nth }) => nth ?? 0).toSorted((a, b) => a - b);
  return { kind: "parked", heads: firsts.flatMap((nth) => headOf(arrivals[nth - 1])) };
}

function headOf(arrival: Arrival | undefined): readonly Head[] {
  if (!arrival) return [];
  const { token, route, key } = arrival;
  return [{ key, route, token: { ...token, retry: { generation: 0, start: 0 } } }];
}
