import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { acceptsAmqp } from "./accepts-amqp.ts";
import type { Ports } from "./ports.ts";
import { commandLineOf, end, hasExited, isAlive, send } from "./processes.ts";
import type { RabbitmqPrograms } from "./rabbitmq-programs.ts";
import type { RunningServer, Server } from "./server.ts";
import { tailOf } from "./server.ts";

const user = "spindle";
const readyWithinMs = 90_000;
/** Says that the node has been ready once. */
const wholeMarker = "whole";

type Node = { readonly directory: string; readonly programs: RabbitmqPrograms; readonly ports: Ports };

/** The private RabbitMQ of a data dir, from the programs found on the machine. */
export function rabbitmqNode(dataDir: string, programs: RabbitmqPrograms, ports: Ports): Server {
  const node = { directory: join(dataDir, "rabbitmq"), programs, ports };
  return {
    name: "RabbitMQ",
    start: (signal) => start(node, signal),
    url: () => urlOf(node),
    control: { command: programs.ctl, args: [], env: environmentOf(node) },
  };
}

async function urlOf({ directory, ports }: Node): Promise<string> {
  const password = (await readFile(join(directory, "password"), "utf8")).trim();
  return `amqp://${user}:${password}@127.0.0.1:${ports.amqp}`;
}

async function start(node: Node, signal: AbortSignal): Promise<RunningServer> {
  await clearLeftovers(node);
  await prepare(node);
  const epmd = await startPortMapper(node);
  const log = openSync(outputOf(node), "w", 0o600);
  const script = spawn(node.programs.server, [], {
    env: { ...process.env, ...environmentOf(node) },
    stdio: ["ignore", log, log],
    detached: true,
    cwd: "/",
  });
  closeSync(log);
  const scriptExited = once(script, "exit").then(() => undefined);
  // A spawned process has a pid.
  const group = script.pid as number;
  try {
    await isReady(node, scriptExited, signal);
  } catch (error) {
    send(-group, "SIGKILL");
    await end(epmd, "SIGTERM", 2_000);
    throw error;
  }
  await writeFile(join(node.directory, wholeMarker), "");
  const pid = await pidOf(node.directory);
  return {
    pid,
    exited: scriptExited.then(async () => {
      // The script outlives the node, unless somebody killed the script.
      send(-group, "SIGKILL");
      await hasExited(pid, 10_000);
      await end(epmd, "SIGTERM", 2_000);
    }),
    stop: (hard) => end(pid, hard ? "SIGKILL" : "SIGTERM", 30_000),
  };
}

/**
 * Everything the node and its command line tools must agree on. The cookie is in HOME.
 * A port mapper (epmd) of its own lets the node keep one name wherever it runs, and be stopped without a trace.
 */
function environmentOf({ directory, ports }: Node): Readonly<Record<string, string>> {
  return {
    HOME: join(directory, "home"),
    ERL_EPMD_ADDRESS: "127.0.0.1",
    ERL_EPMD_PORT: String(ports.epmd),
    RABBITMQ_NODENAME: "spindle@localhost",
    RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
    RABBITMQ_NODE_PORT: String(ports.amqp),
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_MNESIA_BASE: join(directory, "mnesia"),
    RABBITMQ_LOG_BASE: join(directory, "log"),
    RABBITMQ_PID_FILE: pidFileOf(directory),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, "enabled_plugins"),
    RABBITMQ_CONFIG_FILE: join(directory, "rabbitmq.conf"),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(directory, "advanced.config"),
    RABBITMQ_GENERATED_CONFIG_DIR: join(directory, "generated"),
    // Not the system node's settings.
    RABBITMQ_CONF_ENV_FILE: "/dev/null",
    // Idle schedulers sleep instead of spinning: the machine is shared with what is being developed.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
  };
}

async function prepare({ directory, ports }: Node): Promise<void> {
  // A first start that was cut off may have made the database but not yet our user in it.
  if (!existsSync(join(directory, wholeMarker)))
    await rm(join(directory, "mnesia"), { recursive: true, force: true });
  for (const folder of ["home", "mnesia", "log", "generated"]) {
    await mkdir(join(directory, folder), { recursive: true, mode: 0o700 });
  }
  await writeOnce(join(directory, "home", ".erlang.cookie"), randomBytes(20).toString("hex"), 0o400);
  await writeOnce(join(directory, "password"), randomBytes(24).toString("base64url"), 0o600);
  const password = await readFile(join(directory, "password"), "utf8");
  await writeFile(join(directory, "enabled_plugins"), "[].\n");
  await writeFile(join(directory, "rabbitmq.conf"), configuration(ports.amqp, password), { mode: 0o600 });
}

const configuration = (port: number, password: string) => `
listeners.tcp.local = 127.0.0.1:${port}
default_user = ${user}
default_pass = ${password}
loopback_users.${user} = true
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 1GB
raft.wal_max_size_bytes = 67108864
`;

async function writeOnce(file: string, content: string, mode: number): Promise<void> {
  if (!existsSync(file)) await writeFile(file, content, { mode });
}

/** A node and a port mapper whose guard was killed are stopped. */
async function clearLeftovers({ directory, programs }: Node): Promise<void> {
  const pid = await pidOf(directory);
  if (isAlive(pid) && commandLineOf(pid).includes(join(directory, "mnesia"))) {
    console.log(`stopping RabbitMQ ${pid}, which an earlier owner left behind`);
    await end(pid, "SIGTERM", 30_000);
  }
  await rm(pidFileOf(directory), { force: true });
  const epmd = Number(await readFile(epmdPidFileOf(directory), "utf8").catch(() => "0"));
  if (epmd > 0 && commandLineOf(epmd).startsWith(programs.epmd)) await end(epmd, "SIGTERM", 2_000);
}

/** In the foreground: a child that we can end, where Erlang itself would start a daemon that stays for ever. */
async function startPortMapper({ directory, programs, ports }: Node): Promise<number> {
  const child = spawn(programs.epmd, ["-port", String(ports.epmd), "-address", "127.0.0.1"], {
    stdio: "ignore",
    detached: true,
    cwd: "/",
  });
  await once(child, "spawn");
  // A spawned process has a pid.
  const pid = child.pid as number;
  await writeFile(epmdPidFileOf(directory), String(pid));
  return pid;
}

async function isReady(node: Node, scriptExited: Promise<void>, signal: AbortSignal): Promise<void> {
  let gone = false;
  void scriptExited.then(() => (gone = true));
  const deadline = performance.now() + readyWithinMs;
  while (!(await acceptsAmqp(node.ports.amqp))) {
    signal.throwIfAborted();
    if (gone) throw new Error(`RabbitMQ did not start:\n${tailOf(outputOf(node))}`);
    if (performance.now() > deadline) {
      throw new Error(`RabbitMQ was not ready after ${readyWithinMs / 1_000} s:\n${tailOf(outputOf(node))}`);
    }
    await delay(50);
  }
}

/** 0 when the node has not written its pid. */
const pidOf = async (directory: string) =>
  Number((await readFile(pidFileOf(directory), "utf8").catch(() => "0")).trim());

const pidFileOf = (directory: string) => join(directory, "pid");
const epmdPidFileOf = (directory: string) => join(directory, "epmd.pid");
const outputOf = ({ directory }: Node) => join(directory, "log", "output.log");
