import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Say } from "../say.ts";
import { readClaim, stillRuns } from "./claim.ts";
import { planServers } from "./plan.ts";
import { hasExited } from "./processes.ts";
import type { FromGuard, Plan, ToGuard } from "./protocol.ts";
import { readRecord } from "./record.ts";
import type { ServerRecord, ServersRecord } from "./record.ts";

/** A RabbitMQ and a PostgreSQL, as long as their owner lives or until it releases them. */
export type Servers = {
  readonly amqpUrl: string;
  readonly databaseUrl: string;
  /** As they were when they became ready; `servers.json` in the data dir says how they are now. */
  readonly rabbitmq: ServersRecord["rabbitmq"];
  readonly postgres: ServerRecord;
  /** A process group to end before the servers, should the owner die without a word. */
  endFirst(group: number): void;
  /** Stops the servers and waits until they are gone; `hard` does not let them tidy up. */
  release(hard?: boolean): Promise<void>;
};

/** What `acquireServers` needs to know. */
export type Wanted = {
  readonly dataDir: string;
  readonly say: Say;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Gives up and leaves nothing running. */
  readonly signal?: AbortSignal;
};

/** The data dir's servers belong to another process that still runs. */
export class DataDirInUse extends Error {
  readonly ownerPid: number;
  constructor(dataDir: string, ownerPid: number) {
    super(
      `${dataDir} is in use by process ${ownerPid}; stop it with Ctrl-C in its terminal, or with: kill ${ownerPid}`,
    );
    this.ownerPid = ownerPid;
  }
}

/**
 * Gets the servers of a data dir, in the order of preference of docs and DESIGN: given by the environment, found on the
 * machine, in a container, installed. Throws DataDirInUse, or an error that says what to type.
 */
export async function acquireServers({
  dataDir,
  say,
  environment = process.env,
  signal,
}: Wanted): Promise<Servers> {
  const directory = resolve(dataDir);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await waitForEndingGuard(directory, say);
  const plan = await planServers(directory, environment, say);
  if ("url" in plan.rabbitmq && typeof plan.postgres === "object")
    return elsewhere(plan.rabbitmq, plan.postgres);
  const guard = await startGuard(plan, say, signal);
  const record = readRecord(directory);
  if (!record) throw new Error(`the guard is ready, but there is no servers.json in ${directory}`);
  return {
    ...views(record),
    endFirst: (group) => tell(guard, { do: "endFirst", group }),
    release: releaseOf(guard),
  };
}

/** The servers of a data dir whose owner runs and has them ready, or nothing. */
export function runningServers(dataDir: string): ServersRecord | undefined {
  const claim = readClaim(resolve(dataDir));
  return claim && stillRuns(claim.guard) && stillRuns(claim.owner) ? readRecord(resolve(dataDir)) : undefined;
}

/** A guard whose owner has died is about to end; with its owner alive, the data dir is taken. */
async function waitForEndingGuard(dataDir: string, say: Say): Promise<void> {
  const claim = readClaim(dataDir);
  if (!claim || !stillRuns(claim.guard)) return;
  if (stillRuns(claim.owner)) throw new DataDirInUse(dataDir, claim.owner.pid);
  say(`waiting for the servers of an earlier run (process ${claim.owner.pid}, which has ended) to stop`);
  if (!(await hasExited(claim.guard.pid, 60_000))) {
    throw new Error(
      `the servers of an earlier run do not stop; end their guard with: kill -9 ${claim.guard.pid}`,
    );
  }
}

const elsewhere = (rabbitmq: ServerRecord, postgres: ServerRecord): Servers => ({
  ...views({ rabbitmq, postgres }),
  endFirst: () => {},
  release: async () => {},
});

const views = (record: ServersRecord) => ({
  amqpUrl: record.rabbitmq.url,
  databaseUrl: record.postgres.url,
  ...record,
});

async function startGuard(plan: Plan, say: Say, signal: AbortSignal | undefined): Promise<ChildProcess> {
  const log = openSync(join(plan.dataDir, "guard.log"), "w", 0o600);
  const guard = fork(fileURLToPath(import.meta.resolve("./guard.ts")), [plan.dataDir], {
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
    execArgv: [],
  });
  closeSync(log);
  const abort = () => tell(guard, { do: "stop", hard: false });
  signal?.addEventListener("abort", abort, { once: true });
  try {
    tell(guard, { do: "begin", plan, ownerPid: process.pid });
    await becomesReady(guard, plan.dataDir, say);
    signal?.throwIfAborted();
  } finally {
    signal?.removeEventListener("abort", abort);
  }
  // The servers alone do not keep the owner running.
  guard.unref();
  guard.channel?.unref();
  return guard;
}

function becomesReady(guard: ChildProcess, dataDir: string, say: Say): Promise<void> {
  return new Promise((ready, fail) => {
    let reason: Error | undefined;
    guard.on("error", fail);
    guard.on("exit", () =>
      fail(reason ?? new Error(`the servers' guard ended; see ${join(dataDir, "guard.log")}`)),
    );
    guard.on("message", (message) => {
      // Our own guard has the other end.
      const news = message as FromGuard;
      if (news.is === "line") say(news.text);
      else if (news.is === "ready") ready();
      else if (news.is === "refused") reason = new DataDirInUse(dataDir, news.claim.owner.pid);
      else reason = new Error(news.reason);
    });
  });
}

function releaseOf(guard: ChildProcess): Servers["release"] {
  return async (hard = false) => {
    if (guard.exitCode !== null || guard.signalCode !== null) return;
    guard.ref();
    const exited = once(guard, "exit");
    tell(guard, { do: "stop", hard });
    await exited;
  };
}

function tell(guard: ChildProcess, message: ToGuard): void {
  if (guard.connected) guard.send(message);
}
