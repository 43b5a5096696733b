import { openDryRunner, type DeliveryKey, type DryRun, type DryRunParts } from "@spindlebus/bus/engine";
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

/** What would be sent with other data than those that its next replay would send; null where that cannot be found out. */
export async function dryRunWith(
  ports: AdminPorts,
  key: DeliveryKey,
  body: Uint8Array,
): Promise<DryRun | null> {
  const parts = dryRunPartsOf(ports);
  const read: DryRunParts["store"]["read"] = async (keys) =>
    (await parts.store.read(keys)).map((stored) => ({
      ...stored,
      // The data are given whole, so that nothing is to be loaded.
      message: stored.message && { envelope: stored.message.envelope, body },
    }));
  const [dryRun] = await openDryRunner({ ...parts, store: { ...parts.store, read } }).of([key]);
  return dryRun ?? null;
}
