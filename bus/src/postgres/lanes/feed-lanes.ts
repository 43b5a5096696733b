import type { Sql } from "postgres";
import type { Feed } from "../../reconcile/ports.ts";
import { columnsOf } from "../columns-of.ts";
import type { Querying } from "../operations/querying.ts";
import { park } from "./park.ts";
import { transaction } from "../transaction.ts";

type LanedFeed = Feed & { readonly lane: NonNullable<Feed["lane"]> };

/** Parks lost deliveries at the end of their lanes, in the order given, and in doubt. Those without a lane are left out. */
export async function feedLanes(sql: Sql, feeds: readonly Feed[]): Promise<void> {
  const laned = feeds.flatMap((feed): readonly LanedFeed[] =>
    feed.lane ? [{ ...feed, lane: feed.lane }] : [],
  );
  for (const [group, ofGroup] of Map.groupBy(laned, ({ lane }) => lane.group)) {
    // One commit: nobody may see a head that is not in doubt yet.
    await transaction(sql, async (tx) => {
      const arrivals = ofGroup.map(({ message, route, lane }) => ({
        token: message.token,
        route,
        key: lane.key,
      }));
      // What was accepted long ago has its place, however full the lane is.
      await park(tx, group, arrivals, { cap: Number.MAX_SAFE_INTEGER });
      await doubt(tx, ofGroup);
      await delay(tx, group, ofGroup);
    });
  }
}

async function doubt(tx: Querying, feeds: readonly LanedFeed[]): Promise<void> {
  const column = columnsOf(tx, feeds);
  await tx`
    UPDATE delivery d SET doubt_since = to_timestamp(g.accepted_ms / 1000.0)
    FROM unnest(
      ${column("uuid[]", ({ message }) => message.token.envelope.id)}::uuid[],
      ${column("text[]", ({ route }) => route)}::text[],
      ${column("bigint[]", ({ message }) => message.acceptedAtMs)}::bigint[]
    ) AS g(id, route, accepted_ms)
    WHERE d.message_id = g.id AND d.route = g.route AND d.state = 'parked' AND d.doubt_since IS NULL`;
}

/** A lane waits as a whole, until nothing that was sent before can land any more. */
async function delay(tx: Querying, group: string, feeds: readonly LanedFeed[]): Promise<void> {
  const column = columnsOf(tx, feeds);
  await tx`
    UPDATE lane l SET ready_at = greatest(l.ready_at, now() + g.delay_ms * interval '1 ms')
    FROM (
      SELECT key, max(delay_ms) AS delay_ms
      FROM unnest(
        ${column("text[]", ({ lane }) => lane.key)}::text[],
        ${column("bigint[]", ({ delayMs }) => Math.ceil(delayMs))}::bigint[]
      ) AS f(key, delay_ms) GROUP BY key
    ) AS g
    WHERE l.lane_group = ${group} AND l.key = g.key`;
}
