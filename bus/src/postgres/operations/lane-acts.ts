import type { Sql, TransactionSql } from "postgres";
import { done, notFound, type Act, type Result } from "../../operations/act.ts";
import { deliveryId, type DeliveryKey } from "../../operations/delivery-id.ts";
import { laneId, type LaneKey } from "../../operations/lane-id.ts";
import type { LaneDetail } from "../../operations/lanes.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import { changeDelivery, type Found, type Step } from "./change-delivery.ts";
import { discarding, dueNow, soonest } from "./failure-acts.ts";
import { findLane } from "./lane-rows.ts";
import { cannotSendRevision, nextRevision } from "./take-revision.ts";

/** Makes the head due: as it is where it waits, in another life where it is dead or blocked. */
export function retryHead(
  sql: Sql,
  lane: LaneKey,
  routes: readonly OperatedRoute[],
  act: Act,
): Promise<Result<LaneDetail>> {
  return onHead(sql, lane, act, "lane.retry", async ({ state }, tx, head) => {
    const quietMs = routes.find(({ name }) => name === head.route)?.quietMs;
    if (quietMs === undefined) return { refuse: `No configured route is called ${head.route}.` };
    if (state === "waiting") return dueNow(quietMs);
    if (state === "inDoubt")
      return { refuse: `The head ${deliveryId(head)} is in doubt: answer whether it was applied.` };
    if (state !== "dead" && state !== "blocked")
      return { refuse: `The head ${deliveryId(head)} is ${state}: it is on its way by itself.` };
    const [doubt] = await tx<{ refuse: string | null }[]>`
      SELECT ${cannotSendRevision(tx)} AS refuse FROM delivery d WHERE d.message_id = ${head.messageId} AND d.route = ${head.route}`;
    if (doubt?.refuse) return { refuse: doubt.refuse };
    return (await isStored(tx, head)) ? anotherLife(quietMs) : { refuse: "Its message is no longer stored." };
  });
}

const anotherLife = (quietMs: number): Step => ({
  change: (tx) => tx`
    state = 'waiting', next_attempt_at = ${soonest(tx, quietMs)}, generation = d.generation + 1, attempts = 0, barren = 0,
    reason = 'replay', released_at = now(), revision = ${nextRevision(tx)}`,
});

async function isStored(tx: TransactionSql, { messageId }: DeliveryKey): Promise<boolean> {
  const [body] = await tx`SELECT 1 FROM message_body WHERE message_id = ${messageId}`;
  return body !== undefined;
}

/** Discards the head: nothing of it will be sent any more. */
export function skipHead(sql: Sql, lane: LaneKey, act: Act): Promise<Result<LaneDetail>> {
  return onHead(sql, lane, act, "lane.skip", discarding);
}

/** Takes a head that has failed out of its lane; what was still to be tried again by itself is dead then. */
export function releaseHead(sql: Sql, lane: LaneKey, act: Act): Promise<Result<LaneDetail>> {
  return onHead(sql, lane, act, "lane.release", ({ state, failed }, _tx, head) => {
    if (state === "running") return { refuse: `The head ${deliveryId(head)} is running; see how it ends.` };
    if (!failed)
      return { refuse: `The head ${deliveryId(head)} has not failed; only a failure is released.` };
    return {
      change: (tx) => tx`
        state = CASE WHEN d.state IN ('blocked', 'inDoubt') THEN d.state ELSE 'dead' END, generation = d.generation + 1,
        next_attempt_at = NULL, queued_at = NULL, reason = 'released from its lane'`,
      leavesLane: true,
    };
  });
}

type DecideOnHead = (found: Found, tx: TransactionSql, head: DeliveryKey) => Step | Promise<Step>;

/** Acts on whoever is first in the lane, and only while it is: nobody shall skip what they have not seen. */
async function onHead(
  sql: Sql,
  lane: LaneKey,
  act: Act,
  action: string,
  decide: DecideOnHead,
): Promise<Result<LaneDetail>> {
  const before = await findLane(sql, lane);
  if (!before?.head) return notFound(`Nothing stands in a lane ${laneId(lane)}.`);
  const { head } = before;
  const key = { messageId: head.messageId, route: head.route };
  return changeDelivery(sql, {
    key,
    act,
    action,
    decide: (found, tx) => {
      const isFirst = found.lane?.id === before.id && found.lane.head === head.id;
      return isFirst ? decide(found, tx, key) : { refuse: `The lane ${before.id} has gone on; look again.` };
    },
    answer: async (tx) => done((await findLane(tx, lane)) ?? { ...before, depth: 0, head: null, places: [] }),
  });
}
