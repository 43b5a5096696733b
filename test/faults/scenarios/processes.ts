import type { Field } from "../run/field.ts";
import type { Member } from "../run/crew.ts";
import type { Scenario } from "../run/scenario.ts";
import { pause, paced, underLoad } from "./load.ts";

const many = { ingress: 2, worker: 3, scheduler: 2, recorder: 2 };
const shape = { ...paced, counts: many };

/** Somebody of these, as the seed has it. */
const anyOf = <T>({ random }: Pick<Field, "random">, all: readonly T[]): T => {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error("there is nobody");
  return one;
};

const workers = ({ crew }: Field): readonly Member[] => crew.members.filter(({ role }) => role === "worker");

/** Our own processes die, freeze, are restarted, and have a wrong clock. */
export const processScenarios: readonly Scenario[] = [
  {
    name: "kill-processes",
    rule: "processes of every role may die at any time",
    vendorWasWell: true,
    shape,
    run: (field) =>
      underLoad(field, async () => {
        for (let kills = 0; kills < 8; kills += 1) {
          await anyOf(field, field.crew.members).kill();
          await pause(500 + field.random() * 1_500);
        }
      }),
  },
  {
    name: "freeze-processes",
    rule: "a process that was frozen past its leases harms nothing when it wakes",
    vendorWasWell: true,
    shape,
    run: (field) =>
      underLoad(field, async () => {
        await Promise.all([
          anyOf(field, workers(field)).freeze(10_000),
          field.member("scheduler").freeze(6_000),
          field.member("recorder").freeze(4_000),
        ]);
        await anyOf(field, workers(field)).freeze(12_000);
      }),
  },
  {
    name: "rolling-restart",
    rule: "a rolling restart under load loses and doubles nothing, and every process drains in time",
    vendorWasWell: true,
    shape,
    run: (field) =>
      underLoad(field, async () => {
        for (const member of field.crew.members) {
          const code = await member.restart();
          if (code !== 0) throw new Error(`${member.name} ended with ${code} when it was asked to stop`);
        }
      }),
  },
  {
    name: "clock-jump",
    rule: "a worker whose clock jumps by an hour, forwards or back, harms nothing",
    vendorWasWell: true,
    shape: {
      ...shape,
      lives: {
        "worker 1": [{ clock: { afterMs: 4_000, jumpMs: 3_600_000 } }],
        "worker 2": [{ clock: { afterMs: 4_000, jumpMs: -3_600_000 } }],
        "scheduler 1": [{ clock: { afterMs: 4_000, jumpMs: 3_600_000 } }],
      },
    },
    run: (field) => underLoad(field, () => pause(6_000)),
  },
  {
    name: "two-versions",
    rule: "processes of another version of the code run beside these",
    vendorWasWell: true,
    shape: {
      ...shape,
      lives: {
        "worker 1": [{ plants: ["next-version"] }],
        "ingress 1": [{ plants: ["next-version"] }],
        "scheduler 1": [{ plants: ["next-version"] }],
      },
    },
    run: (field) =>
      underLoad(field, async () => {
        await pause(2_000);
        // The deployment goes on: one more is new, one is rolled back.
        await field.member("worker", 2).restart({ plants: ["next-version"] });
        await field.member("worker", 1).restart();
      }),
  },
];
