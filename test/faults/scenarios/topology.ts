import type { Scenario } from "../run/scenario.ts";
import { pause, paced, underLoad } from "./load.ts";

/** Somebody changes the broker under our feet. */
export const topologyScenarios: readonly Scenario[] = [
  {
    name: "deleted-binding",
    rule: "what a deleted binding kept from a route is found by spindle reconcile",
    vendorWasWell: true,
    shape: paced,
    async run(field) {
      await underLoad(
        field,
        async () => {
          await field.broker.unbindWork("natural.file");
          await pause(2_000);
          await field.crew.run("topology", "apply");
        },
        { seconds: 5 },
      );
      // Long enough for every token that is only late.
      await pause(2_000);
      await field.crew.run("reconcile", "--since", "1h", "--grace", "1s");
    },
  },
  {
    name: "deleted-queue",
    rule: "a work queue that was deleted with all its tokens is declared again, and reconcile finds what was in it",
    vendorWasWell: true,
    shape: paced,
    async run(field) {
      await underLoad(
        field,
        async () => {
          await field.broker.deleteQueue("spindle.route.natural.file");
          await field.broker.deleteQueue("spindle.route.probed.file.retry");
          await pause(1_500);
          await field.crew.run("topology", "apply");
        },
        { seconds: 5 },
      );
      await pause(10_000);
      await field.crew.run("reconcile", "--since", "1h", "--grace", "1s");
    },
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
