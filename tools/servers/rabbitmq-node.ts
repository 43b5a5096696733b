import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Say } from "../say.ts";
import { acceptsAmqp } from "./accepts-amqp.ts";
import { keepSecret } from "./keep-secret.ts";
import { startPortMapper, stopLeftOverPortMapper } from "./port-mapper.ts";
import type { Ports } from "./ports.ts";
import { commandLineOf, end, endGroup, hasExited, pidOf } from "./processes.ts";
import type { RabbitmqPrograms } from "./rabbitmq-programs.ts";
import type { RunningServer, Server } from "./server.ts";
import { untilReady } from "./until-ready.ts";

const user = "spindle";

/** A node of a cluster: whoever puts the cluster together runs the port mapper that its nodes share. */
export type Member = {
  /** Of the form `name@localhost`. */
  readonly nodeName: string;
  /** More lines for its rabbitmq.conf. */
  readonly settings: readonly string[];
  /** More arguments for its Erlang. */
  readonly erlangArguments: string;
  /** Told the process group of each start at once, so that nothing is left running however the owner dies. */
  readonly spawned: (group: number) => void;
};

type Node = {
  readonly directory: string;
  readonly programs: RabbitmqPrograms;
  readonly ports: Ports;
  readonly member?: Member | undefined;
};

/** The private RabbitMQ of a data dir, from the programs found on the machine. */
export function rabbitmqNode(
  dataDir: string,
  programs: RabbitmqPrograms,
  ports: Ports,
  member?: Member,
): Server {
  const node = { directory: directoryOf(dataDir), programs, ports, member };
  return {
    name: "RabbitMQ",
    start: (signal) => start(node, signal),
    url: () => urlOf(node),
    control: { command: programs.ctl, args: [], env: environmentOf(node) },
  };
}

/** Stops a data dir's node whose guard was killed. */
export async function stopLeftOverNode(dataDir: string, say: Say): Promise<void> {
  const directory = directoryOf(dataDir);
  const pid = await nodePid(directory);
  // Erlang's emulator names its HOME on its command line.
  if (commandLineOf(pid).includes(`-home ${homeOf(directory)} `)) {
    say(`stopping RabbitMQ, pid ${pid}: its guard is gone`);
    await end(pid, "SIGTERM", 30_000);
  }
  await stopLeftOverPortMapper(directory);
}

async function urlOf({ directory, ports }: Node): Promise<string> {
  const password = await readFile(join(directory, "password"), "utf8");
  return `amqp://${user}:${password}@127.0.0.1:${ports.amqp}`;
}

async function start(node: Node, signal: AbortSignal): Promise<RunningServer> {
  const { directory, programs, ports } = node;
  await rm(pidFileOf(directory), { force: true });
  await prepare(node);
  const portMapper = node.member ? undefined : await startPortMapper(programs.epmd, ports.epmd, directory);
  const logFile = join(directory, "log", "output.log");
  const script = spawnScript(node, logFile);
  const scriptExited = once(script, "exit");
  const group = await pidOf(script);
  node.member?.spawned(group);
  try {
    const starting = { name: "RabbitMQ", logFile, exited: scriptExited, withinMs: 90_000 };
    await untilReady(starting, () => acceptsAmqp(ports.amqp), signal);
    await writeFile(wholeMarkerOf(directory), "");
  } catch (error) {
    await endGroup(group, 0);
    await portMapper?.stop();
    throw error;
  }
  const pid = await nodePid(directory);
  return {
    pid,
    exited: (async () => {
      await scriptExited;
      // The script ends after its node, unless somebody killed the script.
      await endGroup(group, 0);
      await hasExited(pid, 10_000);
      await portMapper?.stop();
    })(),
    stop: (hard) => end(pid, hard ? "SIGKILL" : "SIGTERM", 30_000),
  };
}

async function prepare({ directory, ports, member }: Node): Promise<void> {
  // A first start that was cut off may have made the database but not yet our user in it.
  if (!existsSync(wholeMarkerOf(directory)))
    await rm(databaseOf(directory), { recursive: true, force: true });
  for (const folder of ["home", "mnesia", "log", "generated"]) {
    await mkdir(join(directory, folder), { recursive: true, mode: 0o700 });
  }
  await keepSecret(join(homeOf(directory), ".erlang.cookie"), 0o400);
  const password = await keepSecret(join(directory, "password"));
  await writeFile(join(directory, "enabled_plugins"), "[].\n");
  const lines = [...configuration(ports.amqp, password), ...(member?.settings ?? []), ""];
  await writeFile(join(directory, "rabbitmq.conf"), lines.join("\n"), { mode: 0o600 });
}

const configuration = (port: number, password: string) => [
  `listeners.tcp.local = 127.0.0.1:${port}`,
  `default_user = ${user}`,
  `default_pass = ${password}`,
  `loopback_users.${user} = true`,
  "disk_free_limit.absolute = 50MB",
  "vm_memory_high_watermark.absolute = 1GB",
  "raft.wal_max_size_bytes = 67108864",
];

function spawnScript(node: Node, logFile: string) {
  const log = openSync(logFile, "w", 0o600);
  const script = spawn(node.programs.server, [], {
    env: { ...process.env, ...environmentOf(node) },
    stdio: ["ignore", log, log],
    // Its process group holds the node as well.
    detached: true,
    cwd: "/",
  });
  closeSync(log);
  return script;
}

/** Everything the node and its command line tools must agree on; the cookie is in HOME. */
function environmentOf({ directory, ports, member }: Node): Readonly<Record<string, string>> {
  return {
    HOME: homeOf(directory),
    ERL_EPMD_ADDRESS: "127.0.0.1",
    ERL_EPMD_PORT: String(ports.epmd),
    RABBITMQ_NODENAME: member?.nodeName ?? "spindle@localhost",
    RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
    RABBITMQ_NODE_PORT: String(ports.amqp),
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_MNESIA_BASE: databaseOf(directory),
    RABBITMQ_LOG_BASE: join(directory, "log"),
    RABBITMQ_PID_FILE: pidFileOf(directory),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, "enabled_plugins"),
    RABBITMQ_CONFIG_FILE: join(directory, "rabbitmq.conf"),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(directory, "advanced.config"),
    RABBITMQ_GENERATED_CONFIG_DIR: join(directory, "generated"),
    // Not the system node's settings.
    RABBITMQ_CONF_ENV_FILE: "/dev/null",
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `${idleErlang} ${member?.erlangArguments ?? ""}`.trim(),
  };
}

/** Idle schedulers sleep instead of spinning: the machine is shared with what is being developed. */
const idleErlang = "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}";

/** 0 when the node has not written its pid. */
const nodePid = async (directory: string) =>
  Number(await readFile(pidFileOf(directory), "utf8").catch(() => "0"));

const directoryOf = (dataDir: string) => join(dataDir, "rabbitmq");
const homeOf = (directory: string) => join(directory, "home");
const databaseOf = (directory: string) => join(directory, "mnesia");
const pidFileOf = (directory: string) => join(directory, "pid");
/** A file that says that the node has been ready once. */
const wholeMarkerOf = (directory: string) => join(directory, "whole");
