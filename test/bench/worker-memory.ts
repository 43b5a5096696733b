import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { openPublisher } from "../../bus/src/rabbitmq/publisher.ts";
import { heapOptions } from "../../bus/src/start/heap-options.ts";
import { deliveryLog } from "./delivery-log.ts";
import { frozen } from "./frozen.ts";
import { noteConfig, prepareBus } from "./note-bus.ts";
import type { Place } from "./place.ts";
import { publishTokens } from "./publish-tokens.ts";
import type { Sample } from "./sample.ts";
import { tokensFor } from "./tokens.ts";

const watchMs = 20_000;

/** The most memory that a worker takes which finds so many messages waiting, over its first twenty seconds of delivering them. */
export async function memoryWithBacklog(
  place: Place,
  { waiting }: { readonly waiting: number },
): Promise<Sample> {
  await prepareBus(place, noteConfig(1));
  await publish(place, waiting);
  const worker = await startWorkerProcess(place);
  const enough = performance.now() + watchMs;
  while (performance.now() < enough && (await deliveredBy(worker)) < waiting) await delay(200);
  return stop(worker);
}

/** The most memory that a worker takes while Postgres does not answer for that long and messages keep coming. */
export async function memoryWithFrozenDatabase(
  place: Place,
  { messages, seconds }: { readonly messages: number; readonly seconds: number },
): Promise<Sample> {
  const worker = await startWorkerProcess(place);
  await publish(place, Math.ceil(messages / 10));
  const before = await frozen(place.servers, async () => {
    const count = await deliveredBy(worker);
    await Promise.all([publish(place, messages), delay(seconds * 1_000)]);
    return count;
  });
  // It must go on by itself, or its memory proves nothing.
  while ((await deliveredBy(worker)) <= before) await delay(200);
  return stop(worker);
}

async function publish({ amqpUrl }: Place, count: number): Promise<void> {
  const routes = Object.keys(noteConfig(1).connections).map((id) => `${id}.take`);
  const publisher = openPublisher({
    url: amqpUrl,
    name: "bench publisher",
    log: deliveryLog(() => undefined),
  });
  await publisher.ready(10_000);
  await publishTokens(publisher, count, tokensFor(routes));
  await publisher.close();
}

async function startWorkerProcess(place: Place): Promise<ChildProcess> {
  const worker = fork(new URL("worker-process.ts", import.meta.url), [place.amqpUrl, place.databaseUrl], {
    execArgv: [...heapOptions("worker")],
  });
  await once(worker, "message");
  return worker;
}

async function deliveredBy(worker: ChildProcess): Promise<number> {
  worker.send("how many?");
  const [count] = (await once(worker, "message")) as [number];
  return count;
}

async function stop(worker: ChildProcess): Promise<Sample> {
  const peakMb = peakOf(worker.pid);
  worker.disconnect();
  await once(worker, "exit");
  return { peakMb };
}

/** What the process ever held in memory at once (proc_pid_status(5): VmHWM, in kB). */
const peakOf = (pid: number | undefined): number =>
  Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;
