import type { TransactionSql } from "postgres";
import type { GroupChange, OpenedCircuit } from "../../operations/replay-halt.ts";
import type { Pace, Progress } from "../../operations/replay-pace.ts";

/** What the row of a replay says of its progress. */
export type Run = Pick<Progress, "idleSeconds" | "forgiven">;

type Counted = Pick<Progress, "selected" | "released" | "underWay" | "pending" | "ended" | "failed">;

const uncounted: Counted = { selected: 0, released: 0, underWay: 0, pending: 0, ended: 0, failed: 0 };

/** How far a locked replay has come. Counted only where a ramp or a rule asks: a large replay has many items. */
export async function progressOf(
  tx: TransactionSql,
  id: string,
  run: Run,
  { ramp, stopWhen }: Pace,
): Promise<Progress> {
  const counted = ramp === null && stopWhen === null ? uncounted : await count(tx, id);
  const watchesGroups = stopWhen?.newGroup === true || stopWhen?.regressed === true;
  const groups = watchesGroups && counted.failed > 0 ? await changedGroups(tx, id) : [];
  const circuits = stopWhen?.circuit === true && counted.pending > 0 ? await openedCircuits(tx, id) : [];
  return { ...run, ...counted, groups, circuits };
}

async function count(tx: TransactionSql, id: string): Promise<Counted> {
  const [row] = await tx<Counted[]>`
    SELECT
      count(*)::int AS selected,
      count(*) FILTER (WHERE i.generation IS NOT NULL)::int AS released,
      count(*) FILTER (WHERE i.state = 'inFlight')::int AS "underWay",
      count(*) FILTER (WHERE i.state = 'pending')::int AS pending,
      count(*) FILTER (WHERE i.state IN ('applied', 'unchanged', 'superseded', 'failedAgain', 'inDoubt'))::int AS ended,
      count(*) FILTER (WHERE i.state IN ('failedAgain', 'inDoubt'))::int AS failed
    FROM replay_item i WHERE i.replay_id = ${id}`;
  return row ?? uncounted;
}

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
