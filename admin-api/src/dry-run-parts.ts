import type { DryRunParts } from "@spindlebus/bus";
import { limitsFor } from "@spindlebus/contracts";
import type { AdminPorts } from "./ports.ts";

/** What dry runs in this process rest on. Adapters are pure: to run them here sends nothing. */
export function dryRunPartsOf({ operations, plan }: AdminPorts): DryRunParts {
  const { dryRunStore: store, memory, revisions } = operations;
  const { routes, registry, connections, largeMessages } = plan;
  return {
    store,
    memory,
    mendable: (key) => revisions.intakeFailure(key),
    routes,
    registry,
    connections,
    limits: limitsFor(largeMessages.maxBytes),
    clock: { now: Date.now },
  };
}
