import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Say } from "../say.ts";
import { stopLeftOvers } from "./left-overs.ts";
import type { FromGuard, Plan, ToGuard } from "./protocol.ts";

/** The owner's end of a guard. */
export type GuardProcess = {
  endFirst(group: number): void;
  release(hard?: boolean): Promise<void>;
};

/** The data dir's servers belong to another process that still runs. */
export class DataDirInUse extends Error {
  readonly ownerPid: number;

  constructor(dataDir: string, ownerPid: number) {
    super(
      `${dataDir} is in use by process ${ownerPid}; stop it with Ctrl-C in its terminal, or type: kill ${ownerPid}`,
    );
    this.ownerPid = ownerPid;
  }
}

/** Starts a guard and waits until its servers are ready. */
export async function startGuard(plan: Plan, say: Say, signal?: AbortSignal): Promise<GuardProcess> {
  signal?.throwIfAborted();
  const logFile = join(plan.dataDir, "guard.log");
  const guard = forkGuard(plan.dataDir, logFile);
  const stop = () => tell(guard, { do: "stop", hard: false });
  signal?.addEventListener("abort", stop, { once: true });
  tell(guard, { do: "begin", plan, ownerPid: process.pid });
  try {
    await becomesReady(guard, plan.dataDir, logFile, say);
  } catch (error) {
    // An error of ours to stop it is no news.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
  // Servers alone do not keep their owner running.
  guard.unref();
  guard.channel?.unref();
  return {
    endFirst: (group) => tell(guard, { do: "endFirst", group }),
    release: async (hard = false) => {
      await endGuard(guard, hard);
      // None, unless the guard itself was killed.
      await stopLeftOvers(plan.dataDir, say);
    },
  };
}

function forkGuard(dataDir: string, logFile: string): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  const guard = fork(fileURLToPath(new URL("./guard.ts", import.meta.url)), [dataDir], {
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
    execArgv: [],
    cwd: "/",
  });
  closeSync(log);
  return guard;
}

function becomesReady(guard: ChildProcess, dataDir: string, logFile: string, say: Say): Promise<void> {
  return new Promise((ready, fail) => {
    let reason = new Error(`the servers' guard ended before its time; see ${logFile}`);
    guard.on("error", fail);
    guard.on("exit", () => fail(reason));
    guard.on("message", (news: FromGuard) => {
      switch (news.is) {
        case "line":
          return say(news.text);
        case "ready":
          return ready();
        case "refused":
          reason = new DataDirInUse(dataDir, news.ownerPid);
          return;
        case "failed":
          reason = new Error(news.reason);
          return;
      }
    });
  });
}

async function endGuard(guard: ChildProcess, hard: boolean): Promise<void> {
  if (guard.exitCode !== null || guard.signalCode !== null) return;
  guard.ref();
  const exited = once(guard, "exit");
  tell(guard, { do: "stop", hard });
  await exited;
}

function tell(guard: ChildProcess, message: ToGuard): void {
  if (guard.connected) guard.send(message);
}
