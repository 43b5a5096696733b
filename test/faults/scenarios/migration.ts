import { laneQueue, workQueue } from "../../../bus/src/rabbitmq/names.ts";
import { stepTaken, stepUndone } from "../bus/contracts.ts";
import type { Failpoint } from "../process/orders.ts";
import type { Scenario } from "../run/scenario.ts";
import { paced, underLoad } from "./load.ts";

const work = workQueue("natural.file");
const lane = laneQueue("lanes.steps");

/** In the order in which a migration comes to them; each life goes on from where the last one died. */
const deaths: readonly Omit<Failpoint, "act">[] = [
  { at: "after sibling bound", route: work, nth: 1 },
  { at: "after put aside", route: work, nth: 1 },
  { at: "after deleted", route: work, nth: 1 },
  { at: "before park", nth: 1 },
  { at: "after put aside", route: lane, nth: 1 },
  { at: "after deleted", route: lane, nth: 1 },
  { at: "after declared", route: lane, nth: 1 },
  { at: "after bound", route: work, nth: 1 },
  { at: "after put back", route: work, nth: 1 },
  { at: "after sibling unbound", route: lane, nth: 1 },
  { at: "before remember", nth: 2 },
];
const migrate = ["topology", "apply", "--migrate"] as const;

/** Queues get other arguments while messages are accepted; who reads from them has ended, as the command asks. */
export const dyingMigration: Scenario = {
  name: "kill-a-migration",
  rule: "a migration of queues that is killed again and again loses, doubles and reorders nothing",
  vendorWasWell: true,
  shape: paced,
  async run(field) {
    const { broker, crew } = field;
    await broker.ageQueue(work, [stepTaken.type], {});
    await broker.ageQueue(lane, [stepTaken.type, stepUndone.type], { "x-single-active-consumer": true });
    const changed = async () => {
      await Promise.all(crew.members.filter(({ role }) => role !== "ingress").map((member) => member.end()));
      for (const death of deaths) await crew.runDying(death, ...migrate);
      await crew.run(...migrate);
      for (const role of ["scheduler", "recorder", "worker"] as const) await crew.start(role, 9);
    };
    await underLoad(field, changed, { seconds: 40 });
  },
};
