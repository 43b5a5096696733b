import { execFileSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Whether a process runs. A zombie, dead but not yet reaped by its parent, does not. */
export function isAlive(pid: number): boolean {
  // Zero and below name process groups.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return !statOf(pid)?.startsWith("Z");
}

/**
 * When a process was started, as an opaque text, or nothing when it does not run.
 * Pid and start together name one process: pids are used again, soon in a container.
 */
export function startOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  if (process.platform !== "linux") return ps(pid, "lstart=");
  // proc(5): the 22nd field of stat; the state, the first one after the name, is the 3rd.
  return statOf(pid)?.split(" ")[22 - 3];
}

/** The command line of a process, its words joined by spaces; empty when it does not run. */
export function commandLineOf(pid: number): string {
  if (!isAlive(pid)) return "";
  if (process.platform !== "linux") return ps(pid, "command=") ?? "";
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}

/** Waits until a process is gone; false when it still runs after `withinMs`. */
export async function hasExited(pid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false;
    await delay(25);
  }
  return true;
}

/** The pid of a process that has just been spawned; throws when it could not be. */
export async function pidOf(child: ChildProcess): Promise<number> {
  if (child.pid === undefined) await once(child, "spawn");
  if (child.pid === undefined) throw new Error(`${child.spawnfile} has no pid`);
  return child.pid;
}

/** Asks a process to end with `signal`, and kills it when it has not after `withinMs`. */
export async function end(pid: number, signal: NodeJS.Signals, withinMs: number): Promise<void> {
  send(pid, signal);
  if (await hasExited(pid, withinMs)) return;
  send(pid, "SIGKILL");
  await hasExited(pid, 5_000);
}

/** Asks a process group to end, and kills what is left of it after `withinMs`. */
export async function endGroup(group: number, withinMs: number): Promise<void> {
  send(-group, "SIGTERM");
  const deadline = performance.now() + withinMs;
  while (groupLives(group) && performance.now() < deadline) await delay(25);
  send(-group, "SIGKILL");
}

function groupLives(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}

/** Sends a signal to a process, or with a negative pid to a process group; one that is gone is fine. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already, which is what a signal of ours is for.
  }
}

/** The fields of /proc/<pid>/stat that follow the name (which may itself hold spaces and brackets). */
function statOf(pid: number): string | undefined {
  if (process.platform !== "linux") return ps(pid, "stat=");
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2);
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    return execFileSync("ps", ["-o", column, "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
