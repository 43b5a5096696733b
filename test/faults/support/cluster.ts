import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startPortMapper } from "../../../tools/servers/port-mapper.ts";
import { choosePorts, type Ports } from "../../../tools/servers/ports.ts";
import { findRabbitmq, type RabbitmqPrograms } from "../../../tools/servers/rabbitmq-programs.ts";
import { addVhosts } from "../../support/vhosts.ts";
import { clusterNode, type ClusterNode } from "./cluster-node.ts";
import { partition } from "./partition.ts";
import { openReaper } from "./reaper.ts";

/** A RabbitMQ cluster on this machine that can be hurt. Nodes are numbered from 1. */
export type Cluster = {
  readonly nodes: readonly number[];
  /** The nodes' URLs for the default vhost, separated by commas as SPINDLE_AMQP_URL takes them. */
  readonly urls: string;
  /** One node's URL. */
  url(n: number): string;
  /** Makes a vhost; answers the nodes' URLs for it, separated by commas. */
  addVhost(name: string): Promise<string>;
  /** The node that leads a quorum queue now. */
  leaderOf(queue: string, vhost: string): Promise<number>;
  /** SIGKILL; nothing starts the node again but `start`. */
  kill(n: number): Promise<void>;
  /** SIGSTOP: connections stay, nothing answers. After ten seconds the others take it for gone. */
  freeze(n: number): void;
  thaw(n: number): void;
  /** Cuts a node off from the others, which then pauses; the returned function lets it come back. */
  partition(n: number): Promise<() => Promise<void>>;
  /** Asks a node to stop in good order. */
  stop(n: number): Promise<void>;
  /** Starts a node that is down; resolves when it accepts AMQP. After the death of all, start all at once. */
  start(n: number): Promise<void>;
  /** Stops and starts one node after the other, each when all are together again. */
  rollingRestart(): Promise<void>;
  /** Raises or ends an alarm, which blocks every connection that publishes. */
  alarm(resource: "disk" | "memory", on: boolean): Promise<void>;
  /** `rabbitmqctl` for one node. */
  control(n: number, ...words: readonly string[]): Promise<string>;
  /** Kills what runs, also what is frozen; the data dir is the caller's to remove. */
  close(): Promise<void>;
};

type ClusterOptions = {
  readonly dataDir: string;
  readonly nodes?: number;
  readonly programs?: RabbitmqPrograms | undefined;
};

/** Starts a cluster, some twenty seconds; nothing of it outlives this process, however that dies. */
export async function startCluster({
  dataDir,
  nodes: count = 3,
  programs = findRabbitmq(),
}: ClusterOptions): Promise<Cluster> {
  if (!programs) throw new Error("the fault tests need RabbitMQ on this machine (rabbitmq-server)");
  const reaper = openReaper();
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const cookie = randomBytes(24).toString("base64url");
  const ports = await Promise.all(numbers.map((n) => portsOf(join(dataDir, `node-${n}`))));
  const epmd = ports[0]?.epmd ?? 0;
  const portMapper = await startPortMapper(programs.epmd, epmd, dataDir);
  reaper.watch(portMapper.pid);
  const nodes = await Promise.all(
    ports.map((own, index) =>
      clusterNode({
        directory: join(dataDir, `node-${index + 1}`),
        name: `spindle${index + 1}@localhost`,
        cookie,
        programs,
        ports: { ...own, epmd },
        reaper,
      }),
    ),
  );
  const close = async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    await portMapper.stop();
    await reaper.close();
  };
  try {
    const urls = await form(nodes);
    return { ...handles(nodes, urls), nodes: numbers, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function portsOf(directory: string): Promise<Ports> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return choosePorts(directory);
}

/** All boot at once; then one after the other joins the first, whose user and password become everybody's. */
async function form(nodes: readonly ClusterNode[]): Promise<readonly string[]> {
  await Promise.all(nodes.map((node) => node.start()));
  const [first, ...others] = nodes;
  if (!first) throw new Error("a cluster has at least one node");
  for (const node of others) {
    await node.control("stop_app");
    await node.control("join_cluster", first.name);
    await node.control("start_app");
  }
  const { username, password } = new URL(await first.url());
  return Promise.all(nodes.map(async (node) => withUser(await node.url(), username, password)));
}

function withUser(url: string, username: string, password: string): string {
  return Object.assign(new URL(url), { username, password }).href;
}

/** What a test does to the nodes of a cluster that stands. */
function handles(nodes: readonly ClusterNode[], urls: readonly string[]): Omit<Cluster, "nodes" | "close"> {
  const nodeOf = (n: number) => {
    const node = nodes[n - 1];
    if (!node) throw new Error(`there is no node ${n}`);
    return node;
  };
  const running = () => {
    const node = nodes.find(({ state }) => state === "running");
    if (!node) throw new Error("no node runs");
    return node;
  };
  return {
    urls: urls.join(","),
    url: (n) => urls[n - 1] ?? nodeOf(n).name,
    async addVhost(name) {
      await addVhosts({ url: urls[0] ?? "", control: running().command }, [name]);
      return urls.map((url) => Object.assign(new URL(url), { pathname: `/${name}` }).href).join(",");
    },
    async leaderOf(queue, vhost) {
      const name = await running().control("eval", leaderExpression(queue, vhost));
      return nodes.findIndex((node) => name.includes(node.name)) + 1;
    },
    kill: (n) => nodeOf(n).kill(),
    freeze: (n) => nodeOf(n).freeze(),
    thaw: (n) => nodeOf(n).thaw(),
    partition: (n) =>
      partition(
        nodeOf(n),
        nodes.filter((node) => node !== nodeOf(n)),
      ),
    stop: (n) => nodeOf(n).stop(),
    start: (n) => nodeOf(n).start(),
    async rollingRestart() {
      for (const node of nodes) {
        await node.stop();
        await node.start();
        await node.control("await_online_nodes", String(nodes.length));
      }
    },
    alarm: async (resource, on) => void (await running().control(...alarms[resource][on ? "on" : "off"])),
    control: (n, ...words) => nodeOf(n).control(...words),
  };
}

/** The leader as Raft has it; the metadata's word may be a moment old. */
const leaderExpression = (queue: string, vhost: string) =>
  `{ok, Q} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"${vhost}">>, queue, <<"${queue}">>)),
   {Name, Node} = amqqueue:get_pid(Q),
   case ra_leaderboard:lookup_leader(Name) of {_, Leader} -> Leader; _ -> Node end.`;

/** Limits that no machine meets, and those of `rabbitmq-node.ts`. */
const alarms = {
  disk: { on: ["set_disk_free_limit", "9000GB"], off: ["set_disk_free_limit", "50MB"] },
  memory: {
    on: ["set_vm_memory_high_watermark", "0.0001"],
    off: ["set_vm_memory_high_watermark", "absolute", "1GB"],
  },
} as const;
