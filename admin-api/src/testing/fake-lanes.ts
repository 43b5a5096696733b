import { laneId, type Act, type LaneDetail, type LaneKey, type Operations } from "@spindlebus/bus/engine";
import { type World, known, messageId, time } from "./fake-world.ts";

/** One lane. */
export function fakeLanes({ recorded }: World): Operations["lanes"] {
  const onLane = (name: string) => async (lane: LaneKey, act: Act) => {
    recorded.acts.push({ name, target: laneId(lane), act });
    return known(lane.key === aLane.key ? aLane : undefined);
  };
  return {
    list: async ({ group }) => ({ data: group === undefined ? [aLane] : [], next: null }),
    get: async ({ key }) => (key === aLane.key ? aLane : undefined),
    retry: onLane("lane retry"),
    skip: onLane("lane skip"),
    release: onLane("lane release"),
  };
}

/** A lane whose head is dead. */
export const aLane: LaneDetail = {
  id: "paytronix.points:order/1",
  group: "paytronix.points",
  connection: "paytronix",
  key: "order/1",
  depth: 2,
  head: {
    id: `${messageId}:paytronix.accruePoints`,
    messageId,
    route: "paytronix.accruePoints",
    state: "dead",
    attempts: 1,
    error: { code: "card_closed", message: "Card is closed" },
    reason: null,
    nextAttemptAt: null,
    parkedAt: time,
    ageSeconds: 60,
  },
  places: [],
};
