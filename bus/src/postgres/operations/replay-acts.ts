import type { Sql, TransactionSql } from "postgres";
import { conflict, done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { Replay, ReplayState } from "../../operations/replays.ts";
import { leaveLanes } from "../lanes/leave-lanes.ts";
import { writeAudit } from "./audit.ts";
import { findReplay } from "./replay-row.ts";
import { transaction } from "../transaction.ts";

export function pauseReplay(sql: Sql, id: string, act: Act): Promise<Result<Replay>> {
  return onReplay(sql, id, act, { action: "replay.pause", from: ["running"] }, async (tx) => {
    await tx`UPDATE replay SET state = 'paused', halt = ${`paused by ${act.actor}`} WHERE id = ${id}`;
  });
}

/** Goes on; where a stop rule had halted it, without that rule, which would only halt it again. */
export function resumeReplay(sql: Sql, id: string, act: Act): Promise<Result<Replay>> {
  return onReplay(sql, id, act, { action: "replay.resume", from: ["paused", "halted"] }, async (tx) => {
    await tx`
      UPDATE replay SET state = 'running', halt = NULL, paced_until = now(),
        stop_when = CASE WHEN state = 'halted' THEN NULL ELSE stop_when END
      WHERE id = ${id}`;
  });
}

/** The next step of the ramp, also while this one still runs. */
export function advanceReplay(sql: Sql, id: string, act: Act): Promise<Result<Replay>> {
  return onReplay(sql, id, act, { action: "replay.advance", from: ["running", "paused"] }, async (tx) => {
    await tx`
      UPDATE replay SET ramp_step = ramp_step + 1, state = 'running', halt = NULL, paced_until = now() WHERE id = ${id}`;
  });
}

export function setReplayRate(sql: Sql, id: string, rate: number | null, act: Act): Promise<Result<Replay>> {
  return onReplay(sql, id, act, { action: "replay.rate", from: unfinished }, async (tx) => {
    await tx`UPDATE replay SET rate_per_second = ${rate}, paced_until = now() WHERE id = ${id}`;
  });
}

/**
 * Gives back what no worker has claimed. What a worker holds at this moment goes on; the pump notes how it ends. An
 * effect that is in doubt stays so: another replay of it asks the vendor first.
 */
export function cancelReplay(sql: Sql, id: string, act: Act): Promise<Result<Replay>> {
  return onReplay(sql, id, act, { action: "replay.cancel", from: unfinished }, async (tx) => {
    await tx`UPDATE replay SET state = 'cancelled', halt = NULL WHERE id = ${id}`;
    await tx`
      UPDATE replay_item SET state = 'returned', reason = 'cancelled' WHERE replay_id = ${id} AND state = 'pending'`;
    await tx`
      WITH unclaimed AS (
        SELECT d.message_id, d.route, d.state FROM replay_item i
        JOIN delivery d ON d.message_id = i.message_id AND d.route = i.route
        WHERE i.replay_id = ${id} AND i.state = 'inFlight' AND d.generation = i.generation AND d.state IN ('waiting', 'queued', 'parked')
        ORDER BY d.message_id, d.route
        FOR UPDATE OF d
      ), given_back AS (
        UPDATE delivery d SET state = 'dead', generation = d.generation + 1, next_attempt_at = NULL, queued_at = NULL,
          reason = 'its replay was cancelled', changed_at = now()
        FROM unclaimed u WHERE d.message_id = u.message_id AND d.route = u.route
        RETURNING d.message_id, d.route
      ), ${leaveLanes(tx, tx`SELECT message_id, route FROM unclaimed WHERE state = 'parked'`)}
      UPDATE replay_item i SET state = 'returned', reason = 'cancelled'
      FROM given_back g WHERE i.replay_id = ${id} AND i.message_id = g.message_id AND i.route = g.route`;
    await tx`
      UPDATE replay SET finished_at = now() WHERE id = ${id} AND NOT EXISTS (
        SELECT FROM replay_item WHERE replay_id = ${id} AND state = 'inFlight')`;
  });
}

const unfinished: readonly ReplayState[] = ["running", "paused", "halted"];

/** What acts change of a replay, as the audit tells it. */
type Steered = Pick<Replay, "state" | "ratePerSecond" | "rampStep">;

type ActOnReplay = {
  readonly action: string;
  /** The states that allow it. */
  readonly from: readonly ReplayState[];
};

/** Locks one replay against the pump, checks its state, changes it and notes the act. */
function onReplay(
  sql: Sql,
  id: string,
  act: Act,
  { action, from }: ActOnReplay,
  change: (tx: TransactionSql) => Promise<void>,
): Promise<Result<Replay>> {
  return transaction(sql, async (tx) => {
    const [before] = await tx<Steered[]>`
      SELECT state, rate_per_second AS "ratePerSecond", ramp_step AS "rampStep" FROM replay WHERE id = ${id} FOR UPDATE`;
    if (!before) return notFound(`There is no replay ${id}.`);
    if (!from.includes(before.state))
      return conflict(`It is ${before.state}; this needs one that is ${from.join(" or ")}.`);
    await change(tx);
    const changed = await findReplay(tx, id);
    if (!changed) throw new Error(`Replay ${id} was locked, and is gone.`);
    const { state, ratePerSecond, rampStep } = changed;
    const detail = { before: { ...before }, after: { state, ratePerSecond, rampStep } };
    await writeAudit(tx, act, { action, target: `replay:${id}`, detail });
    return done(changed);
  });
}
