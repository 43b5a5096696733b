import type { TransactionSql } from "postgres";
import type { OperatedRoute } from "../../operations/quiet.ts";
import { arrayParameter } from "../array-parameter.ts";
import { wakeWatches } from "../notices/wake.ts";
import { soonest } from "./failure-acts.ts";
import { obstacle } from "./replay-selection.ts";
import { dispatchRevisions, nextRevision } from "./take-revision.ts";

/**
 * So many of one replay are under way on one route at once: a vendor that is down holds back its own items and no
 * others, and a cancel finds nearly everything still pending.
 */
const mostUnderWay = 1_000;
/** So many are looked at for a step of one, too: where somebody else has taken them, the step would take hours to find one. */
const fewestLookedAt = 250;

type Release = { readonly id: string; readonly routes: readonly string[]; readonly atMost: number };

/**
 * Releases the next items of a replay, oldest message first on each route: `dead|blocked → waiting`, due, in another
 * life. One compare-and-set: the delivery must still be the failure that was selected. What is not is skipped, with the
 * reason; what somebody else holds locked at this moment is looked at again in the next turn. Gives how many went.
 */
export async function releaseItems(
  tx: TransactionSql,
  { id, routes, atMost }: Release,
  configured: readonly OperatedRoute[],
): Promise<number> {
  const movedOn = tx`WHEN d.generation <> p.selected_generation THEN 'somebody else has released it since it was selected'`;
  const names = arrayParameter(
    tx,
    "text[]",
    configured.map(({ name }) => name),
  );
  const quiet = arrayParameter(
    tx,
    "int[]",
    configured.map(({ quietMs }) => quietMs),
  );
  const [row] = await tx<{ released: number }[]>`
    WITH picked AS MATERIALIZED (
      SELECT p.message_id, p.route, p.selected_generation
      FROM unnest(${arrayParameter(tx, "text[]", routes)}::text[]) AS r(route)
      CROSS JOIN LATERAL (
        SELECT count(*) AS n FROM replay_item i WHERE i.replay_id = ${id} AND i.state = 'inFlight' AND i.route = r.route
      ) AS under_way
      CROSS JOIN LATERAL (
        SELECT i.message_id, i.route, i.selected_generation FROM replay_item i
        WHERE i.replay_id = ${id} AND i.state = 'pending' AND i.route = r.route
        ORDER BY i.message_id LIMIT greatest(0, ${mostUnderWay} - under_way.n)
      ) AS p
      LIMIT ${Math.max(atMost, fewestLookedAt)}
    ), judged AS MATERIALIZED (
      SELECT p.message_id, p.route, ${obstacle(tx, configured, movedOn)} AS obstacle
      FROM picked p LEFT JOIN delivery d ON d.message_id = p.message_id AND d.route = p.route
    ), held AS (
      SELECT d.message_id, d.route
      FROM picked p JOIN judged j ON j.message_id = p.message_id AND j.route = p.route AND j.obstacle IS NULL
      JOIN delivery d ON d.message_id = p.message_id AND d.route = p.route
      WHERE d.state IN ('dead', 'blocked') AND d.generation = p.selected_generation
      ORDER BY d.message_id, d.route LIMIT ${atMost}
      FOR UPDATE OF d SKIP LOCKED
    ), released AS (
      UPDATE delivery d SET state = 'waiting', next_attempt_at = ${soonest(tx, tx`c.quiet_ms`)}, generation = d.generation + 1,
        attempts = 0, barren = 0, reason = 'replay', released_at = now(), changed_at = now(), revision = ${nextRevision(tx)}
      FROM held h JOIN unnest(${names}::text[], ${quiet}::int[]) AS c(route, quiet_ms) ON c.route = h.route
      WHERE d.message_id = h.message_id AND d.route = h.route
      RETURNING d.message_id, d.route, d.generation, d.revision
    ), dispatched AS (
      ${dispatchRevisions(tx, tx`SELECT message_id, route, generation, revision FROM released`)}
    ), marked AS (
      UPDATE replay_item i SET state = 'inFlight', generation = r.generation
      FROM released r WHERE i.replay_id = ${id} AND i.message_id = r.message_id AND i.route = r.route
      RETURNING 1
    ), woken AS (
      ${wakeWatches(tx, tx`SELECT message_id FROM released`)}
    ), skipped AS (
      UPDATE replay_item i SET state = 'skipped', reason = j.obstacle
      FROM judged j WHERE j.obstacle IS NOT NULL AND i.replay_id = ${id} AND i.message_id = j.message_id AND i.route = j.route
    )
    SELECT count(*)::int AS released FROM marked`;
  return row?.released ?? 0;
}
