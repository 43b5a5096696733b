import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "amqplib";
import { expect, onTestFinished, test, vi } from "vitest";
import { capturedHost } from "../../bus/src/command/captured-host.ts";
import { main } from "../../bus/src/command/main.ts";
import { retryQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import { migrateDatabase } from "../../bus/src/start/migrate-database.ts";
import { testMasterKey } from "../support/master-key.ts";
import { freshDatabase, freshVhost } from "../support/servers.ts";

/** `spindle topology plan|apply` as somebody types it. */

async function setup(masterKey = testMasterKey) {
  const [amqpUrl, databaseUrl] = await Promise.all([freshVhost(), freshDatabase()]);
  const dataDir = mkdtempSync(join(tmpdir(), "spindle-topology-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const env = {
    SPINDLE_AMQP_URL: amqpUrl,
    SPINDLE_DATABASE_URL: databaseUrl,
    SPINDLE_MASTER_KEY: masterKey,
    SPINDLE_CONFIG: "test/support/toy.config.ts",
    SPINDLE_DATA_DIR: dataDir,
  };
  const spindle = async (...words: readonly string[]) => {
    const host = capturedHost({ env });
    const exitCode = await main(words, host);
    return { exitCode, out: host.out(), err: host.err() };
  };
  const topology = (...words: readonly string[]) => spindle("topology", ...words);
  return { amqpUrl, databaseUrl, dataDir, spindle, topology };
}

async function ageRetryQueue(amqpUrl: string, route: string): Promise<void> {
  const connection = await connect(amqpUrl, { noDelay: true });
  onTestFinished(() => connection.close());
  const channel = await connection.createChannel();
  await channel.deleteQueue(retryQueue(route));
  await channel.assertQueue(retryQueue(route), {
    durable: true,
    arguments: { "x-queue-type": "quorum", "x-delivery-limit": 7 },
  });
}

test("plan, apply, plan: what was missing stands", async () => {
  const { databaseUrl, topology } = await setup();
  await migrateDatabase(databaseUrl);
  const before = await topology("plan");
  expect(before).toMatchObject({ exitCode: 0, err: "" });
  expect(before.out).toMatch(/missing +queue +spindle\.route\.toy\.probed$/m);
  expect(before.out).toContain(`declare what is missing with "spindle topology apply"`);
  const applied = await topology("apply");
  expect(applied.out).toContain(`declared queue ${workQueue("toy.probed")}`);
  const after = await topology("plan", "--json");
  const states = after.out
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { state: string }).state);
  expect(new Set(states)).toEqual(new Set(["exists"]));
});

test("a queue that differs: plan and apply say what, why and what next; --migrate does it", async () => {
  const { amqpUrl, databaseUrl, topology } = await setup();
  await migrateDatabase(databaseUrl);
  await topology("apply");
  await ageRetryQueue(amqpUrl, "toy.probed");
  const planned = await topology("plan");
  expect(planned.exitCode).toBe(1);
  expect(planned.out).toMatch(/differs +queue +spindle\.route\.toy\.probed\.retry .*inequivalent arg/);
  const refused = await topology("apply");
  expect(refused.exitCode).toBe(1);
  expect(refused.err).toMatch(/toy\.probed\.retry.*inequivalent arg[^]*topology apply --migrate/);
  const migrated = await topology("apply", "--migrate");
  expect(migrated).toMatchObject({ exitCode: 0, err: "" });
  expect(migrated.out).toContain("replaced queue spindle.route.toy.probed.retry");
  expect(await topology("plan")).toMatchObject({ exitCode: 0 });
});

test("queues of a route that is gone: plan, apply and doctor say so; --migrate removes them", async () => {
  const { databaseUrl, spindle, topology } = await setup();
  await migrateDatabase(databaseUrl);
  vi.stubEnv("TOY_OPERATIONS", "probed,keyed");
  onTestFinished(() => void vi.unstubAllEnvs());
  await topology("apply");
  vi.stubEnv("TOY_OPERATIONS", "probed");
  expect((await topology("plan")).out).toMatch(/unwanted +queue +spindle\.route\.toy\.keyed /);
  expect((await topology("apply")).out).toContain("3 are unwanted");
  expect((await spindle("doctor")).out).toContain(
    "not in the configuration any more: spindle.route.toy.keyed",
  );
  expect((await topology("apply", "--migrate")).out).toContain("removed queue spindle.route.toy.keyed.dead");
  expect((await topology("plan")).out).not.toContain("unwanted");
});

test("without the schema, apply says what to run first; plan says what it cannot know", async () => {
  const { topology } = await setup();
  const applied = await topology("apply");
  expect(applied.exitCode).toBe(1);
  expect(applied.err).toContain(`run "spindle migrate" first`);
  const planned = await topology("plan");
  expect(planned.exitCode).toBe(0);
  expect(planned.err).toContain("what was declared once and is not any more is unknown");
});

test("without a master key, apply makes none, and says what to do; plan needs none", async () => {
  const { databaseUrl, dataDir, topology } = await setup("");
  await migrateDatabase(databaseUrl);
  const applied = await topology("apply");
  expect([applied.exitCode, applied.err]).toEqual([
    2,
    expect.stringContaining('Only "spindle start" makes one'),
  ]);
  expect(readdirSync(dataDir)).toEqual([]);
  expect(await topology("plan")).toMatchObject({ exitCode: 0, err: "" });
});
