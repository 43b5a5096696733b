import type { Field } from "../run/field.ts";
import type { Scenario } from "../run/scenario.ts";
import { pause, paced, underLoad } from "./load.ts";

/** Somebody changes the broker under our feet. */
export const topologyScenarios: readonly Scenario[] = [
  {
    name: "deleted-binding",
    rule: "what a deleted binding kept from a route is found by spindle reconcile",
    vendorWasWell: true,
    shape: paced,
    run: (field) =>
      mended(field, () => field.broker.unbindWork("natural.file"), { forMs: 2_000, lateMs: 2_000 }),
  },
  {
    name: "deleted-queue",
    rule: "a work queue that was deleted with all its tokens is declared again, and reconcile finds what was in it",
    vendorWasWell: true,
    shape: paced,
    run: (field) =>
      mended(
        field,
        async () => {
          await field.broker.deleteQueue("spindle.route.natural.file");
          await field.broker.deleteQueue("spindle.route.probed.file.retry");
        },
        { forMs: 1_500, lateMs: 10_000 },
      ),
  },
  {
    name: "full-queue",
    rule: "a message that one full queue refuses is not accepted, and comes again",
    vendorWasWell: true,
    shape: { ...paced, counts: { worker: 1 } },
    run: (field) =>
      underLoad(field, async () => {
        await field.broker.policy("^spindle\\.route\\.natural\\.file$", { "max-length": 1 });
        await field.member("worker").freeze(5_000);
        await pause(2_000);
        await field.broker.clearPolicy();
      }),
  },
  {
    name: "dropped-connections",
    rule: "connections that the broker closes are opened again, and no ack reaches a channel that did not deliver",
    vendorWasWell: true,
    shape: paced,
    run: (field) =>
      underLoad(field, async () => {
        for (const role of ["worker@", "ingress@", "scheduler@", "worker@"]) {
          await field.broker.dropConnections(role);
          await pause(1_500);
        }
      }),
  },
];

type Patience = {
  /** How long nobody notices. */
  readonly forMs: number;
  /** Long enough for every token that is only late. */
  readonly lateMs: number;
};

/** Takes something from the broker under load; a while later somebody applies the topology and reconciles. */
async function mended(
  field: Field,
  damage: () => Promise<unknown>,
  { forMs, lateMs }: Patience,
): Promise<void> {
  const damaged = async () => {
    await damage();
    await pause(forMs);
    await field.crew.run("topology", "apply");
  };
  await underLoad(field, damaged, { seconds: 5 });
  await pause(lateMs);
  await field.crew.run("reconcile", "--since", "1h", "--grace", "1s");
}
