import { deliveryId } from "../../operations/delivery-id.ts";
import { laneId, type LaneKey } from "../../operations/lane-id.ts";
import type { LaneDetail, LaneHead, LanePlace, LaneView } from "../../operations/lanes.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";
import type { Querying } from "./querying.ts";

/** The first places of a lane are enough to see what waits in it. */
const shownPlaces = 50;

/** A head with its lane, as the database gives it. */
export type LaneRow = Omit<LaneHead, "id" | "error"> & {
  readonly group: string;
  readonly key: string;
  readonly depth: number;
  readonly pos: string;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
};

/** A query of all heads, to which more conditions may be added. */
export const heads = (sql: Querying) => sql`
  SELECT p.lane_group AS group, p.key, l.depth, p.pos, p.parked_at AS "parkedAt",
         greatest(0, extract(epoch FROM now() - p.parked_at))::int AS "ageSeconds", d.message_id AS "messageId", d.route,
         d.state, d.attempts, d.error_code AS "errorCode", d.error_message AS "errorMessage", d.reason,
         d.next_attempt_at AS "nextAttemptAt"
  FROM parked p
  JOIN lane l ON l.lane_group = p.lane_group AND l.key = p.key
  JOIN delivery d ON d.message_id = p.message_id AND d.route = p.route
  WHERE NOT EXISTS (SELECT FROM parked e WHERE e.lane_group = p.lane_group AND e.key = p.key AND e.pos < p.pos)`;

/** A row as operators see it. */
export function viewOf({
  group,
  key,
  depth,
  pos: _pos,
  errorCode,
  errorMessage,
  ...head
}: LaneRow): LaneView {
  return {
    id: laneId({ group, key }),
    group,
    connection: group.slice(0, group.indexOf(".")),
    key,
    depth,
    head: {
      ...head,
      id: deliveryId(head),
      error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" },
      parkedAt: rfc3339(head.parkedAt),
      nextAttemptAt: rfc3339OrNull(head.nextAttemptAt),
    },
  };
}

/** A lane with its first places; undefined where nothing stands in it. */
export async function findLane(sql: Querying, { group, key }: LaneKey): Promise<LaneDetail | undefined> {
  const [row] = await sql<LaneRow[]>`${heads(sql)} AND p.lane_group = ${group} AND p.key = ${key}`;
  return row && { ...viewOf(row), places: await placesOf(sql, { group, key }) };
}

async function placesOf(sql: Querying, { group, key }: LaneKey): Promise<readonly LanePlace[]> {
  const rows = await sql<Omit<LanePlace, "id">[]>`
    SELECT p.message_id AS "messageId", p.route, d.state, p.parked_at AS "parkedAt"
    FROM parked p JOIN delivery d ON d.message_id = p.message_id AND d.route = p.route
    WHERE p.lane_group = ${group} AND p.key = ${key} ORDER BY p.pos LIMIT ${shownPlaces}`;
  return rows.map((row) => ({ ...row, id: deliveryId(row), parkedAt: rfc3339(row.parkedAt) }));
}
