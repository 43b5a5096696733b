import type { Patch } from "./apply-patch.ts";
import { readExactly } from "./exact-tree.ts";

/** A patch from its spelling, in which alone its numbers are exact. */
export function readPatch(kind: Patch["kind"], spelled: string): Patch {
  const tree = readExactly(spelled);
  return kind === "patch" ? { kind, operations: tree } : { kind, patch: tree };
}
