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
type Item = { readonly messageId: string; readonly route: string; readonly generation: number };

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
  const picked = await pick(tx, { id, routes, atMost });
  let released = 0;
  for (const [route, items] of Map.groupBy(picked, (item) => item.route)) {
    const wanted = atMost - released;
    const held = await hold(tx, { route, items, wanted }, configured);
    const quietMs = configured.find(({ name }) => name === route)?.quietMs ?? 0;
    if (held.length > 0) await release(tx, id, { route, held, quietMs });
    // Behind the last one that was wanted nothing was looked at.
    const end = held.length === wanted ? held.at(-1) : undefined;
    const taken = new Set(held);
    const left = items.filter(
      ({ messageId }) => !taken.has(messageId) && (end === undefined || messageId < end),
    );
    if (left.length > 0) await skip(tx, id, { route, items: left }, configured);
    released += held.length;
    if (released === atMost) break;
  }
  return released;
}

const pick = (tx: TransactionSql, { id, routes, atMost }: Release) => tx<Item[]>`
  SELECT p.message_id AS "messageId", p.route, p.selected_generation AS generation
  FROM unnest(${arrayParameter(tx, "text[]", routes)}::text[]) AS r(route)
  CROSS JOIN LATERAL (
    SELECT count(*) AS n FROM replay_item i WHERE i.replay_id = ${id} AND i.state = 'inFlight' AND i.route = r.route
  ) AS under_way
  CROSS JOIN LATERAL (
    SELECT i.message_id, i.route, i.selected_generation FROM replay_item i
    WHERE i.replay_id = ${id} AND i.state = 'pending' AND i.route = r.route
    ORDER BY i.message_id LIMIT greatest(0, ${mostUnderWay} - under_way.n)
  ) AS p
  LIMIT ${Math.max(atMost, fewestLookedAt)}`;

type Looked = { readonly route: string; readonly items: readonly Item[] };

/**
 * Locks those of one route's items that can go; gives their message ids, in order. The ids stand in the statement: joined,
 * each would be looked up in every day of the ledger.
 */
async function hold(
  tx: TransactionSql,
  { route, items, wanted }: Looked & { readonly wanted: number },
  configured: readonly OperatedRoute[],
): Promise<readonly string[]> {
  const ids = idsOf(tx, items);
  const generations = arrayParameter(
    tx,
    "int[]",
    items.map(({ generation }) => generation),
  );
  const rows = await tx<{ messageId: string }[]>`
    SELECT d.message_id AS "messageId" FROM delivery d
    WHERE d.route = ${route} AND d.message_id = ANY(${ids}::uuid[]) AND d.state IN ('dead', 'blocked')
      AND d.generation = (${generations}::int[])[array_position(${ids}::uuid[], d.message_id)]
      AND ${obstacle(tx, configured)} IS NULL
    ORDER BY d.message_id LIMIT ${wanted}
    FOR UPDATE OF d SKIP LOCKED`;
  return rows.map(({ messageId }) => messageId);
}

type Held = { readonly route: string; readonly held: readonly string[]; readonly quietMs: number };

const release = (tx: TransactionSql, id: string, { route, held, quietMs }: Held) => tx`
  WITH released AS (
    UPDATE delivery d SET state = 'waiting', next_attempt_at = ${soonest(tx, quietMs)}, generation = d.generation + 1,
      attempts = 0, barren = 0, reason = 'replay', released_at = now(), changed_at = now(), revision = ${nextRevision(tx)}
    WHERE d.route = ${route} AND d.message_id = ANY(${arrayParameter(tx, "uuid[]", held)}::uuid[])
    RETURNING d.message_id, d.route, d.generation, d.revision
  ), dispatched AS (
    ${dispatchRevisions(tx, tx`SELECT message_id, route, generation, revision FROM released`)}
  ), woken AS (
    ${wakeWatches(tx, tx`SELECT message_id FROM released`)}
  )
  UPDATE replay_item i SET state = 'inFlight', generation = r.generation
  FROM released r WHERE i.replay_id = ${id} AND i.message_id = r.message_id AND i.route = r.route`;

/** Of what did not go: what has an obstacle will not go later either. */
async function skip(
  tx: TransactionSql,
  id: string,
  { route, items }: Looked,
  configured: readonly OperatedRoute[],
): Promise<void> {
  const movedOn = tx`WHEN d.generation <> i.selected_generation THEN 'somebody else has released it since it was selected'`;
  await tx`
    WITH judged AS MATERIALIZED (
      SELECT i.message_id, i.route, ${obstacle(tx, configured, movedOn)} AS obstacle
      FROM replay_item i LEFT JOIN delivery d ON d.message_id = i.message_id AND d.route = i.route
      WHERE i.replay_id = ${id} AND i.route = ${route} AND i.message_id = ANY(${idsOf(tx, items)}::uuid[])
    )
    UPDATE replay_item i SET state = 'skipped', reason = j.obstacle
    FROM judged j WHERE j.obstacle IS NOT NULL AND i.replay_id = ${id} AND i.message_id = j.message_id AND i.route = j.route`;
}

const idsOf = (tx: TransactionSql, items: readonly Item[]) =>
  arrayParameter(
    tx,
    "uuid[]",
    items.map(({ messageId }) => messageId),
  );
