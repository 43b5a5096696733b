import { isRecord } from "@spindlebus/contracts";
import { writeExactly, type ExactTree } from "./exact-tree.ts";

/** One value that is another now, by its JSON Pointer in the data; values as JSON, numbers as they are spelled. */
export type Difference = {
  readonly pointer: string;
  readonly change: "added" | "removed" | "changed";
  readonly before: string | null;
  readonly after: string | null;
};

/** Every single value in which two data differ, in the order of their pointers. */
export function differencesOf(before: ExactTree | undefined, after: ExactTree): readonly Difference[] {
  const was = leavesOf(before);
  const is = leavesOf(after);
  return [...new Set([...was.keys(), ...is.keys()])].toSorted().flatMap((pointer) => {
    const old = was.get(pointer) ?? null;
    const now = is.get(pointer) ?? null;
    if (old === now) return [];
    const change = old === null ? "added" : now === null ? "removed" : "changed";
    return [{ pointer, change, before: old, after: now }];
  });
}

function leavesOf(tree: ExactTree | undefined): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  if (tree !== undefined) collect(tree, "", leaves);
  return leaves;
}

/** What is empty is a value by itself, or to empty a list would be no difference. */
function collect(tree: ExactTree, pointer: string, leaves: Map<string, string>): void {
  const children = isRecord(tree) || Array.isArray(tree) ? Object.entries(tree) : [];
  if (children.length === 0) leaves.set(pointer, writeExactly(tree));
  for (const [step, child] of children) collect(child as ExactTree, `${pointer}/${escaped(step)}`, leaves); // as: a child of a tree is one
}

const escaped = (step: string): string => step.replaceAll("~", "~0").replaceAll("/", "~1");
