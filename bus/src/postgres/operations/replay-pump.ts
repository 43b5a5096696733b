import type { Sql, TransactionSql } from "postgres";
import { operatedRoutes, type OperatedRoute } from "../../operations/quiet.ts";
import { nextMove, type Pace, type Progress } from "../../operations/replay-pace.ts";
import type { Route } from "../../route.ts";
import { endItems } from "./replay-end.ts";
import { releaseItems } from "./replay-release.ts";
import { transaction } from "../transaction.ts";

/** What one turn of the pump did. */
export type Pumped = {
  /** Failures that are due now: there is something to dispatch. */
  readonly released: number;
  /** Items whose deliveries ended. */
  readonly ended: number;
};

/**
 * One turn of every open replay: notes how released items ended, releases the next ones at the replay's pace, halts,
 * pauses and completes. The scheduler calls it about four times a second; any number of schedulers may do so at once.
 * @param routes the routes that are configured: failures of any other cannot be released
 */
export async function pumpReplays(sql: Sql, routes: readonly Route[]): Promise<Pumped> {
  const open = await sql<{ id: string; state: string }[]>`
    SELECT id, state FROM replay WHERE finished_at IS NULL ORDER BY created_at`;
  if (open.length === 0) return { released: 0, ended: 0 };
  const ended = await endItems(sql);
  const operated = operatedRoutes(routes);
  let released = 0;
  for (const { id } of open.filter(({ state }) => state === "running"))
    released += await transaction(sql, (tx) => turn(tx, id, operated));
  await finish(sql);
  return { released, ended };
}

/** One turn of one replay, unless another scheduler is at it. */
async function turn(tx: TransactionSql, id: string, routes: readonly OperatedRoute[]): Promise<number> {
  const replay = await lock(tx, id);
  if (!replay) return 0;
  const move = nextMove(replay.pace, {
    idleSeconds: replay.idleSeconds,
    ...(await progressOf(tx, id, replay.pace)),
  });
  if (move.kind !== "release") {
    const state = move.kind === "halt" ? "halted" : "paused";
    await tx`UPDATE replay SET state = ${state}, halt = ${move.why} WHERE id = ${id}`;
    return 0;
  }
  if (move.atMost === 0) return 0;
  const released = await releaseItems(tx, { id, routes: replay.routes, atMost: move.atMost }, routes);
  const rate = replay.pace.ratePerSecond;
  if (rate !== null) {
    await tx`
      UPDATE replay SET paced_until = greatest(paced_until, now() - interval '1 second') + ${released / rate} * interval '1 second'
      WHERE id = ${id}`;
  }
  return released;
}

type Locked = { readonly routes: readonly string[]; readonly pace: Pace; readonly idleSeconds: number };

/** The row lock is what keeps two schedulers, and an operator who cancels, from working on one replay at once. */
async function lock(tx: TransactionSql, id: string): Promise<Locked | undefined> {
  const [row] = await tx<LockedRow[]>`
    SELECT routes, rate_per_second AS "ratePerSecond", ramp, ramp_step AS "rampStep", stop_when AS "stopWhen",
           extract(epoch FROM now() - paced_until)::float8 AS "idleSeconds"
    FROM replay WHERE id = ${id} AND state = 'running' FOR UPDATE SKIP LOCKED`;
  if (!row) return undefined;
  const { routes, idleSeconds, ratePerSecond, ramp, rampStep, stopWhen } = row;
  // Both were written as JSON by the creation of the replay.
  const pace = {
    ratePerSecond,
    rampStep,
    ramp: ramp && JSON.parse(ramp),
    stopWhen: stopWhen && JSON.parse(stopWhen),
  };
  return { routes, idleSeconds, pace };
}

type LockedRow = {
  routes: string[];
  idleSeconds: number;
  ratePerSecond: number | null;
  ramp: string | null;
  rampStep: number;
  stopWhen: string | null;
};

const untold = { released: 0, underWay: 0, pending: 0, ended: 0, failed: 0, newGroup: false };

/** Counted only where a ramp or a stop rule asks: a large replay has many items. */
async function progressOf(
  tx: TransactionSql,
  id: string,
  { ramp, stopWhen }: Pace,
): Promise<Omit<Progress, "idleSeconds">> {
  if (ramp === null && stopWhen === null) return untold;
  const [row] = await tx<Omit<Progress, "idleSeconds">[]>`
    SELECT
      count(*) FILTER (WHERE i.generation IS NOT NULL)::int AS released,
      count(*) FILTER (WHERE i.state = 'inFlight')::int AS "underWay",
      count(*) FILTER (WHERE i.state = 'pending')::int AS pending,
      count(*) FILTER (WHERE i.state IN ('applied', 'unchanged', 'superseded', 'failedAgain', 'inDoubt'))::int AS ended,
      count(*) FILTER (WHERE i.state IN ('failedAgain', 'inDoubt'))::int AS failed,
      ${stopWhen?.newGroup ? failedInNewGroup(tx, id) : tx`false`} AS "newGroup"
    FROM replay_item i WHERE i.replay_id = ${id}`;
  return row ?? untold;
}

const failedInNewGroup = (tx: TransactionSql, id: string) => tx`EXISTS (
  SELECT FROM replay r
  JOIN replay_item f ON f.replay_id = r.id AND f.state IN ('failedAgain', 'inDoubt')
  JOIN delivery d ON d.message_id = f.message_id AND d.route = f.route
  JOIN failure_group g ON g.id = d.group_id AND g.first_seen_at > r.created_at
  WHERE r.id = ${id})`;

/** A replay is over when nothing of it is left to release or under way; a cancelled one stays cancelled. */
async function finish(sql: Sql): Promise<void> {
  await sql`
    UPDATE replay r SET finished_at = now(), halt = NULL,
      state = CASE r.state WHEN 'cancelled' THEN 'cancelled' ELSE 'completed' END
    WHERE r.finished_at IS NULL
      AND NOT EXISTS (SELECT FROM replay_item i WHERE i.replay_id = r.id AND i.state = 'pending')
      AND NOT EXISTS (SELECT FROM replay_item i WHERE i.replay_id = r.id AND i.state = 'inFlight')`;
}
