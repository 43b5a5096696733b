import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acquireServers, type Servers } from "../../tools/servers/acquire.ts";
import { eventually } from "../support/eventually.ts";
import { type RunningSpindle, startSpindle } from "../support/spindle.ts";
import { type Tour, tourOf } from "../support/tour.ts";

/** Kills what it can kill while orders flow, on servers of its own: the others' tests need theirs. */
const dataDir = mkdtempSync(join(tmpdir(), "spindle-kill-"));
let servers: Servers;
let spindle: RunningSpindle;
let tour: Tour;

beforeAll(async () => {
  // Nothing from outside: a broker that was given by its URL is not ours to kill.
  servers = await acquireServers({
    dataDir,
    say: () => undefined,
    environment: { PATH: process.env["PATH"] },
  });
  spindle = await startSpindle({ amqpUrl: servers.amqpUrl, databaseUrl: servers.databaseUrl });
  tour = tourOf(spindle);
}, 180_000);

afterAll(async () => {
  await spindle?.stop();
  await servers?.release();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

const accruals = "paytronix.accruePoints";

test("worker, broker and database are killed while 500 orders flow: each order has one effect or is a visible failure", async () => {
  const total = 500;
  const worker = () => spindle.processes()["worker"];
  const kills = new Map<number, () => Promise<unknown>>([
    [100, () => kill("the worker", worker)],
    [200, () => kill("RabbitMQ", () => serverPid("rabbitmq"))],
    [350, () => kill("PostgreSQL", () => serverPid("postgres"))],
    [450, () => kill("the worker again", worker)],
  ]);
  const accepted = new Map<string, string>();
  let next = 0;
  const lane = async () => {
    while (next < total) {
      const index = next++;
      await kills.get(index)?.();
      const orderId = `ord-${randomUUID()}`;
      accepted.set(await publishUntilAccepted(orderId), orderId);
    }
  };
  await Promise.all(Array.from({ length: 10 }, lane));
  expect(accepted.size).toBe(total);

  const missing = await eventually(
    "every order has an effect or is a failure",
    async () => {
      const counts = await effectCounts();
      const failures = new Set(
        (await tour.failures(`route=${accruals}`).catch(() => [])).map(({ messageId }) => messageId),
      );
      return [...accepted].filter(([id, orderId]) => !counts.has(orderId) && !failures.has(id));
    },
    ({ length }) => length === 0,
    120_000,
  );
  expect(missing).toEqual([]);
  // What waits in doubt is resolved by then, too: wait for the last one, then count.
  await eventually(
    "nothing waits any more",
    () => tour.failures("state=waiting"),
    ({ length }) => length === 0,
    120_000,
  );
  const counts = await effectCounts();
  expect([...accepted.values()].filter((orderId) => (counts.get(orderId) ?? 0) > 1)).toEqual([]);
  // Braze cannot be asked what it did: what a kill left in doubt was not sent again.
  const told = await effectCounts("braze");
  expect([...accepted.values()].filter((orderId) => (told.get(orderId) ?? 0) > 1)).toEqual([]);
}, 400_000);

/** A producer that does what producers should: the same id until there is a 202. */
async function publishUntilAccepted(orderId: string): Promise<string> {
  const id = randomUUID();
  return eventually(
    `${orderId} is accepted`,
    () => tour.publishOrder(orderId, id).catch(() => ""),
    (answer) => answer !== "",
    90_000,
  );
}

async function effectCounts(vendor = "paytronix"): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { reference } of await tour.effects(vendor))
    counts.set(reference, (counts.get(reference) ?? 0) + 1);
  return counts;
}

/** The server as it runs now: after a kill its guard starts another. */
function serverPid(server: "rabbitmq" | "postgres"): number | undefined {
  const record = JSON.parse(readFileSync(join(dataDir, "servers.json"), "utf8")) as Record<
    string,
    { pid?: number }
  >;
  return record[server]?.pid;
}

/** Kills it as soon as it runs: it may just be on its way back from the kill before. */
const kill = (what: string, pidOf: () => number | undefined) =>
  eventually(
    `${what} is killed`,
    async () => {
      try {
        const pid = pidOf();
        return pid !== undefined && process.kill(pid, "SIGKILL");
      } catch {
        return false;
      }
    },
    Boolean,
  );
