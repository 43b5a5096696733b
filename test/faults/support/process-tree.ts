import { readdirSync, readFileSync } from "node:fs";
import { send } from "../../../tools/servers/processes.ts";

/** A process and all that descend from it, parents first; /proc knows, so this is for Linux. */
export function processTree(root: number): number[] {
  const children = childrenByParent();
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Kills a process, what descends from it, and what is left of its process group; what is stopped dies as well. */
export function killTree(root: number): void {
  const tree = processTree(root);
  for (const pid of tree) send(pid, "SIGKILL");
  send(-root, "SIGKILL");
}

/** Stops every process of a tree in its place. Parents first, and looked at again: a running parent may have forked. */
export function freezeTree(root: number): void {
  const frozen = new Set<number>();
  for (;;) {
    const running = processTree(root).filter((pid) => !frozen.has(pid));
    if (running.length === 0) return;
    for (const pid of running) {
      send(pid, "SIGSTOP");
      frozen.add(pid);
    }
  }
}

/** Lets a frozen tree go on. */
export function thawTree(root: number): void {
  for (const pid of processTree(root).toReversed()) send(pid, "SIGCONT");
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    if (parent === undefined) continue;
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

/** proc(5): the 4th field of stat, the second one after the name. */
function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined; // it has just ended
  }
}
