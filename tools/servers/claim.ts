import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startOf } from "./processes.ts";

/** One process, and no later one that was given the same pid. */
export type ProcessId = { readonly pid: number; readonly start: string };

/** Who holds a data dir's servers, and for whom. */
export type Claim = { readonly guard: ProcessId; readonly owner: ProcessId };

/** A process as it runs now; a start that matches nothing when it does not. */
export const processId = (pid: number): ProcessId => ({ pid, start: startOf(pid) ?? "gone" });

/** Whether that very process still runs. */
export const stillRuns = ({ pid, start }: ProcessId): boolean => startOf(pid) === start;

/** The claim on a data dir, also one whose processes are dead. */
export function readClaim(dataDir: string): Claim | undefined {
  try {
    return read(fileOf(dataDir));
  } catch {
    return undefined;
  }
}

/**
 * Claims a data dir for one guard; answers the claim that holds, which is another's when its guard still runs.
 * A dead guard's claim is moved aside first, and put back when it turns out that someone was faster.
 */
export function claim(dataDir: string, mine: Claim): Claim {
  const [file, own] = [fileOf(dataDir), `${fileOf(dataDir)}.${mine.guard.pid}`];
  writeFileSync(own, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      if (link(own, file)) return mine;
      const holder = readClaim(dataDir);
      if (holder && stillRuns(holder.guard)) return holder;
      const aside = `${own}.stale`;
      if (!rename(file, aside)) continue;
      if (stillRuns(read(aside).guard)) link(aside, file);
      rmSync(aside, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Gives the claim back. */
export const unclaim = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

const fileOf = (dataDir: string) => join(dataDir, "guard.json");

function read(file: string): Claim {
  // Written by `claim`, whole or not at all.
  const found: Claim = JSON.parse(readFileSync(file, "utf8"));
  return found;
}

const link = (from: string, to: string) => attempt(() => linkSync(from, to), "EEXIST");
const rename = (from: string, to: string) => attempt(() => renameSync(from, to), "ENOENT");

/** False when it failed in the one way that means that someone else was faster. */
function attempt(act: () => void, lost: string): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === lost) return false;
    throw error;
  }
}
