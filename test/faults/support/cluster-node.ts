import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Ports } from "../../../tools/servers/ports.ts";
import { rabbitmqNode } from "../../../tools/servers/rabbitmq-node.ts";
import type { RabbitmqPrograms } from "../../../tools/servers/rabbitmq-programs.ts";
import type { Control } from "../../../tools/servers/record.ts";
import type { RunningServer } from "../../../tools/servers/server.ts";
import { freezeTree, killTree, thawTree } from "./process-tree.ts";
import type { Reaper } from "./reaper.ts";

const run = promisify(execFile);

/** One node of a cluster. */
export type ClusterNode = {
  readonly name: string;
  /** Its own AMQP URL, with user and password; known once it has been started. */
  url(): Promise<string>;
  readonly command: Control;
  /** Calls `rabbitmqctl` for it. */
  control(...words: readonly string[]): Promise<string>;
  /** Resolves when it accepts AMQP. */
  start(): Promise<void>;
  /** Asks it to stop in good order. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  freeze(): void;
  thaw(): void;
  readonly state: "running" | "frozen" | "down";
};

type NodeOptions = {
  readonly directory: string;
  readonly name: string;
  readonly cookie: string;
  readonly programs: RabbitmqPrograms;
  readonly ports: Ports;
  readonly reaper: Reaper;
};

/**
 * Silence of a peer is noticed after ten seconds instead of a minute; a minority stops serving, as production should
 * have it.
 */
const settings = ["net_ticktime = 10", "cluster_partition_handling = pause_minority"];

/**
 * One scheduler, as three nodes share a small machine. A dead letter that can be routed nowhere is tried again after ten seconds
 * instead of three minutes (rabbit_fifo_dlx_worker.erl).
 */
const erlangArguments = "+S 1:1 -rabbit dead_letter_worker_publisher_confirm_timeout 10000";

/** A node with its files in `directory`; not started yet. */
export async function clusterNode(options: NodeOptions): Promise<ClusterNode> {
  const { directory, name, cookie, programs, ports, reaper } = options;
  await giveCookie(directory, cookie);
  let group = 0;
  let running: RunningServer | undefined;
  let state: ClusterNode["state"] = "down";
  const server = rabbitmqNode(directory, programs, ports, {
    nodeName: name,
    settings,
    erlangArguments,
    spawned(pid) {
      group = pid;
      reaper.watch(pid);
    },
  });
  const { control: command } = server;
  if (!command) throw new Error(`${name} has no command line tool`);
  const gone = async () => {
    state = "down";
    await running?.exited;
    reaper.forget(group);
  };
  return {
    name,
    url: () => server.url(),
    command,
    get state() {
      return state;
    },
    async control(...words) {
      const env = { ...process.env, ...command.env };
      const { stdout } = await run(command.command, [...command.args, "--quiet", ...words], { env });
      return stdout.trim();
    },
    async start() {
      running = await server.start(new AbortController().signal);
      state = "running";
    },
    async stop() {
      await running?.stop(false);
      await gone();
    },
    async kill() {
      // By its group: an attempt to start a node twice would have removed its pid file.
      killTree(group);
      await gone();
    },
    freeze() {
      freezeTree(group);
      state = "frozen";
    },
    thaw() {
      thawTree(group);
      if (state === "frozen") state = "running";
    },
  };
}

/** Nodes talk only to nodes with the same cookie. */
async function giveCookie(directory: string, cookie: string): Promise<void> {
  const home = join(directory, "rabbitmq", "home");
  await mkdir(home, { recursive: true, mode: 0o700 });
  await writeFile(join(home, ".erlang.cookie"), cookie, { mode: 0o400 });
}
