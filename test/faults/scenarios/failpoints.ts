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

const at = (points: readonly Failpoint[]): readonly LifeOrders[] =>
  points.map((point) => ({ failpoints: [point] }));
const stop = (step: Failpoint["at"], nth: number): Failpoint => ({
  at: step,
  nth,
  act: "stop",
  forMs: 10_000,
});
const fail = (step: Failpoint["at"], nth: number): Failpoint => ({ at: step, nth, act: "throw", times: 2 });

/** A worker freezes at a step, and wakes when its leases are over. */
const stopAtEveryStep: Scenario = {
  name: "stop-at-every-step",
  rule: "a process that is stopped past its leases at any step of a delivery does nothing twice when it goes on",
  vendorWasWell: true,
  shape: {
    pauseMs: 800,
    counts: { worker: 3, scheduler: 2 },
    lives: {
      "worker 1": [
        { failpoints: [stop("after claim", 3), stop("before settle", 12), stop("after take", 30)] },
      ],
      "worker 2": [{ failpoints: [stop("before send", 8), stop("after send", 30), stop("before ack", 60)] }],
      "scheduler 1": [{ failpoints: [stop("after dispatch", 1)] }],
    },
  },
  run: ({ producers }) => producers.publish({ entities: 8, steps: 20 }),
};

/** Commits that were made and whose callers are told that they failed. */
const failAfterEveryCommit: Scenario = {
  name: "fail-after-every-commit",
  rule: "a commit that its caller takes for failed is found when it is tried again",
  vendorWasWell: true,
  shape: {
    pauseMs: 300,
    lives: {
      "worker 1": [{ failpoints: [fail("after claim", 2), fail("after settle", 2), fail("after park", 1)] }],
      "worker 2": [{ failpoints: [fail("after claim", 9), fail("after settle", 9), fail("after take", 3)] }],
      "ingress 1": [{ failpoints: [fail("after register", 3), fail("after confirm", 5)] }],
      "scheduler 1": at([fail("after dispatch", 1)]),
    },
  },
  run: ({ producers }) => producers.publish({ entities: 8, steps: 12 }),
};

/** Schedules with failpoints. */
export const failpointScenarios: readonly Scenario[] = [
  killAtEveryStep,
  stopAtEveryStep,
  failAfterEveryCommit,
];
