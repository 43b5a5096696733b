import { canonicalContracts } from "@spindlebus/contracts";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { capturedHost } from "../../bus/src/command/captured-host.ts";
import { main } from "../../bus/src/command/main.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { startIngress, type RunningIngress } from "../../bus/src/ingress/start.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { openSteward } from "../../bus/src/rabbitmq/steward.ts";
import { topologyOf } from "../../bus/src/rabbitmq/topology.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { migratedDatabase, freshVhost } from "../support/servers.ts";

const log = pino({ level: "silent" });
const plan = planBus({ contracts: canonicalContracts, connections: {} }, () => "secret");
const type = "content.entry.deleted.v1";
const longest = 8_454_144;

let amqpUrl: string;
let databaseUrl: string;
let database: Database;
let ingress: RunningIngress;
let dataDir: string;

beforeAll(async () => {
  [amqpUrl, databaseUrl] = await Promise.all([freshVhost(), migratedDatabase()]);
  database = openDatabase({ url: databaseUrl, connections: 2, name: "test" });
  dataDir = mkdtempSync(join(tmpdir(), "publish-lines-"));
  const { token } = await createToken(database.sql, {
    name: "shop",
    roles: ["producer"],
    loopbackOnly: true,
  });
  writeFileSync(join(dataDir, "producer-token"), token);
  const steward = openSteward({ url: amqpUrl, name: "test steward", log });
  await steward.ready(30_000);
  await steward.declare(topologyOf(plannedTypes(plan.routes)));
  await steward.close();
  ingress = await start(0);
});

afterAll(async () => {
  await ingress?.stop();
  await database?.close();
  rmSync(dataDir, { recursive: true });
});

const start = (port: number) =>
  startIngress({
    settings: { ...readSettings({ SPINDLE_INGRESS_PORT: String(port) }), amqpUrl, databaseUrl },
    plan,
    log,
    name: "test ingress",
  });

/** Starts the command over these lines, and counts its requests. */
function publish(text: string, source: string, ...words: readonly string[]) {
  const file = join(dataDir, "lines.ndjson");
  writeFileSync(file, text);
  let requests = 0;
  let unanswered = 0;
  const captured = capturedHost({ env: { SPINDLE_DATA_DIR: dataDir } });
  const host = {
    ...captured,
    fetch: async (...request: Parameters<typeof fetch>) => {
      requests += 1;
      const response = await fetch(...request).catch((error: unknown) => {
        unanswered += 1;
        throw error;
      });
      if (response.status === 503) unanswered += 1;
      return response;
    },
  };
  const url = `http://127.0.0.1:${ingress.port}`;
  const done = main(["publish", type, "--ndjson", file, "--source", source, "--url", url, ...words], host);
  return {
    done,
    out: captured.out,
    err: captured.err,
    requests: () => requests,
    unanswered: () => unanswered,
  };
}

const entry = (n: number) => JSON.stringify({ entryId: `entry-${n}`, changedAt: "2026-01-15T18:05:00Z" });
const storedFrom = async (source: string) => {
  const rows = await database.sql`SELECT entity_key FROM intake WHERE source = ${source}`;
  return rows.map((row) => String(row["entity_key"]));
};
const unconfirmed = async () => Number((await database.sql`SELECT count(*) AS n FROM outbox`)[0]?.["n"]);

test("of 10,000 lines every good one is stored once, although the ingress restarts in between", async () => {
  const count = 10_000;
  const wrong = new Map([
    [17, "not JSON"],
    [2_500, JSON.stringify({ entryId: 7 })],
    [5_000, `{"entryId":"${"x".repeat(longest)}"}`],
    [9_999, JSON.stringify({ entryId: "a", changedAt: "yesterday" })],
  ]);
  const blank = new Set([3, 4_000, 4_001]);
  const numbers = Array.from({ length: count }, (_, n) => n + 1);
  const text = numbers.map((n) => (blank.has(n) ? "  " : (wrong.get(n) ?? entry(n)))).join("\r\n");
  const rejects = join(dataDir, "rejects.ndjson");

  const run = publish(`\uFEFF${text}`, "/restarted", "--rejects", rejects);
  await expect.poll(run.requests).toBeGreaterThan(10);
  const { port } = ingress;
  await ingress.stop();
  ingress = await start(port);

  expect(await run.done).toBe(1);
  const good = numbers.filter((n) => !wrong.has(n) && !blank.has(n));
  expect(run.unanswered()).toBeGreaterThan(0);
  const stored = await storedFrom("/restarted");
  expect(stored.toSorted()).toEqual(good.map((n) => `entry-${n}`).toSorted());
  await expect.poll(unconfirmed).toBe(0);
  const refused = readFileSync(rejects, "utf8").trimEnd().split("\n");
  expect(refused.map((line) => Number(JSON.parse(line).line)).toSorted((a, b) => a - b)).toEqual([
    ...wrong.keys(),
  ]);
  expect(run.out()).toMatch(new RegExp(`^${good.length} accepted.*, ${wrong.size} refused$`, "m"));
}, 120_000);

test("a second run over the same lines stores nothing", async () => {
  const text = Array.from({ length: 500 }, (_, n) => entry(n)).join("\n");
  expect(await publish(text, "/again").done).toBe(0);
  const again = publish(text, "/again");
  expect(await again.done).toBe(0);
  expect(again.out()).toContain("500 accepted (500 known already)");
  expect(await storedFrom("/again")).toHaveLength(500);
});
