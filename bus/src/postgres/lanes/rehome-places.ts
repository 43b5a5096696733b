import type { Sql, TransactionSql } from "postgres";
import { fingerprint } from "../../failures/fingerprint.ts";
import { arrayParameter } from "../array-parameter.ts";
import { routeGone } from "../route-gone.ts";
import { storeGroup } from "../store-group.ts";
import { transaction } from "../transaction.ts";

/** Where a route's deliveries stand now; one without a lane group needs no places. */
type Home = { readonly route: string; readonly laneGroup?: string };
type Place = { readonly laneGroup: string; readonly route: string };

/**
 * Brings the places of deliveries to where their routes are at home now, in their order and under their keys: to another
 * group, or out of the lanes. What stood in line for a route that is gone becomes a failure that says so.
 */
export async function rehomePlaces(sql: Sql, homes: readonly Home[]): Promise<void> {
  await transaction(sql, async (tx) => {
    // Nobody parks or settles meanwhile; both take a moment only.
    await tx`LOCK TABLE lane, parked IN SHARE ROW EXCLUSIVE MODE`;
    const places = await tx<Place[]>`SELECT DISTINCT lane_group AS "laneGroup", route FROM parked`;
    const homeOf = new Map(homes.map((home) => [home.route, home]));
    const misplaced = places.filter(({ laneGroup, route }) => homeOf.get(route)?.laneGroup !== laneGroup);
    for (const place of misplaced) await rehome(tx, place, homeOf.get(place.route));
    const touched = misplaced.flatMap((place) =>
      [place.laneGroup, homeOf.get(place.route)?.laneGroup ?? []].flat(),
    );
    if (touched.length > 0) await countAgain(tx, touched);
  });
}

async function rehome(
  tx: TransactionSql,
  { laneGroup, route }: Place,
  home: Home | undefined,
): Promise<void> {
  if (home?.laneGroup !== undefined) {
    await tx`UPDATE parked SET lane_group = ${home.laneGroup} WHERE lane_group = ${laneGroup} AND route = ${route}`;
    return;
  }
  if (home) await makeDue(tx, route);
  else await block(tx, route);
  await tx`DELETE FROM parked WHERE lane_group = ${laneGroup} AND route = ${route}`;
}

const makeDue = (tx: TransactionSql, route: string) => tx`
  UPDATE delivery SET state = 'waiting', next_attempt_at = now(), changed_at = now()
  WHERE route = ${route} AND state = 'parked'`;

async function block(tx: TransactionSql, route: string): Promise<void> {
  const group = await storeGroup(tx, fingerprint(route, routeGone));
  await tx`
    UPDATE delivery SET state = 'blocked', error_code = ${routeGone.code}, error_message = ${routeGone.message},
      group_id = ${group}, first_failed_at = coalesce(first_failed_at, now()), last_failed_at = now(), changed_at = now()
    WHERE route = ${route} AND state = 'parked'`;
}

async function countAgain(tx: TransactionSql, laneGroups: readonly string[]): Promise<void> {
  const groups = arrayParameter(tx, "text[]", [...new Set(laneGroups)]);
  await tx`DELETE FROM lane WHERE lane_group = ANY(${groups}::text[])`;
  await tx`
    INSERT INTO lane (lane_group, key, depth)
    SELECT lane_group, key, count(*) FROM parked WHERE lane_group = ANY(${groups}::text[]) GROUP BY lane_group, key`;
}
