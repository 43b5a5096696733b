import type { ContractRegistry } from "@spindlebus/contracts";
import { CommandFailure, exitCodes } from "./failure.ts";

/** Nobody knows this message type; the nearest ones are named. */
export function unknownType(registry: ContractRegistry, type: string): CommandFailure {
  const near = registry.nearest(type).join(", ");
  const hint = near === "" ? "" : ` The nearest: ${near}.`;
  return new CommandFailure(`No contract has the type ${type}.${hint}`, exitCodes.nothingMatched);
}
