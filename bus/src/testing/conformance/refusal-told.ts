import { refusalTypeOf } from "@spindlebus/contracts";
import type { Fault } from "./checks.ts";
import type { Case } from "./disturbed.ts";
import { contractsOf, operationOf, type Subject } from "./world.ts";

/** The contract that tells of the operation's refusal; undefined where there is none: of an event, or of a command that nobody waits for. */
export function refusalOf(subject: Subject, operation: string): string | undefined {
  const wanted = refusalTypeOf(operationOf(subject.adapter, operation).on);
  return contractsOf(subject).find(({ type }) => type === wanted)?.type;
}

/** Whoever asked learns that it will not happen: what the vendor refuses is told once, by the contract that there is for it. */
export async function refusalTold({ world, operation }: Case, contract: string, fault: Fault): Promise<void> {
  await world.control.putFault({ kind: "reject" });
  const { state } = await world.settle(operation, await world.deliver(operation));
  if (state !== "dead") return;
  const told = world.harness.emitted.slice(world.emittedBefore());
  const times = told.filter(({ contract: { type } }) => type === contract).length;
  if (times !== 1) fault(`the vendor refuses it, and ${contract} tells it ${times} times, not once`);
}
