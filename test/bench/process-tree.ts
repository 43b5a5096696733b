import { readdirSync, readFileSync } from "node:fs";

/** A process and all that it started and that still runs. */
export function treeOf(root: number): readonly number[] {
  const parents = parentsOfAll();
  const below = (pid: number): readonly number[] => [pid, ...(parents.get(pid) ?? []).flatMap(below)];
  return below(root);
}

function parentsOfAll(): ReadonlyMap<number, readonly number[]> {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  const known = pids.flatMap((pid) => {
    const parent = statOf(pid)?.[3];
    return parent === undefined ? [] : [{ pid, parent: Number(parent) }];
  });
  const children = Map.groupBy(known, ({ parent }) => parent);
  return new Map([...children].map(([parent, all]) => [parent, all.map(({ pid }) => pid)]));
}

/** The fields of `/proc/<pid>/stat`, from the first; undefined once the process has gone. */
export function statOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program stands in brackets and may hold spaces.
    return [String(pid), "", ...text.slice(text.lastIndexOf(")") + 2).split(" ")];
  } catch {
    return undefined;
  }
}
