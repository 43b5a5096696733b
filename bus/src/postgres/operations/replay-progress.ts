import type { TransactionSql } from "postgres";
import type { GroupChange, OpenedCircuit } from "../../operations/replay-halt.ts";
import type { Pace, Progress } from "../../operations/replay-pace.ts";
import type { Fragment } from "./querying.ts";

/** What the row of a replay says of its progress. */
export type Run = Pick<Progress, "idleSeconds" | "forgiven">;

type Counted = Pick<Progress, "selected" | "released" | "underWay" | "pending" | "ended" | "failed">;

/** With more rows than these they are added up. */
const mostTallies = 100;

/** How far a locked replay has come. */
export async function progressOf(
  tx: TransactionSql,
  id: string,
  run: Run,
  { stopWhen }: Pace,
): Promise<Progress> {
  const { tallies, ...counted } = await count(tx, id);
  if (tallies > mostTallies) await addUp(tx, id);
  const watchesGroups = stopWhen?.newGroup === true || stopWhen?.regressed === true;
  const groups = watchesGroups && counted.failed > 0 ? await changedGroups(tx, id) : [];
  const circuits = stopWhen?.circuit === true && counted.pending > 0 ? await openedCircuits(tx, id) : [];
  return { ...run, ...counted, groups, circuits };
}

/** From the tallies of its items: the items of a large replay would take longer to count than to release. */
async function count(tx: TransactionSql, id: string): Promise<Counted & { readonly tallies: number }> {
  const items = (which: Fragment) => tx`coalesce(sum(t.items) FILTER (WHERE ${which}), 0)::int`;
  const [row] = await tx<(Counted & { tallies: number })[]>`
    SELECT
      count(*)::int AS tallies,
      ${items(tx`true`)} AS selected,
      ${items(tx`t.released`)} AS released,
      ${items(tx`t.state = 'inFlight'`)} AS "underWay",
      ${items(tx`t.state = 'pending'`)} AS pending,
      ${items(tx`t.state IN ('applied', 'unchanged', 'superseded', 'failedAgain', 'inDoubt')`)} AS ended,
      ${items(tx`t.state IN ('failedAgain', 'inDoubt')`)} AS failed
    FROM replay_tally t WHERE t.replay_id = ${id}`;
  if (!row) throw new Error("Postgres gave no row for a sum.");
  return row;
}

/** One statement: whoever sums meanwhile finds each change once. */
const addUp = (tx: TransactionSql, id: string) => tx`
  WITH taken AS (DELETE FROM replay_tally WHERE replay_id = ${id} RETURNING *)
  INSERT INTO replay_tally
  SELECT replay_id, state, released, sum(items) FROM taken GROUP BY 1, 2, 3 HAVING sum(items) <> 0`;

/** Groups that began or regressed since, and into which items failed in the life that this replay gave them. */
const changedGroups = (tx: TransactionSql, id: string) => tx<GroupChange[]>`
  WITH changed AS MATERIALIZED (
    SELECT g.*, r.judged_since, CASE WHEN g.first_seen_at > r.judged_since THEN 'new' ELSE 'regressed' END AS change
    FROM replay r JOIN failure_group g
      ON g.first_seen_at > r.judged_since OR (g.state = 'regressed' AND g.state_since > r.judged_since)
    WHERE r.id = ${id}
  )
  SELECT c.id, c.adapter || '.' || c.operation || ' ' || c.code AS name, c.title, c.change, count(*)::int AS count
  FROM changed c
  JOIN delivery d ON d.group_id = c.id AND d.last_failed_at >= c.judged_since - interval '1 minute'
  JOIN replay_item i ON i.replay_id = ${id} AND i.message_id = d.message_id AND i.route = d.route
    AND i.generation = d.generation AND i.state IN ('failedAgain', 'inDoubt')
  GROUP BY c.id, c.adapter, c.operation, c.code, c.title, c.change
  ORDER BY count DESC, c.id LIMIT 5`;

/** One that was open before makes items wait in the queue, which harms nobody; one that opens is news. */
const openedCircuits = (tx: TransactionSql, id: string) => tx<OpenedCircuit[]>`
  SELECT g.connection FROM replay r
  JOIN governor g ON g.circuit = 'open' AND g.key = ''
    AND (g.state::jsonb #>> '{door,sinceMs}')::float8 > extract(epoch FROM r.judged_since) * 1000
  WHERE r.id = ${id} AND EXISTS (
    SELECT FROM unnest(r.routes) AS named(route)
    WHERE split_part(named.route, '.', 1) = g.connection AND EXISTS (
      SELECT FROM replay_item i WHERE i.replay_id = r.id AND i.route = named.route AND i.state = 'pending'))
  ORDER BY g.connection`;
