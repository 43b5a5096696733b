import { execFileSync, fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "amqplib";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readClaim } from "../../tools/servers/claim.ts";
import { commandLineOf } from "../../tools/servers/processes.ts";
import { readRecord } from "../../tools/servers/record.ts";
import type { ServersRecord } from "../../tools/servers/record.ts";
import { eventually } from "../support/eventually.ts";

// Closed to others, as `mktemp -d` makes it: PostgreSQL, which is another user when root runs this, must cope.
const root = mkdtempSync(join(tmpdir(), "spindle-dev-servers-"));
const [first, second] = [join(root, "first"), join(root, "second")];
const owners = new Map<string, ChildProcess>();
const urlsAtFirst = new Map<string, readonly string[]>();

const startingMs = 120_000;

beforeAll(async () => {
  await Promise.all([own(first), own(second)]);
  for (const dataDir of [first, second]) urlsAtFirst.set(dataDir, urlsOf(dataDir));
}, startingMs);

afterAll(async () => {
  await Promise.all([...owners.keys()].map((dataDir) => disown(dataDir, "SIGTERM")));
  rmSync(root, { recursive: true, force: true });
}, startingMs);

test("two data dirs have servers of their own, side by side", async () => {
  await put(first, "of the first");
  await put(second, "of the second");
  expect(await rows(first)).toEqual(["of the first"]);
  expect(await rows(second)).toEqual(["of the second"]);
  expect(await take(first)).toBe("of the first");
  expect(await take(second)).toBe("of the second");
});

test("a data dir whose owner runs is refused to another", async () => {
  const { lines } = await spawnOwner(first);
  expect(lines.at(-1)).toMatch(
    new RegExp(`in use by process ${owners.get(first)?.pid}.*kill ${owners.get(first)?.pid}`),
  );
});

test("a killed PostgreSQL and a killed RabbitMQ come back on the same ports, with what they had confirmed", async () => {
  await put(first, "before the kill");
  const before = recordOf(first);
  for (const { pid } of [before.postgres, before.rabbitmq]) process.kill(pid ?? 0, "SIGKILL");

  const after = await eventually(
    "both run again",
    async () => readRecord(first),
    (now) => isNew(now?.rabbitmq.pid, before.rabbitmq.pid) && isNew(now?.postgres.pid, before.postgres.pid),
    startingMs / 2,
  );
  expect(after?.rabbitmq.url).toBe(before.rabbitmq.url);
  expect(after?.postgres.url).toBe(before.postgres.url);
  expect(await rows(first)).toContain("before the kill");
  expect(await take(first)).toBe("before the kill");
});

test("an owner killed with -9 leaves no process behind", async () => {
  await put(second, "kept");
  expect(processesOf(second)).not.toEqual([]);
  await disown(second, "SIGKILL");
  await eventually(
    "all are gone",
    async () => processesOf(second),
    (left) => left.length === 0,
  );
});

test(
  "pid files of processes that are gone, or are now something else, do not hinder a start; URLs and data are kept",
  async () => {
    const stranger = { pid: process.pid, start: "long ago" };
    writeFileSync(join(second, "guard.json"), JSON.stringify({ guard: stranger, owner: stranger }));
    writeFileSync(join(second, "rabbitmq", "pid"), String(process.pid));
    writeFileSync(join(second, "rabbitmq", "epmd.pid"), String(process.pid));
    writeFileSync(
      join(second, "postgres", "postmaster.pid"),
      `${process.pid}\n${join(second, "postgres")}\n`,
    );

    await own(second);
    expect(urlsOf(second)).toEqual(urlsAtFirst.get(second));
    expect(await rows(second)).toContain("kept");
    expect(await take(second)).toBe("kept");
  },
  startingMs,
);

test(
  "servers that outlived their guard are stopped, and started again for the new owner",
  async () => {
    const before = recordOf(second);
    process.kill(readClaim(second)?.guard.pid ?? 0, "SIGKILL");
    await disown(second, "SIGKILL");

    const lines = await own(second);
    expect(lines).toContain(`stopping RabbitMQ, pid ${before.rabbitmq.pid}: its guard is gone`);
    expect(lines).toContain(`stopping PostgreSQL, pid ${before.postgres.pid}: its guard is gone`);
    expect(await rows(second)).toContain("kept");
  },
  startingMs,
);

/** Starts an owner for a data dir; answers what it said until its servers were ready. */
async function own(dataDir: string): Promise<readonly string[]> {
  const { owner, lines } = await spawnOwner(dataDir);
  owners.set(dataDir, owner);
  return lines;
}

async function spawnOwner(dataDir: string) {
  const owner = fork(new URL("../support/hold-servers.ts", import.meta.url), [dataDir], { execArgv: [] });
  const [lines]: readonly string[][] = await once(owner, "message");
  return { owner, lines: lines ?? [] };
}

async function disown(dataDir: string, signal: NodeJS.Signals): Promise<void> {
  const owner = owners.get(dataDir);
  owners.delete(dataDir);
  if (!owner) return;
  const exited = once(owner, "exit");
  owner.kill(signal);
  await exited;
}

/** Commits a row, and a persistent message that the broker confirms. */
async function put(dataDir: string, text: string): Promise<void> {
  const { rabbitmq, postgres: database } = recordOf(dataDir);
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  await sql`CREATE TABLE IF NOT EXISTS note (text text NOT NULL)`;
  await sql`INSERT INTO note VALUES (${text})`;
  await sql.end();

  const connection = await connect(rabbitmq.url);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue("notes", { durable: true, arguments: { "x-queue-type": "quorum" } });
  channel.sendToQueue("notes", Buffer.from(text), { persistent: true });
  await channel.waitForConfirms();
  await connection.close();
  await queueIsOnDisk(dataDir);
}

/**
 * RabbitMQ 3.10 writes the names of quorum queues to disk three seconds late. A queue that was declared less than that
 * before a kill -9 stays without a leader for ever.
 */
async function queueIsOnDisk(dataDir: string): Promise<void> {
  const folder = join(dataDir, "rabbitmq", "mnesia", "spindle@localhost", "quorum", "spindle@localhost");
  const isOnDisk = async () => readFileSync(join(folder, "names.dets")).includes("_notes");
  await eventually("the queue's name on disk", isOnDisk, (answer) => answer);
}

async function rows(dataDir: string): Promise<readonly string[]> {
  const sql = postgres(recordOf(dataDir).postgres.url, { max: 1 });
  const found = await sql<{ text: string }[]>`SELECT text FROM note`;
  await sql.end();
  return found.map(({ text }) => text);
}

/** Takes the one message of the queue, which may still be electing its leader. */
async function take(dataDir: string): Promise<string> {
  const connection = await connect(recordOf(dataDir).rabbitmq.url);
  const channel = await connection.createChannel();
  const message = await eventually(
    "a message",
    () => channel.get("notes", { noAck: true }),
    (answer) => answer !== false,
  );
  await connection.close();
  return message === false ? "" : message.content.toString("utf8");
}

function recordOf(dataDir: string): ServersRecord {
  const record = readRecord(dataDir);
  if (!record) throw new Error(`no servers run for ${dataDir}`);
  return record;
}

function urlsOf(dataDir: string) {
  const { rabbitmq, postgres: database } = recordOf(dataDir);
  return [rabbitmq.url, database.url];
}

const isNew = (pid: number | undefined, before: number | undefined) => pid !== undefined && pid !== before;

/** Command lines of what runs for a data dir: guard, servers, port mapper. */
function processesOf(dataDir: string): readonly string[] {
  const { epmd }: { readonly epmd: number } = JSON.parse(readFileSync(join(dataDir, "ports.json"), "utf8"));
  return commandLines().filter((line) => line.includes(dataDir) || line.includes(`epmd -port ${epmd}`));
}

const commandLines = () =>
  process.platform === "linux"
    ? readdirSync("/proc").map((entry) => commandLineOf(Number(entry)))
    : execFileSync("ps", ["-axww", "-o", "command="], { encoding: "utf8" }).split("\n");
