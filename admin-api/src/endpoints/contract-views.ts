import type { TypeVolume } from "@spindlebus/bus/engine";
import {
  compareReleased,
  isBreaking,
  lineageOf,
  releaseOf,
  takenTypes,
  type Contract,
} from "@spindlebus/contracts";
import type { AdminPorts } from "../ports.ts";

type Plan = AdminPorts["plan"];

const silent: TypeVolume = { messages: 0, invalid: 0, about: false, sources: [] };

/** The contract of a type, as the catalogue lists it. */
export function contractViews({ registry, routes }: Plan, volumes: ReadonlyMap<string, TypeVolume>) {
  return registry.all().map(({ type, kind, summary, entityKey, semantics, owner, indexed = [] }) => ({
    type,
    indexed,
    kind,
    summary,
    entityKey,
    semantics,
    owner,
    routes: routes
      .filter(({ operation: { on, older } }) => takenTypes(on, older).includes(type))
      .map(({ name }) => name),
    lastDay: volumes.get(type) ?? silent,
    ...lineageOf(type, registry),
  }));
}

/** What changed from a contract to another, as if the second were to take the first one's place. */
export function contractDiff({ registry }: Pick<Plan, "registry">, from: Contract, to: Contract) {
  const released = { ...releaseOf(registry, from), type: to.type };
  const changes = compareReleased(released, registry);
  const verdict = changes.some(isBreaking) ? ("breaking" as const) : ("compatible" as const);
  return { from: from.type, to: to.type, verdict, changes };
}

/** Said of a type that no contract has, with the known types that look like it. */
export function unknownType({ registry }: Pick<Plan, "registry">, type: string): string {
  const similar = registry.nearest(type).join(" or ");
  return `No contract has the type ${type}.${similar && ` Did you mean ${similar}?`}`;
}
