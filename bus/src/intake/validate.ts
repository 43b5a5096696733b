import {
  checkData,
  unknownType,
  type ContractRegistry,
  type Problem,
  type Publication,
} from "@spindlebus/contracts";

/** What is wrong with a message by its contract, all of it at once; undefined where it is valid. Quotes no values. */
export function validate(
  registry: ContractRegistry,
  { type, data }: Pick<Publication, "type" | "data">,
): Problem | undefined {
  const contract = registry.get(type);
  if (!contract) return unknownType(registry, type);
  const checked = checkData(contract, data);
  return checked.ok ? undefined : checked.problem;
}
