import type { Broker, QueueView } from "../operations/broker.ts";
import type { RouteCounts } from "../operations/plan-views.ts";
import type { Database } from "../postgres/connect.ts";
import { postgresPlanState } from "../postgres/operations/plan-state.ts";
import { noteDepths, takeTurnToLook } from "../postgres/statistics/depths.ts";
import { forgetGoneHands } from "../postgres/statistics/in-hand.ts";
import { BrokerAway } from "../rabbitmq/broker-away.ts";
import { deadQueue, laneDeadQueue, laneGroup, laneQueue, workQueue } from "../rabbitmq/names.ts";
import type { Route } from "../route.ts";
import type { Depth } from "../statistics/depth.ts";

/** Between two looks. */
export const lookEveryMs = 15_000;
/** Below the time between two looks, so that a look that takes its time does not cost the next one. */
const turnAfterMs = 13_000;

type Parts = {
  readonly sql: Database["sql"];
  readonly routes: readonly Route[];
  readonly broker: Pick<Broker, "queues">;
};

/**
 * Looks how much is on every route, and notes it; one scheduler at a time. While the broker is away nothing is noted, not even a
 * zero, and nothing of a route whose queue is missing.
 */
export async function lookAtDepths({ sql, routes, broker }: Parts): Promise<void> {
  if (!(await takeTurnToLook(sql, turnAfterMs))) return;
  await forgetGoneHands(sql);
  const queues = await queuesOf(broker);
  const counts = await postgresPlanState(sql).counts();
  const depths = routes.flatMap((route) => {
    const depth = depthOf(route, queues, counts.get(route.name));
    return depth ? [[route.name, depth] as const] : [];
  });
  if (depths.length > 0) await noteDepths(sql, new Map(depths));
}

type Queues = ReadonlyMap<string, QueueView>;

async function queuesOf(broker: Parts["broker"]): Promise<Queues> {
  try {
    const { queues } = await broker.queues();
    return new Map(queues.filter(({ exists }) => exists).map((queue) => [queue.name, queue]));
  } catch (error) {
    if (error instanceof BrokerAway) return new Map();
    throw error;
  }
}

function depthOf(
  { name, connection, operation: { lane } }: Route,
  queues: Queues,
  counts: RouteCounts | undefined,
): Depth | undefined {
  const group = lane && laneGroup(connection.id, lane.group);
  const work = queues.get(group === undefined ? workQueue(name) : laneQueue(group));
  const dead = queues.get(group === undefined ? deadQueue(name) : laneDeadQueue(group));
  if (!work) return undefined;
  const stopped = counts ? counts.dead + counts.blocked + counts.inDoubt : 0;
  return {
    ready: work.ready,
    inLine: counts?.inLine ?? 0,
    retrying: counts ? counts.waiting + counts.queued : 0,
    stopped: stopped + (dead?.ready ?? 0),
    inFlight: counts?.inFlight ?? 0,
  };
}
