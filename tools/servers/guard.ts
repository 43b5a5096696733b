/**
 * The guard: a process beside the owner (`npm start`, `npm test`) that holds its servers.
 *
 * It is not the owner's terminal's: Ctrl-C reaches the owner, which decides. It stops the servers when the owner says
 * so, and also when the channel to the owner ends, however the owner died. A server that dies is started again.
 */
import { seconds } from "../say.ts";
import { claim, processId, unclaim } from "./claim.ts";
import { keep } from "./keep.ts";
import type { Kept } from "./keep.ts";
import { choosePorts } from "./ports.ts";
import { postgresCluster } from "./postgres-cluster.ts";
import { endGroup } from "./processes.ts";
import type { Elsewhere, FromGuard, Plan, ToGuard } from "./protocol.ts";
import { rabbitmqNode } from "./rabbitmq-node.ts";
import { removeRecord, writeRecord } from "./record.ts";
import type { Server } from "./server.ts";

type Held = { readonly server: Server; readonly kept: Kept };

const held: Held[] = [];
/** What an owner that died leaves behind gets this long to end in good order. */
const endFirstWithinMs = 20_000;
const groupsToEndFirst = new Set<number>();
let claimedDataDir: string | undefined;
let stopping: Promise<void> | undefined;

process.on("message", (message) => {
  // Nobody but the owner has the other end.
  receive(message as ToGuard);
});
process.on("disconnect", () => void stop(false));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(false));
process.on("uncaughtException", (error) => {
  say(`the servers' guard failed: ${String(error.stack)}`);
  void stop(false);
});

function receive(message: ToGuard): void {
  switch (message.do) {
    case "begin":
      return void begin(message.plan, message.ownerPid);
    case "endFirst":
      return void groupsToEndFirst.add(message.group);
    case "stop":
      return void stop(message.hard);
  }
}

async function begin(plan: Plan, ownerPid: number): Promise<void> {
  const mine = { guard: processId(process.pid), owner: processId(ownerPid) };
  const holder = claim(plan.dataDir, mine);
  if (holder !== mine) {
    tell({ is: "refused", claim: holder });
    return process.disconnect();
  }
  claimedDataDir = plan.dataDir;
  try {
    await startServers(plan);
    tell({ is: "ready" });
  } catch (error) {
    tell({ is: "failed", reason: error instanceof Error ? error.message : String(error) });
    await stop(false);
  }
}

/** Starts what the plan wants, all at once, and from then on keeps `servers.json` true. */
async function startServers({ dataDir, rabbitmq, postgres }: Plan): Promise<void> {
  const ports = await choosePorts(dataDir);
  let write = () => {};
  const hold = (server: Server): Held => ({ server, kept: keep(server, say, () => write()) });
  const broker = "url" in rabbitmq ? rabbitmq : hold(rabbitmqNode(dataDir, rabbitmq.programs, ports));
  const database = postgres === "embedded" ? hold(postgresCluster(dataDir, ports.postgres)) : postgres;
  held.push(...[broker, database].filter((source) => "kept" in source));

  await Promise.all(held.map(({ kept }) => kept.ready));
  const urls = { rabbitmq: await urlOf(broker), postgres: await urlOf(database) };
  write = () =>
    writeRecord(dataDir, {
      rabbitmq: { url: urls.rabbitmq, ...factsOf(broker) },
      postgres: { url: urls.postgres, ...factsOf(database) },
    });
  write();
}

const urlOf = async (source: Held | Elsewhere) => ("url" in source ? source.url : source.server.url());

function factsOf(source: Held | Elsewhere) {
  if ("url" in source) return {};
  const [pid, control] = [source.kept.pid(), source.server.control];
  return { ...(pid !== undefined && { pid }), ...(control && { control }) };
}

function stop(hard: boolean): Promise<void> {
  stopping ??= stopEverything(hard);
  return stopping;
}

async function stopEverything(hard: boolean): Promise<void> {
  const startedAt = performance.now();
  for (const group of groupsToEndFirst) await endGroup(group, hard ? 0 : endFirstWithinMs);
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
  // The owner may be gone by now; then nobody needs to know.
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}
