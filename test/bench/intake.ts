import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import { heapOptions } from "../../bus/src/start/heap-options.ts";
import { keepTokens } from "../../bus/src/start/tokens.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { inWindow } from "./in-window.ts";
import { eventHeaders, orderEvent } from "./order-event.ts";
import type { Place } from "./place.ts";
import { startMeter } from "./processor-time.ts";
import type { Sample } from "./sample.ts";

const connections = 64;

type Requests = { readonly requests: number };

/** Single messages over HTTP into the ingress: each answered once registered, published, confirmed and noted. */
export async function httpIntake(place: Place, { requests }: Requests): Promise<Sample> {
  const token = await producerToken(place);
  return postAll(place, { program: "ingress-process.ts", execArgv: heapOptions("ingress"), token }, requests);
}

/** The same requests to a handler that does nothing but publish with confirm. */
export async function bareHandler(place: Place, { requests }: Requests): Promise<Sample> {
  return postAll(place, { program: "bare-handler.ts", execArgv: [], token: "nobody-asks" }, requests);
}

type Server = {
  readonly program: string;
  readonly execArgv: readonly string[];
  readonly token: string;
};

async function postAll(
  place: Place,
  { program, execArgv, token }: Server,
  requests: number,
): Promise<Sample> {
  const server = fork(new URL(program, import.meta.url), [place.amqpUrl, place.databaseUrl], {
    execArgv: [...execArgv],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [port] = (await once(server, "message")) as [number];
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections });
  const headers = eventHeaders(token);
  // What is compiled first and connected first is no part of the rate.
  await post(pool, headers, Math.ceil(requests / 10));
  const meter = startMeter(place.servers, [server.pid ?? 0]);
  await post(pool, headers, requests);
  const sample = meter.stop(requests);
  await pool.destroy();
  server.disconnect();
  await once(server, "exit");
  return sample;
}

async function post(pool: Pool, headers: Record<string, string>, count: number): Promise<void> {
  const postOne = async (index: number) => {
    const body = orderEvent(`ord-${index}`);
    const response = await pool.request({ path: "/v1/messages", method: "POST", headers, body });
    const text = await response.body.text();
    if (response.statusCode !== 202) throw new Error(`answered ${response.statusCode}: ${text}`);
  };
  await inWindow(count, postOne, connections);
}

async function producerToken({ databaseUrl }: Place): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), "spindle-bench-"));
  try {
    await migrate(databaseUrl);
    await keepTokens(databaseUrl, dataDir);
    return readFileSync(join(dataDir, "producer-token"), "utf8").trim();
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}
