import type { Broker, QueueView } from "@spindlebus/bus/engine";

const at = "2026-11-23T12:00:00.000Z";

export const aQueue: QueueView = {
  name: "spindle.route.paytronix.accruePoints",
  kind: "work",
  route: "paytronix.accruePoints",
  laneGroup: null,
  connection: "paytronix",
  exists: true,
  ready: 3,
  consumers: 1,
};

/** A broker with one queue. */
export const fakeBroker = (): Broker => ({
  version: async () => "3.10.8",
  queues: async () => ({ at, queues: [aQueue] }),
  compare: async () => ({ at, found: [{ kind: "queue", name: aQueue.name, state: "exists", messages: 3 }] }),
});
