import { expect, test } from "vitest";
import type { DeliveryState } from "../../delivery/states.ts";
import { laneSuite, type LanesUnderTest } from "../lane-suite.ts";
import { laneSchedules } from "../lane-suite/schedules.ts";
import { laneRoutes } from "../lane-suite/under-test.ts";
import { manualClock } from "./manual-clock.ts";
import { memoryLanes } from "./memory-lanes.ts";
import { memoryLedger } from "./memory-ledger.ts";
import { memoryPlaces } from "./memory-places.ts";

const open = async (): Promise<LanesUnderTest> => {
  const clock = manualClock(Date.now());
  const places = memoryPlaces(clock, new Set(laneRoutes));
  const ledger = memoryLedger(clock, places);
  const known = (id: string, route: string) => {
    const found = ledger.deliveries.get(`${id}:${route}`);
    if (!found) throw new Error(`the ledger has no ${id} on ${route}`);
    return found;
  };
  /** What an operator does with the head of a lane, where it is in a state that allows it. */
  const leave = async (key: string, from: readonly DeliveryState[], state: DeliveryState) => {
    const head = places.lanes().find((lane) => lane.key === key)?.places[0];
    const delivery = head && known(head.messageId, head.route);
    if (!delivery || !from.includes(delivery.state)) return false;
    if (state === "dead" && !delivery.error) return false;
    Object.assign(delivery, { state, generation: delivery.generation + 1, nextAttemptAtMs: undefined });
    places.leave(head.messageId, head.route);
    return true;
  };
  return {
    lanes: memoryLanes(clock, ledger, places),
    ledger,
    pass: async (ms) => clock.advance(ms),
    stateOf: async ({ envelope }, route) => ledger.deliveries.get(`${envelope.id}:${route}`)?.state,
    takeDue: async () => laneRoutes.flatMap((route) => ledger.takeDue(route)),
    replay: async ({ envelope }, route) => {
      const delivery = known(envelope.id, route);
      const { generation } = delivery;
      Object.assign(delivery, { state: "waiting", generation: generation + 1, nextAttemptAtMs: clock.now() });
    },
    release: (key) => leave(key, ["dead", "waiting", "queued"], "dead"),
    skip: (key) => leave(key, ["dead", "waiting", "queued", "parked"], "discarded"),
    sweep: async () => {
      ledger.returnExpired(0);
      for (const delivery of ledger.deliveries.values())
        if (delivery.state === "queued")
          Object.assign(delivery, { state: "waiting", nextAttemptAtMs: clock.now() });
    },
    count: async () => places.lanes().length,
  };
};

laneSuite(open);

test("whatever fails and whoever acts, lanes keep their order, lose nothing, double nothing, and drain", async () => {
  expect(await laneSchedules(open, { numRuns: 2_000, maxLength: 150 })).toBe(2_000);
});
