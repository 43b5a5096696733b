import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { tokenHeading } from "../../bus/src/delivery/token-heading.ts";
import { describe, expect, test } from "vitest";
import { exchanges, laneQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { runReconcile } from "../../bus/src/start/reconcile-run.ts";
import { noteTaken, noteToken } from "../../bus/src/testing/delivery/note.ts";
import { eventually } from "../support/eventually.ts";
import { mixed, notesOf, openLaneBus } from "../support/lane-bus.ts";
import { testMasterKey } from "../support/master-key.ts";
import { openToyBus, type ToyBus } from "../support/toy-bus.ts";

type Terms = Partial<Parameters<typeof runReconcile>[2]>;

const reconciling = ({ amqpUrl, databaseUrl, plan }: ToyBus, terms: Terms = {}) =>
  runReconcile({ ...readSettings({}), amqpUrl, databaseUrl }, plan, {
    sinceMs: Date.now() - 3_600_000,
    untilMs: Number.POSITIVE_INFINITY,
    graceMs: 0,
    dryRun: false,
    afterFailover: false,
    ...terms,
  });

const once = (bus: ToyBus, count: number) => {
  expect(bus.vendor.filed.size).toBe(count);
  expect(new Set(bus.vendor.filed.values())).toEqual(new Set([1]));
};

/** Notes that the route never got, since its queue was not bound. */
async function withoutFanOut(lost: number) {
  const bus = await openToyBus({ operations: ["probed"] });
  const binding = [workQueue("toy.probed"), exchanges.messages, noteTaken.type] as const;
  await bus.channel.unbindQueue(...binding);
  await bus.publish(lost, "lost");
  await bus.channel.bindQueue(...binding);
  return bus;
}

describe("after a binding was deleted", () => {
  test("what the route missed is delivered, once", async () => {
    const bus = await withoutFanOut(30);
    const { found } = await reconciling(bus);
    expect(found).toEqual([{ kind: "delivery", route: "toy.probed", count: 30 }]);
    await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
    await bus.allBecome(30, "applied");
    once(bus, 30);
    expect((await reconciling(bus)).found).toEqual([]);
  });

  test("the journal is read to its very last message", async () => {
    const bus = await withoutFanOut(0);
    await bus.channel.unbindQueue(workQueue("toy.probed"), exchanges.messages, noteTaken.type);
    // One burst, so that the last chunk of the stream is a large one.
    for (let n = 0; n < 2_000; n += 1) {
      const { envelope, routes, body } = noteToken({ noteId: `n-${n}`, routes: ["toy.probed"] });
      const { headers, properties } = tokenHeading(envelope, { routes });
      const published = { ...properties, headers, persistent: true };
      bus.channel.publish(exchanges.messages, noteTaken.type, Buffer.from(body), published);
    }
    const { read } = await eventually(
      "a journal with all of them",
      () => reconciling(bus, { dryRun: true }),
      ({ read: count }) => count === 2_000,
    );
    expect(read).toBe(2_000);
  });

  test("it starts in doubt, from the time when the message was accepted", async () => {
    const bus = await withoutFanOut(1);
    const before = Date.now();
    await reconciling(bus);
    const [row] = await bus.sql<{ state: string; doubt: number }[]>`
      SELECT state, extract(epoch FROM doubt_since)::float8 * 1000 AS doubt FROM delivery`;
    expect(row).toMatchObject({ state: "waiting" });
    expect(row?.doubt).toBeLessThan(before);
  });

  test("a dry run says the same and changes nothing", async () => {
    const bus = await withoutFanOut(3);
    const { found } = await reconciling(bus, { dryRun: true });
    expect(found).toEqual([{ kind: "delivery", route: "toy.probed", count: 3 }]);
    expect(await bus.deliveries()).toEqual([]);
  });

  test("what is younger than the grace is left to its token", async () => {
    const bus = await withoutFanOut(3);
    const { found } = await reconciling(bus, { graceMs: 60_000 });
    expect(found).toEqual([{ kind: "pending", route: "toy.probed", count: 3 }]);
    expect(await bus.deliveries()).toEqual([]);
  });
});

test("a token that still waits in its queue is not taken for lost", async () => {
  const bus = await openToyBus({ operations: ["bare"] });
  await bus.publish(5);
  const { found } = await reconciling(bus);
  expect(found).toEqual([{ kind: "pending", route: "toy.bare", count: 5 }]);
  await bus.start(startWorker);
  await bus.allBecome(5, "applied");
  once(bus, 5);
});

test("an open delivery whose bytes are nowhere gets them from the journal, and the sweeper takes over", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  const [id = ""] = await bus.publish(1);
  await bus.channel.purgeQueue(workQueue("toy.keyed"));
  await bus.sql`
    INSERT INTO delivery (message_id, route, state, starts, barren, fence, lease_until, worker)
    VALUES (${id}, 'toy.keyed', 'running', 1, 1, 7, now() - interval '2 minutes', 'dead')`;
  const { found } = await reconciling(bus);
  expect(found).toEqual([{ kind: "body", route: "toy.keyed", count: 1 }]);
  await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
  await bus.allBecome(1, "applied");
  once(bus, 1);
});

test("where the vendor can neither be asked nor take it twice, a person is asked, and nothing is sent", async () => {
  const bus = await openToyBus({ operations: ["bare"] });
  await bus.publish(3);
  await bus.channel.purgeQueue(workQueue("toy.bare"));
  await reconciling(bus);
  await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
  await bus.allBecome(3, "inDoubt");
  expect(bus.vendor.writes()).toBe(0);
});

test("what a strict group lost is parked in the order of the journal, in doubt, and done in that order", async () => {
  const bus = await openLaneBus();
  bus.send(...mixed(["a", "b", "c"], 10));
  await eventually(
    "tokens in the group's queue",
    () => bus.ready(laneQueue("toy.notes")),
    (count) => count === 30,
  );
  await bus.channel.purgeQueue(laneQueue("toy.notes"));
  expect((await reconciling(bus)).found).toContainEqual({ kind: "delivery", route: "toy.take", count: 30 });
  const rows = await bus.sql`SELECT state, doubt_since IS NOT NULL AS doubted FROM delivery`;
  expect(new Set(rows.map(({ state, doubted }) => `${state} ${doubted}`))).toEqual(new Set(["parked true"]));
  await bus.worker();
  await bus.allBecome(30, "applied");
  for (const key of ["a", "b", "c"])
    expect(bus.effects.filter((note) => note.startsWith(key))).toEqual(notesOf(key, 10));
});

describe("a lost intake row", () => {
  test("is what it was: its message's repeat is a duplicate, whatever the configuration says now", async () => {
    const bus = await openToyBus({ operations: ["keyed"] });
    await bus.publish(10);
    const intake = () => bus.sql`
      SELECT id, source, source_id, type, entity_key, digest, routes, causation_id, traceparent FROM intake ORDER BY id`;
    const before = await intake();
    await bus.sql`DELETE FROM intake`;
    const { found, afterFailover } = await reconciling(bus);
    expect(await intake()).toEqual(before);
    expect(afterFailover).toBe(true);
    expect(found).toContainEqual({ kind: "intake", count: 10 });
  });

  test("is watched again for whoever wants to be told what becomes of its message", async () => {
    const notices = { told: { url: "http://127.0.0.1:9/told" } };
    const bus = await openToyBus({ operations: ["keyed"], notices });
    const [id = ""] = await bus.publish(2);
    await bus.sql`DELETE FROM notice_watch`;
    await bus.sql`DELETE FROM intake WHERE id = ${id}`;
    await reconciling(bus);
    expect(await bus.sql`SELECT message_id, endpoint FROM notice_watch`).toEqual([
      { message_id: id, endpoint: "told" },
    ]);
  });

  test("puts what the ledger is sure of in doubt: it may be further than the ledger remembers", async () => {
    const bus = await openToyBus({ operations: ["probed"] });
    bus.vendor.mood = "reject";
    await bus.start(startWorker);
    const [id = ""] = await bus.publish(1, "old");
    await bus.allBecome(1, "dead");
    await bus.publish(1, "new");
    await bus.allBecome(2, "dead");
    await bus.sql`DELETE FROM intake WHERE id <> ${id}`;
    const { found } = await reconciling(bus);
    expect(found).toContainEqual({ kind: "doubt", route: "toy.probed", count: 2 });
    const [row] = await bus.sql`
      SELECT doubt_since = changed_at AS "sinceChange" FROM delivery WHERE message_id = ${id}`;
    expect(row).toEqual({ sinceChange: true });
  });

  test("is remembered as a failover by the run after one that was interrupted", async () => {
    const bus = await openToyBus({ operations: ["keyed"] });
    await bus.publish(250);
    await bus.sql`DELETE FROM intake`;
    const interrupt = () => {
      throw new Error("interrupted");
    };
    await expect(reconciling(bus, { onProgress: interrupt })).rejects.toThrow("interrupted");
    const [fed] = await bus.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM delivery`;
    const { afterFailover, found } = await reconciling(bus);
    expect(afterFailover).toBe(true);
    expect(found).toContainEqual({ kind: "delivery", route: "toy.keyed", count: 250 - (fed?.n ?? 0) });
    expect((await reconciling(bus)).afterFailover).toBe(false);
  });

  test("that a repeat has replaced already is told, and its message is not fed a second time", async () => {
    const bus = await openToyBus({ operations: ["keyed"] });
    const [id = ""] = await bus.publish(1);
    await bus.channel.purgeQueue(workQueue("toy.keyed"));
    await bus.sql`UPDATE intake SET id = gen_random_uuid() WHERE id = ${id}`;
    const { found } = await reconciling(bus);
    expect(found).toEqual([{ kind: "repeated", count: 1 }]);
    expect(await bus.deliveries()).toEqual([]);
  });
});

describe("the command", () => {
  const run = promisify(execFile);
  const spindle = (bus: ToyBus, ...words: readonly string[]) =>
    run(process.execPath, ["bus/bin/spindle.mjs", "reconcile", ...words], {
      env: {
        PATH: process.env["PATH"],
        SPINDLE_AMQP_URL: bus.amqpUrl,
        SPINDLE_DATABASE_URL: bus.databaseUrl,
        SPINDLE_MASTER_KEY: testMasterKey,
        SPINDLE_CONFIG: "test/support/toy.config.ts",
        TOY_API_KEY: "k",
      },
    });

  test("prints what it finds; a dry run with gaps fails, one without does not", async () => {
    const bus = await withoutFanOut(2);
    const dry = spindle(bus, "--dry-run", "--json", "--since", "1h", "--grace", "0ms");
    await expect(dry).rejects.toMatchObject({
      code: 1,
      stdout: [
        '{"kind":"delivery","route":"toy.probed","count":2}',
        '{"read":2,"foreign":0,"afterFailover":false,"mended":false}\n',
      ].join("\n"),
    });
    const { stdout } = await spindle(bus, "--grace", "0ms");
    expect(stdout).toContain("2      toy.probed  lost deliveries");
    const again = await spindle(bus, "--dry-run");
    expect(again.stdout).toContain("2 messages of the journal compared; nothing is missing");
  });
});
