import { valueAt, type Contract, type ContractRegistry } from "@spindlebus/contracts";
import { jsonOf } from "../delivery/json-of.ts";
import type { Token } from "../delivery/token.ts";
import type { PayloadValue } from "../operations/failures.ts";

/** The paths that contracts declare indexed, each with the types that do. */
export function indexedPaths(registry: ContractRegistry): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const { type, indexed = [] } of registry.all())
    for (const path of indexed) paths.set(path, [...(paths.get(path) ?? []), type]);
  return new Map([...paths].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What failures of these contracts can be found by. */
export const indexedValuesOf =
  (registry: ContractRegistry) =>
  ({ envelope, body }: Token): readonly PayloadValue[] =>
    indexedValues(registry.get(envelope.type), body);

/** The values at the indexed paths of a message's contract; none where its data are no JSON, or not at hand. */
export function indexedValues(contract: Contract | undefined, body: Uint8Array): readonly PayloadValue[] {
  if (!contract?.indexed || body.byteLength === 0) return [];
  const json = jsonOf(body);
  if (!json.ok) return [];
  return contract.indexed.flatMap((path) => {
    const value = valueAt(json.value, path);
    if (typeof value === "string" && value !== "") return [{ path, value }];
    return typeof value === "number" || typeof value === "boolean" ? [{ path, value: String(value) }] : [];
  });
}
