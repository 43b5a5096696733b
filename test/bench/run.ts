/** `npm run bench`: the whole path beside a bare loop, on the same servers, in one run. */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { sayToTerminal } from "../../tools/say.ts";
import { acquireServers, type Servers } from "../../tools/servers/acquire.ts";
import { addVhost, deleteVhost } from "../support/vhosts.ts";
import { bareLoop } from "./bare-loop.ts";
import { inProcessPath } from "./in-process-path.ts";
import { orderBody } from "./note-adapter.ts";
import { processesPath } from "./processes-path.ts";

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "10000" },
    rounds: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);

type Place = { readonly amqpUrl: string; readonly databaseUrl: string };

const measures: Readonly<Record<string, (place: Place) => Promise<number>>> = {
  "bare amqplib: publish, confirm, consume, ack": ({ amqpUrl }) =>
    bareLoop({ amqpUrl, messages, prefetch: 400, window: 400, body: (index) => orderBody(`ord-${index}`) }),
  "whole path, one process, vendor in process": (place) => inProcessPath({ ...place, messages, window: 400 }),
  "whole path, npm start's processes, HTTP, simulator": (place) =>
    processesPath({ ...place, messages, lanes: 8, batch: 50 }),
};

const servers = await acquireServers({ dataDir: ".spindle-bench", say: sayToTerminal });
const results: Record<string, number[]> = {};
try {
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, measure] of Object.entries(measures)) {
      const perSecond = await inFreshPlace(servers, measure);
      (results[name] ??= []).push(perSecond);
      sayToTerminal(`round ${round}: ${name}: ${perSecond.toFixed(0)}/s`);
    }
  }
} finally {
  await servers.release();
}
report();

async function inFreshPlace(on: Servers, measure: (place: Place) => Promise<number>): Promise<number> {
  const name = `bench-${randomBytes(4).toString("hex")}`;
  const sql = postgres(on.databaseUrl, { max: 1, onnotice: () => undefined });
  await addVhost(on.rabbitmq, name);
  await sql.unsafe(`CREATE DATABASE "${name}"`);
  try {
    return await measure({
      amqpUrl: withPath(on.amqpUrl, name),
      databaseUrl: withPath(on.databaseUrl, name),
    });
  } finally {
    await deleteVhost(on.rabbitmq, name);
    await sql.unsafe(`DROP DATABASE "${name}" WITH (FORCE)`);
    await sql.end();
  }
}

function withPath(url: string, path: string): string {
  const changed = new URL(url);
  changed.pathname = `/${path}`;
  return changed.href;
}

function report(): void {
  const medians = Object.entries(results).map(([name, rates]) => ({ name, rates, median: medianOf(rates) }));
  const yardstick = medians[0]?.median ?? 1;
  const rows = medians.map(({ name, rates, median }) => ({
    name,
    median: Math.round(median),
    lowest: Math.round(Math.min(...rates)),
    highest: Math.round(Math.max(...rates)),
    ratio: Number((median / yardstick).toFixed(2)),
  }));
  if (values.json)
    process.stdout.write(`${JSON.stringify({ messages, bodyBytes: orderBody("ord-1").length, rows })}\n`);
  else console.table(rows);
}

function medianOf(rates: readonly number[]): number {
  const sorted = rates.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
