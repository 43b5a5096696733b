import type { ContractRegistry } from "./registry.ts";

/** Where a contract stands among its versions; for catalogues. */
export type Lineage = {
  /** The types of all known versions, oldest first, its own among them. */
  readonly versions: readonly string[];
  /** The older version that its data can be made from, or why they cannot; null where there is none. */
  readonly upcasts: { readonly from: string; readonly impossible: string | null } | null;
  /** Why nobody should begin to use it, or until when it is taken; null where nothing is said against it. */
  readonly deprecated: string | null;
};

/** The lineage of a known type. */
export function lineageOf(type: string, registry: Pick<ContractRegistry, "get" | "versions">): Lineage {
  const { upcasts, deprecated = null } = registry.get(type) ?? {};
  return {
    versions: registry.versions(type).map((version) => version.type),
    upcasts: upcasts
      ? { from: upcasts.from.type, impossible: "impossible" in upcasts ? upcasts.impossible : null }
      : null,
    deprecated,
  };
}

/** A lineage in words; undefined for a contract that has only ever had one version, and is not deprecated. */
export function lineageSentence(type: string, registry: Pick<ContractRegistry, "get" | "versions">) {
  const lineage = lineageOf(type, registry);
  const { deprecated } = lineage;
  const words = [deprecated === null ? undefined : `Deprecated: ${deprecated}`, standing(type, lineage)];
  return words.filter((each) => each !== undefined).join(" ") || undefined;
}

function standing(type: string, { versions, upcasts }: Lineage): string | undefined {
  const others = versions.filter((version) => version !== type);
  if (others.length === 0 && !upcasts) return undefined;
  const beside = others.length === 0 ? "No other version is known" : `Stands beside ${others.join(", ")}`;
  if (!upcasts) return `${beside}.`;
  const { from, impossible } = upcasts;
  return impossible === null
    ? `${beside}; ${from} is upcast to it.`
    : `${beside}; ${from} cannot be upcast to it: ${impossible}`;
}
