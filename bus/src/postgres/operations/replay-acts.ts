import type { Sql, TransactionSql } from "postgres";
import { conflict, done, notFound, type Act, type Refusal, type Result } from "../../operations/act.ts";
import { stopRuleOf } from "../../operations/replay-care.ts";
import type { Halt } from "../../operations/replay-halt.ts";
import type { Ramp, Replay, ReplayState, StopRule } from "../../operations/replays.ts";
import { leaveLanes } from "../lanes/leave-lanes.ts";
import { writeAudit } from "./audit.ts";
import { giveBackFed } from "./give-back-fed.ts";
import { findReplay } from "./replay-row.ts";
import { transaction } from "../transaction.ts";

export function pauseReplay(sql: Sql, id: string, act: Act): Promise<Result<Replay>> {
  return onReplay(sql, id, act, { action: "replay.pause", from: ["running"] }, async (tx) => {
    const halt: Halt = { kind: "person", text: `paused by ${act.actor}` };
    await tx`UPDATE replay SET state = 'paused', halt = ${JSON.stringify(halt)} WHERE id = ${id}`;
  });
}

/** Goes on, or begins before its time; where a rule had halted it, the rules look from here on at what comes now. */
export function resumeReplay(
  sql: Sql,
  id: string,
  act: Act,
  stopWhen?: StopRule | null,
): Promise<Result<Replay>> {
  return onReplay(
    sql,
    id,
    act,
    { action: "replay.resume", from: ["scheduled", "paused", "halted"] },
    async (tx, before) => {
      if (before.state === "halted") await forgive(tx, id);
      if (before.state === "scheduled")
        await tx`UPDATE replay SET start_at = now(), judged_since = clock_timestamp() WHERE id = ${id}`;
      const rule = stopWhen === undefined ? before.stopWhen : storedRule(stopWhen);
      await tx`
      UPDATE replay SET state = 'running', halt = NULL, paced_until = now(), stop_when = ${rule} WHERE id = ${id}`;
    },
  );
}

const storedRule = (stopWhen: StopRule | null): string | null => {
  const rule = stopRuleOf(stopWhen);
  return rule && JSON.stringify(rule);
};

async function forgive(tx: TransactionSql, id: string): Promise<void> {
  await tx`
    UPDATE replay SET judged_since = clock_timestamp(), forgiven_ended = ended.n, forgiven_failed = ended.failed
    FROM (
      SELECT count(*)::int AS n, count(*) FILTER (WHERE state IN ('failedAgain', 'inDoubt'))::int AS failed FROM replay_item
      WHERE replay_id = ${id} AND state IN ('applied', 'unchanged', 'superseded', 'failedAgain', 'inDoubt')
    ) AS ended
    WHERE id = ${id}`;
}

/** The next step of the ramp, also while this one still runs. */
export function advanceReplay(sql: Sql, id: string, act: Act): Promise<Result<Replay>> {
  return onReplay(
    sql,
    id,
    act,
    { action: "replay.advance", from: ["running", "paused"] },
    async (tx, before) => {
      // Written as JSON by the creation of the replay.
      const steps: Ramp = JSON.parse(before.ramp ?? "[]");
      if (before.rampStep + 1 >= steps.length)
        return conflict(
          steps.length === 0 ? "It has no ramp: there is no step to start." : "Its last step has begun.",
        );
      await tx`
      UPDATE replay SET ramp_step = ramp_step + 1, state = 'running', halt = NULL, paced_until = now() WHERE id = ${id}`;
      return undefined;
    },
  );
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
export const cancelReplay = (sql: Sql, id: string, act: Act): Promise<Result<Replay>> =>
  transaction(sql, (tx) => cancelWithin(tx, id, act));

/** The same within a transaction that does more. */
export function cancelWithin(tx: TransactionSql, id: string, act: Act): Promise<Result<Replay>> {
  return onLocked(tx, id, act, { action: "replay.cancel", from: unfinished }, async () => {
    await tx`UPDATE replay SET state = 'cancelled', halt = NULL, reading = false WHERE id = ${id}`;
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
    await giveBackFed(tx, id);
    await tx`
      UPDATE replay SET finished_at = now() WHERE id = ${id} AND NOT EXISTS (
        SELECT FROM replay_item WHERE replay_id = ${id} AND state = 'inFlight')`;
  });
}

const unfinished: readonly ReplayState[] = ["scheduled", "running", "paused", "halted"];

/** What acts change of a replay, as the audit tells it. */
type Steered = Pick<Replay, "state" | "ratePerSecond" | "rampStep" | "stopWhen">;
type Before = Omit<Steered, "stopWhen"> & { readonly stopWhen: string | null; readonly ramp: string | null };

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
  how: ActOnReplay,
  change: (tx: TransactionSql, before: Before) => Promise<Refusal | undefined | void>,
): Promise<Result<Replay>> {
  return transaction(sql, (tx) => onLocked(tx, id, act, how, change));
}

async function onLocked(
  tx: TransactionSql,
  id: string,
  act: Act,
  { action, from }: ActOnReplay,
  change: (tx: TransactionSql, before: Before) => Promise<Refusal | undefined | void>,
): Promise<Result<Replay>> {
  const [before] = await tx<Before[]>`
    SELECT state, rate_per_second AS "ratePerSecond", ramp_step AS "rampStep", stop_when AS "stopWhen", ramp FROM replay WHERE id = ${id} FOR UPDATE`;
  if (!before) return notFound(`There is no replay ${id}.`);
  if (!from.includes(before.state))
    return conflict(`It is ${before.state}; this needs one that is ${from.join(" or ")}.`);
  const refusal = await change(tx, before);
  if (refusal) return refusal;
  const changed = await findReplay(tx, id);
  if (!changed) throw new Error(`Replay ${id} was locked, and is gone.`);
  const detail = {
    before: steeredOf({ ...before, stopWhen: parsed(before.stopWhen) }),
    after: steeredOf(changed),
  };
  await writeAudit(tx, act, { action, target: `replay:${id}`, detail });
  return done(changed);
}

const steeredOf = ({ state, ratePerSecond, rampStep, stopWhen }: Steered): Steered => ({
  state,
  ratePerSecond,
  rampStep,
  stopWhen,
});

const parsed = (rule: string | null): StopRule | null => (rule === null ? null : JSON.parse(rule));
