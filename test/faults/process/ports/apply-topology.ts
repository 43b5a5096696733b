import { setTimeout as sleep } from "node:timers/promises";
import type { RoutedType } from "../../../../bus/src/rabbitmq/topology.ts";
import { applyTopology as real, type Applying } from "../../../../bus/src/topology/apply.ts";
import { forgetfulStore, type TopologyStore } from "../../../../bus/src/topology/store.ts";
import { around, reach } from "../failpoints.ts";
import type { Step } from "../orders.ts";

export * from "../../../../bus/src/topology/apply.ts";

/** A change of the topology that can die after each of its steps, and around its commits. A step's route is the queue. */
export function applyTopology(
  amqpUrl: string,
  routes: readonly RoutedType[],
  { store = forgetfulStore, ...applying }: Applying = {},
): ReturnType<typeof real> {
  return real(amqpUrl, routes, {
    ...applying,
    store: dying(store),
    // It waits for brokers that might be killed, and here they are not.
    settle: async () => {},
    reached: (step, queue) => void reach(`after ${step}`, queue),
  });
}

/** What was written before a step has left the process when it dies there. */
const flushMs = 50;

function dying(store: TopologyStore): TopologyStore {
  const dyingAround = async (step: Step, run: () => Promise<void>) => {
    await sleep(flushMs);
    await around(step, run);
  };
  return {
    ...store,
    remember: (entries) => dyingAround("remember", () => store.remember(entries)),
    rehomePlaces: (homes) => dyingAround("place", () => store.rehomePlaces(homes)),
    park: (group, arrivals) => dyingAround("park", () => store.park(group, arrivals)),
    keepOfGoneRoute: (route, tokens) => dyingAround("block", () => store.keepOfGoneRoute(route, tokens)),
  };
}
