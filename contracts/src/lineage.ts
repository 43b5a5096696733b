import type { ContractRegistry } from "./registry.ts";

/** Where a contract stands among its versions; for catalogues. */
export type Lineage = {
  /** The types of all known versions, oldest first, its own among them. */
  readonly versions: readonly string[];
  /** The older version that its data can be made from, or why they cannot; null where there is none. */
  readonly upcasts: { readonly from: string; readonly impossible: string | null } | null;
};

/** The lineage of a known type. */
export function lineageOf(type: string, registry: Pick<ContractRegistry, "get" | "versions">): Lineage {
  const upcasts = registry.get(type)?.upcasts;
  return {
    versions: registry.versions(type).map((version) => version.type),
    upcasts: upcasts
      ? { from: upcasts.from.type, impossible: "impossible" in upcasts ? upcasts.impossible : null }
      : null,
  };
}

/** A lineage in one sentence; undefined for a contract that has only ever had one version. */
export function lineageSentence(type: string, registry: Pick<ContractRegistry, "get" | "versions">) {
  const { versions, upcasts } = lineageOf(type, registry);
  const others = versions.filter((version) => version !== type);
  if (others.length === 0 && !upcasts) return undefined;
  const beside = others.length === 0 ? "No other version is known" : `Stands beside ${others.join(", ")}`;
  if (!upcasts) return `${beside}.`;
  const { from, impossible } = upcasts;
  return impossible === null
    ? `${beside}; ${from} is upcast to it.`
    : `${beside}; ${from} cannot be upcast to it: ${impossible}`;
}
