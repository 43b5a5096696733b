import { isRecord, type ContractRegistry } from "@spindlebus/contracts";
import { hiddenValue } from "../mask-body.ts";
import type { Patch } from "../mending/apply-patch.ts";
import { readExactly, writeExactly, type ExactTree } from "../mending/exact-tree.ts";
import { isDelicate, placesOf } from "../mending/places.ts";

type Written = {
  readonly kind: Patch["kind"];
  readonly patch: string | null;
  readonly types: readonly string[];
};

/**
 * A patch as anybody may read it: what it writes into personal and sensitive places, or compares with them, is hidden; where the
 * contract of one of its types is gone, every value is. Null where nobody can read it.
 */
export function shownPatch({ kind, patch, types }: Written, registry: ContractRegistry): string | null {
  if (patch === null) return null;
  const contracts = types.map((type) => registry.get(type));
  const kinds = contracts.map((contract) => contract && placesOf(contract));
  const hides = (pointer: string): boolean =>
    kinds.length === 0 || kinds.some((kindsOf) => !kindsOf || isDelicate(kindsOf(pointer)));
  const tree = readExactly(patch);
  if (kind === "mergePatch") return writeExactly(masked(tree, "", hides));
  const operations = Array.isArray(tree) ? (tree as readonly ExactTree[]) : [];
  return writeExactly(
    operations.map((operation) => {
      if (!isRecord(operation) || !("value" in operation)) return operation;
      const { path } = operation;
      return hides(typeof path === "string" ? path : "") ? { ...operation, value: hiddenValue } : operation;
    }),
  );
}

function masked(tree: ExactTree, pointer: string, hides: (pointer: string) => boolean): ExactTree {
  if (!isRecord(tree)) return tree === null || !hides(pointer) ? tree : hiddenValue;
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => {
      const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
      return [name, masked(value, `${pointer}/${step}`, hides)];
    }),
  );
}
