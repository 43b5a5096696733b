/**
 * The guard: a process beside the owner (`npm start`, `npm test`) that holds its servers.
 *
 * It is not the terminal's: Ctrl-C reaches the owner, which decides. It stops the servers when the owner says so, and
 * also when the channel to the owner ends, however the owner died. A server that dies is started again.
 */
import { seconds } from "../say.ts";
import { claim, processId, unclaim } from "./claim.ts";
import { keep } from "./keep.ts";
import type { Kept } from "./keep.ts";
import { stopLeftOvers } from "./left-overs.ts";
import { choosePorts } from "./ports.ts";
import type { Ports } from "./ports.ts";
import { postgresCluster } from "./postgres-cluster.ts";
import { endGroup } from "./processes.ts";
import { isElsewhere } from "./protocol.ts";
import type { Elsewhere, FromGuard, Plan, RabbitmqSource, ToGuard } from "./protocol.ts";
import { rabbitmqContainer } from "./rabbitmq-container.ts";
import { rabbitmqNode } from "./rabbitmq-node.ts";
import { removeRecord, writeRecord } from "./record.ts";
import type { Server } from "./server.ts";

type Held = { readonly server: Server; readonly kept: Kept };

/** What an owner that died leaves behind gets this long to end in good order. */
const endFirstWithinMs = 20_000;

const held: Held[] = [];
const groupsToEndFirst = new Set<number>();
let claimedDataDir: string | undefined;
let stopping: Promise<void> | undefined;

process.on("message", receive);
process.on("disconnect", () => void stop({ hard: false, ownerIsGone: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stop({ hard: false, ownerIsGone: false }));
}
process.on("uncaughtException", (error) => {
  say(`the servers' guard failed: ${String(error.stack)}`);
  void stop({ hard: false, ownerIsGone: false });
});

function receive(message: ToGuard): void {
  switch (message.do) {
    case "begin":
      return void begin(message.plan, message.ownerPid);
    case "endFirst":
      return void groupsToEndFirst.add(message.group);
    case "stop":
      return void stop({ hard: message.hard, ownerIsGone: false });
  }
}

async function begin(plan: Plan, ownerPid: number): Promise<void> {
  const mine = { guard: processId(process.pid), owner: processId(ownerPid) };
  const holder = claim(plan.dataDir, mine);
  if (holder !== mine) {
    tell({ is: "refused", ownerPid: holder.owner.pid });
    return process.disconnect();
  }
  claimedDataDir = plan.dataDir;
  try {
    await startServers(plan);
    tell({ is: "ready" });
  } catch (error) {
    tell({ is: "failed", reason: error instanceof Error ? error.message : String(error) });
    await stop({ hard: false, ownerIsGone: false });
  }
}

/** Starts what the plan wants, all at once, and from then on keeps `servers.json` true. */
async function startServers({ dataDir, rabbitmq, postgres, postgresSettings = [] }: Plan): Promise<void> {
  await stopLeftOvers(dataDir, say);
  const ports = await choosePorts(dataDir);
  const hold = (server: Server): Held => {
    const one = { server, kept: keep(server, say) };
    held.push(one);
    return one;
  };
  const broker = isElsewhere(rabbitmq) ? rabbitmq : hold(rabbitmqFrom(rabbitmq, dataDir, ports));
  const database = isElsewhere(postgres)
    ? postgres
    : hold(postgresCluster(dataDir, ports.postgres, say, { settings: postgresSettings }));

  await Promise.all(held.map(({ kept }) => kept.ready));
  const urls = { rabbitmq: await urlOf(broker), postgres: await urlOf(database) };
  const write = () =>
    writeRecord(dataDir, {
      rabbitmq: { url: urls.rabbitmq, ...factsOf(broker) },
      postgres: { url: urls.postgres, ...factsOf(database) },
    });
  for (const { kept } of held) kept.onChange(write);
  write();
}

const rabbitmqFrom = (source: Exclude<RabbitmqSource, Elsewhere>, dataDir: string, ports: Ports): Server =>
  source === "container"
    ? rabbitmqContainer(dataDir, ports.amqp)
    : rabbitmqNode(dataDir, source.programs, ports);

const urlOf = async (source: Held | Elsewhere) => ("url" in source ? source.url : source.server.url());

function factsOf(source: Held | Elsewhere) {
  if ("url" in source) return {};
  const [pid, control] = [source.kept.pid(), source.server.control];
  return { ...(pid !== undefined && { pid }), ...(control && { control }) };
}

type Stop = { readonly hard: boolean; readonly ownerIsGone: boolean };

async function stop(how: Stop): Promise<void> {
  // A second, impatient order makes the first one hard.
  if (stopping && how.hard) for (const { kept } of held) void kept.stop(true);
  stopping ??= stopEverything(how);
  await stopping;
}

async function stopEverything({ hard, ownerIsGone }: Stop): Promise<void> {
  const startedAt = performance.now();
  if (ownerIsGone) for (const group of groupsToEndFirst) await endGroup(group, endFirstWithinMs);
  await Promise.all(held.map(({ kept }) => kept.stop(hard)));
  if (claimedDataDir !== undefined) {
    removeRecord(claimedDataDir);
    unclaim(claimedDataDir);
  }
  if (held.length > 0) say(`servers stopped (${seconds(performance.now() - startedAt)})`);
  if (process.connected) process.disconnect();
}

function say(text: string): void {
  console.log(`${new Date().toISOString()} ${text}`);
  tell({ is: "line", text });
}

function tell(message: FromGuard): void {
  // An owner that is gone needs to know nothing any more.
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}
