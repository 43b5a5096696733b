import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { choosePorts } from "../../../tools/servers/ports.ts";
import { postgresCluster } from "../../../tools/servers/postgres-cluster.ts";
import type { RunningServer } from "../../../tools/servers/server.ts";
import { freezeTree, killTree, thawTree } from "./process-tree.ts";
import { openReaper } from "./reaper.ts";

const run = promisify(execFile);

/** A PostgreSQL of its own that can be hurt. */
export type Database = {
  readonly url: string;
  /** SIGKILL to every process; nothing starts it again but `start`. */
  kill(): Promise<void>;
  /** SIGSTOP to every process: connections stay, nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Starts it when it is down; resolves when it accepts connections, after crash recovery where that is due. */
  start(): Promise<void>;
  /** Stops it `immediate`, as after a power failure, and starts it. */
  crash(): Promise<void>;
  /** Takes every connection that is left until the returned function is called: others hear "too many clients". */
  exhaust(): Promise<() => Promise<void>>;
  /** A base backup under this name, taken as at one moment while clients stay connected. */
  backup(name: string): Promise<void>;
  /** Goes back to a base backup: what was committed since is lost, as after a failover to a late standby. */
  restore(name: string): Promise<void>;
  /** Kills what runs; the data dir is the caller's to remove. */
  close(): Promise<void>;
};

type DatabaseOptions = {
  readonly dataDir: string;
  /** More settings, such as `max_connections=20`. */
  readonly settings?: readonly string[];
};

/** Starts a PostgreSQL, some three seconds; nothing of it outlives this process, however that dies. */
export async function startDatabase({ dataDir, settings = [] }: DatabaseOptions): Promise<Database> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const reaper = openReaper();
  let pid = 0;
  let running: RunningServer | undefined;
  const ports = await choosePorts(dataDir);
  const server = postgresCluster(dataDir, ports.postgres, () => undefined, {
    settings,
    spawned(started) {
      pid = started;
      reaper.watch(started);
    },
  });
  const start = async () => {
    running = await server.start(new AbortController().signal);
  };
  const gone = async () => {
    await running?.exited;
    reaper.forget(pid);
  };
  const kill = async () => {
    // Every process: orphans would hold the shared memory, and PostgreSQL would not start again.
    killTree(pid);
    await gone();
  };
  const close = async () => {
    await kill();
    await reaper.close();
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  const url = await server.url();
  return {
    url,
    kill,
    freeze: () => freezeTree(pid),
    thaw: () => thawTree(pid),
    start,
    async crash() {
      await running?.stop(true);
      await gone();
      await start();
    },
    exhaust: () => exhaust(url),
    async backup(name) {
      // What every process sees of the files at one moment is what crash recovery is made for.
      freezeTree(pid);
      try {
        await copy(directoryOf(dataDir), backupOf(dataDir, name));
      } finally {
        thawTree(pid);
      }
    },
    async restore(name) {
      await kill();
      await copy(backupOf(dataDir, name), directoryOf(dataDir));
      await start();
    },
    close,
  };
}

const directoryOf = (dataDir: string) => join(dataDir, "postgres");
const backupOf = (dataDir: string, name: string) => join(dataDir, `backup-${name}`);

async function copy(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await run("cp", ["-a", from, to]);
}

/** One connection after the other until there is none left. */
async function exhaust(url: string): Promise<() => Promise<void>> {
  const taken: postgres.Sql[] = [];
  for (;;) {
    const one = postgres(url, { max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => undefined });
    taken.push(one);
    try {
      await one`SELECT`;
    } catch (error) {
      // 53300: too_many_connections
      if (error instanceof postgres.PostgresError && error.code === "53300") break;
      throw error;
    }
  }
  return async () => void (await Promise.all(taken.map((one) => one.end({ timeout: 1 }))));
}
