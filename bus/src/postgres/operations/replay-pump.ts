import type { Sql, TransactionSql } from "postgres";
import type { BodyReader } from "../../bodies/bodies.ts";
import { operatedRoutes, type OperatedRoute } from "../../operations/quiet.ts";
import { nextMove, type Pace } from "../../operations/replay-pace.ts";
import type { ReplayKind } from "../../operations/replays.ts";
import type { Route } from "../../route.ts";
import { withoutKeys } from "../../sealing/seals.ts";
import { endItems } from "./replay-end.ts";
import { progressOf, type Run } from "./replay-progress.ts";
import { releaseFed } from "./release-fed.ts";
import { releaseItems } from "./replay-release.ts";
import { beginScheduled } from "./scheduled-replays.ts";
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
 * pauses, completes, and begins what was to begin by now. The scheduler calls it up to ten times a second; any number of schedulers may do so at once.
 * @param routes the routes that are configured: failures of any other cannot be released
 * @param bodies where large messages are: a strict lane is told by what is in them
 */
export async function pumpReplays(
  sql: Sql,
  routes: readonly Route[],
  bodies: BodyReader = noBodies,
): Promise<Pumped> {
  const open = await sql<{ id: string; state: string }[]>`
    SELECT id, state FROM replay WHERE finished_at IS NULL ORDER BY created_at`;
  if (open.length === 0) return { released: 0, ended: 0 };
  if (open.some(({ state }) => state === "scheduled")) await beginScheduled(sql);
  const ended = await endItems(sql);
  const configured = { routes, operated: operatedRoutes(routes), bodies };
  let released = 0;
  for (const { id } of open.filter(({ state }) => state === "running"))
    released += await transaction(sql, (tx) => turn(tx, id, configured));
  await finish(sql);
  return { released, ended };
}

type Configured = {
  readonly routes: readonly Route[];
  readonly operated: readonly OperatedRoute[];
  readonly bodies: BodyReader;
};

const noBodies: BodyReader = { load: async () => undefined, open: (body, of) => withoutKeys.open(body, of) };

/** One turn of one replay, unless another scheduler is at it. */
async function turn(tx: TransactionSql, id: string, configured: Configured): Promise<number> {
  const replay = await lock(tx, id);
  if (!replay) return 0;
  const { pace, ...run } = replay;
  const move = nextMove(pace, await progressOf(tx, id, run, pace));
  if (move.kind === "release") return release(tx, id, replay, move.atMost, configured);
  if (move.kind === "advance") {
    await tx`UPDATE replay SET ramp_step = ramp_step + 1 WHERE id = ${id}`;
    return 0;
  }
  const state = move.kind === "halt" ? "halted" : "paused";
  await tx`UPDATE replay SET state = ${state}, halt = ${JSON.stringify(move.halt)} WHERE id = ${id}`;
  return 0;
}

async function release(
  tx: TransactionSql,
  id: string,
  { routes, kind, reading, pace: { ratePerSecond: rate } }: Locked,
  atMost: number,
  configured: Configured,
): Promise<number> {
  if (atMost === 0) return 0;
  const route = configured.routes.find(({ name }) => name === routes[0]);
  if (kind !== "failures" && !route) return 0;
  const released =
    kind === "failures" || !route
      ? await releaseItems(tx, { id, routes, atMost }, configured.operated)
      : await releaseFed(tx, { id, kind, route, atMost, reading }, configured.bodies);
  if (rate !== null) {
    await tx`
      UPDATE replay SET paced_until = greatest(paced_until, now() - interval '1 second') + ${released / rate} * interval '1 second'
      WHERE id = ${id}`;
  }
  return released;
}

type Locked = Run & {
  readonly routes: readonly string[];
  readonly kind: ReplayKind;
  readonly reading: boolean;
  readonly pace: Pace;
};

/** The row lock is what keeps two schedulers, and an operator who cancels, from working on one replay at once. */
async function lock(tx: TransactionSql, id: string): Promise<Locked | undefined> {
  const [row] = await tx<LockedRow[]>`
    SELECT routes, kind, reading, rate_per_second AS "ratePerSecond", ramp, ramp_step AS "rampStep", advances, stop_when AS "stopWhen",
           extract(epoch FROM now() - paced_until)::float8 AS "idleSeconds",
           forgiven_ended AS "forgivenEnded", forgiven_failed AS "forgivenFailed"
    FROM replay WHERE id = ${id} AND state = 'running' FOR UPDATE SKIP LOCKED`;
  if (!row) return undefined;
  const { routes, kind, reading, idleSeconds, forgivenEnded, forgivenFailed, ramp, stopWhen, ...rest } = row;
  // Both were written as JSON by the creation of the replay.
  const pace = { ...rest, ramp: ramp && JSON.parse(ramp), stopWhen: stopWhen && JSON.parse(stopWhen) };
  return {
    routes,
    kind,
    reading,
    idleSeconds,
    forgiven: { ended: forgivenEnded, failed: forgivenFailed },
    pace,
  };
}

type LockedRow = Omit<Pace, "ramp" | "stopWhen"> & {
  readonly routes: string[];
  readonly kind: ReplayKind;
  readonly reading: boolean;
  readonly idleSeconds: number;
  readonly forgivenEnded: number;
  readonly forgivenFailed: number;
  readonly ramp: string | null;
  readonly stopWhen: string | null;
};

/** A replay is over when nothing of it is left to release or under way; a cancelled one stays cancelled. */
async function finish(sql: Sql): Promise<void> {
  await sql`
    UPDATE replay r SET finished_at = now(), halt = NULL,
      state = CASE r.state WHEN 'cancelled' THEN 'cancelled' ELSE 'completed' END
    WHERE r.finished_at IS NULL AND NOT (r.reading AND r.state <> 'cancelled') AND (
      SELECT coalesce(sum(t.items), 0) = 0 FROM replay_tally t WHERE t.replay_id = r.id AND t.state IN ('pending', 'inFlight'))`;
}
