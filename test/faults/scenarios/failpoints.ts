import type { Failpoint } from "../process/orders.ts";
import type { LifeOrders } from "../run/crew.ts";
import type { Scenario } from "../run/scenario.ts";

/** One life for each: it dies at this step, the so-manieth time that it gets there. */
const dyingAt = (...points: readonly (readonly [Failpoint["at"], number])[]): readonly LifeOrders[] =>
  points.map(([at, nth]) => ({ failpoints: [{ at, nth, act: "kill" }] }));

/** A worker dies at every step of a delivery, each life at another. */
export const killAtEveryStep: Scenario = {
  name: "kill-at-every-step",
  rule: "a process that dies before or after any step of a delivery loses and doubles nothing",
  vendorWasWell: true,
  shape: {
    pauseMs: 400,
    lives: {
      "ingress 1": dyingAt(
        ["after register", 4],
        ["before publish", 3],
        ["after publish", 3],
        ["after confirm", 5],
      ),
      "worker 1": dyingAt(
        ["after claim", 3],
        ["before send", 5],
        ["before emit", 2],
        ["before settle", 3],
        ["before ack", 6],
        ["after park", 2],
      ),
      "worker 2": dyingAt(
        ["after send", 4],
        ["before claim", 3],
        ["after emit", 2],
        ["after settle", 3],
        ["after ack", 6],
        ["before park", 1],
        ["after take", 1],
      ),
      "scheduler 1": dyingAt(["before dispatch", 1], ["after dispatch", 1], ["after round", 1]),
    },
  },
  async run({ producers }) {
    await producers.publish({ entities: 12, steps: 12 });
  },
};
