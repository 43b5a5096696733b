import type { Field } from "../run/field.ts";
import type { Scenario } from "../run/scenario.ts";
import { misdeedKinds } from "../vendor/misdeeds.ts";
import { pause, paced, underLoad } from "./load.ts";

/** Everything at once, as the seed has it. */
export const storm: Scenario = {
  name: "storm",
  rule: "whatever happens together, nothing is lost, doubled, out of order or stuck",
  vendorWasWell: false,
  shape: { ...paced, counts: { ingress: 2, worker: 3, scheduler: 2, recorder: 2, admin: 1 } },
  run: (field) =>
    underLoad(
      field,
      async () => {
        const stopOperators = field.operators.begin(2);
        for (let blows = 0; blows < 12; blows += 1) {
          await strike(field);
          await pause(field.random() * 2_000);
        }
        await stopOperators();
        await field.vendor.script();
      },
      { entities: 16, seconds: 15 },
    ),
};

async function strike(field: Field): Promise<void> {
  const { crew, random, servers, broker, vendor } = field;
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const { cluster, ...hurt } = servers();
  const blows: readonly (() => Promise<unknown>)[] = [
    () => pick(crew.members).kill(),
    () => pick(crew.members).kill(),
    () => pick(crew.members).freeze(2_000 + random() * 9_000),
    () => vendor.script({ kind: pick(misdeedKinds), share: 0.3 }, { kind: pick(misdeedKinds), share: 0.2 }),
    () => vendor.script({ kind: pick(misdeedKinds), share: 0.3 }),
    () => vendor.script(),
    () => hurt.killNodes([pick(cluster.nodes)], 1_000 + random() * 4_000),
    () => hurt.freezeNodes([pick(cluster.nodes)], 1_000 + random() * 5_000),
    () => hurt.killDatabase(random() * 3_000),
    () => hurt.freezeDatabase(1_000 + random() * 5_000),
    () => hurt.alarm(pick(["disk", "memory"]), 2_000 + random() * 3_000),
    // Nobody may be connected just now.
    () => broker.dropConnections(pick(["worker@", "ingress@", "scheduler@"])).catch(() => undefined),
  ];
  await pick(blows)();
}
