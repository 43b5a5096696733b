import { randomUUID } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { tokenHeading } from "../../bus/src/delivery/token-heading.ts";
import { deadQueue, retryQueue, workQueue } from "../../bus/src/rabbitmq/names.ts";
import { startRecorder } from "../../bus/src/roles/recorder.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import type { AnyOperation } from "../../bus/src/adapter/index.ts";
import { toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { noteToken } from "../../bus/src/testing/delivery/note.ts";
import { openCountingVendor } from "../support/counting-vendor.ts";
import { eventually } from "../support/eventually.ts";
import { openProxy } from "../faults/support/proxy/proxy.ts";
import { openToyBus, type ToyBus } from "../support/toy-bus.ts";

const once = (bus: ToyBus, count: number) => {
  expect(bus.vendor.filed.size).toBe(count);
  expect(new Set(bus.vendor.filed.values())).toEqual(new Set([1]));
};

/** The broker puts back what a channel held a moment after the channel has gone. */
const givenBack = (bus: ToyBus, route: string, expected: number) =>
  eventually(
    `${expected} tokens back in their queue`,
    () => bus.ready(workQueue(route)),
    (count) => count === expected,
  );

describe("a worker", () => {
  test("applies what is published, remembers facts, publishes results, and leaves nothing in the queue", async () => {
    const bus = await openToyBus({ operations: ["keyed"] });
    await bus.start(startWorker);
    await bus.publish(30);
    const rows = await bus.allBecome(30, "applied");
    expect(rows[0]).toMatchObject({
      starts: 1,
      attempts: 0,
      vendor_reference: expect.stringMatching(/^p-n-/) as string,
    });
    once(bus, 30);
    const [facts] =
      await bus.sql`SELECT count(*)::int AS count FROM reference WHERE connection = 'toy' AND kind = 'note'`;
    expect(facts).toEqual({ count: 30 });
    const results =
      await bus.sql`SELECT causation_id FROM intake WHERE source = '/routes/toy.keyed' AND type = 'note.filed.v1'`;
    expect(new Set(results.map(({ causation_id }) => causation_id as string))).toEqual(
      new Set(rows.map(({ message_id }) => message_id)),
    );
    expect(await bus.ready(workQueue("toy.keyed"))).toBe(0);
  });

  test("keeps what the vendor refuses as a failure, with its message, attempt and group", async () => {
    const bus = await openToyBus({ operations: ["keyed"] });
    bus.vendor.mood = "reject";
    await bus.start(startWorker);
    await bus.publish(5);
    const rows = await bus.allBecome(5, "dead");
    expect(rows[0]).toMatchObject({ attempts: 1, error_code: "no_room" });
    expect(new Set(rows.map(({ group_id }) => group_id)).size).toBe(1);
    const attempts = await bus.sql`SELECT outcome, code, response FROM attempt`;
    expect(attempts).toHaveLength(5);
    expect(attempts[0]).toMatchObject({ outcome: "rejected", code: "no_room" });
    const [bodies] = await bus.sql`SELECT count(*)::int AS count FROM message_body`;
    expect(bodies).toEqual({ count: 5 });
  });

  test("heals an outage without a person: nothing dead, the circuit open meanwhile, each effect once", async () => {
    const bus = await openToyBus({ operations: ["probed"] });
    await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
    await bus.vendor.goAway();
    await bus.publish(40);
    const circuit = async () =>
      (await bus.sql`SELECT circuit FROM governor`)[0]?.["circuit"] as string | undefined;
    await eventually("an open circuit", circuit, (state) => state === "open");
    const touched = await bus.deliveries();
    expect(touched.length).toBeLessThan(40);
    await bus.vendor.comeBack();
    await bus.allBecome(40, "applied");
    once(bus, 40);
    await eventually("a closed circuit", circuit, (state) => state !== "open");
  });

  test("finds by probe what was done although the connection died, each effect once", async () => {
    const bus = await openToyBus({ operations: ["probed"], concurrency: 20 });
    bus.vendor.mood = "commitThenDrop";
    await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
    await bus.publish(100);
    const rows = await bus.allBecome(100, "applied");
    once(bus, 100);
    expect(new Set(rows.map(({ attempts }) => attempts))).toEqual(new Set([1]));
    expect(bus.vendor.writes()).toBe(100);
  });

  test("that stops finishes what it has begun and gives back the rest: nothing lost, doubled or left unacked", async () => {
    const bus = await openToyBus({ operations: ["bare"], concurrency: 5 });
    bus.vendor.mood = "slow";
    const first = await bus.start(startWorker);
    await bus.publish(60);
    await eventually(
      "a few deliveries",
      async () => bus.vendor.filed.size,
      (size) => size >= 10,
    );
    await first.stop();
    const rows = await bus.deliveries();
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["applied"]));
    expect(rows.length).toBeLessThan(60);
    expect(await givenBack(bus, "toy.bare", 60 - rows.length)).toBe(60 - rows.length);
    bus.vendor.mood = "well";
    await bus.start(startWorker);
    const all = await bus.allBecome(60, "applied");
    expect(new Set(all.map(({ starts }) => starts))).toEqual(new Set([1]));
    once(bus, 60);
  });

  describe("does nothing twice although the database forgets its claim while the vendor works:", () => {
    /** The claim vanishes, as in a failover to a standby that never got the commit, between an effect and its answer. */
    async function setup(operation: AnyOperation, forget: (sql: ToyBus["sql"]) => Promise<unknown>) {
      const vendor = await openCountingVendor();
      onTestFinished(() => vendor.close());
      const adapter = { ...toyAdapter, operations: { probed: operation } };
      const bus = await openToyBus({ operations: ["probed"], adapter, vendorUrl: vendor.url });
      vendor.meanwhile = async () => {
        vendor.meanwhile = async () => undefined;
        await forget(bus.sql);
      };
      await Promise.all([bus.start(startWorker), bus.start(startScheduler)]);
      await bus.publish(1);
      await bus.allBecome(1, "applied");
      return vendor.effects;
    }
    const { probed } = toyAdapter.operations;
    const swift = { ...probed, timeout: "1s", probe: { ...probed.probe, readLag: "0ms" } } as AnyOperation;

    test("a delivery by its first token", async () => {
      const effects = await setup(swift, (sql) => sql`DELETE FROM delivery`);
      expect([...effects.values()]).toEqual([1]);
    });

    test("the head of a lane", async () => {
      const lane = { group: "notes", key: () => "one" };
      const effects = await setup(
        { ...swift, lane } as AnyOperation,
        (sql) => sql`
          UPDATE delivery SET state = 'parked', starts = 0, barren = 0, fence = NULL, lease_until = NULL`,
      );
      expect([...effects.values()]).toEqual([1]);
    });
  });

  test("waits out the database: no attempt is charged, nothing is dead-lettered, each effect once", async () => {
    const bus = await openToyBus({ operations: ["keyed"] });
    const link = await openProxy(bus.databaseUrl);
    await bus.start(startWorker, { databaseUrl: link.url });
    await link.cut();
    await bus.publish(30);
    await eventually(
      "prefetched tokens",
      () => bus.ready(workQueue("toy.keyed")),
      (count) => count < 30,
    );
    await link.mend();
    const rows = await bus.allBecome(30, "applied");
    expect(new Set(rows.map(({ attempts }) => attempts))).toEqual(new Set([0]));
    once(bus, 30);
    expect(await bus.ready(deadQueue("toy.keyed"))).toBe(0);
  });

  test("waits out a memory that cannot be read", async () => {
    const bus = await openToyBus({ operations: ["recalling"] });
    await bus.sql`INSERT INTO reference (connection, kind, id, vendor_id, facts) VALUES ('toy', 'note', 'n-0', 'p-7', '{}')`;
    await bus.sql`ALTER TABLE reference RENAME TO reference_elsewhere`;
    await bus.start(startWorker);
    await bus.publish(1);
    await eventually("a claim", bus.deliveries, (rows) => rows.length === 1);
    await bus.sql`ALTER TABLE reference_elsewhere RENAME TO reference`;
    expect(await bus.allBecome(1, "applied")).toMatchObject([{ starts: 1, attempts: 0 }]);
    expect(await bus.ready(deadQueue("toy.recalling"))).toBe(0);
  });

  test("stops although the database is away", async () => {
    const bus = await openToyBus({ operations: ["keyed"] });
    const link = await openProxy(bus.databaseUrl);
    const worker = await bus.start(startWorker, { databaseUrl: link.url });
    await link.cut();
    await bus.publish(3);
    await eventually(
      "prefetched tokens",
      () => bus.ready(workQueue("toy.keyed")),
      (count) => count === 0,
    );
    await worker.stop();
    expect(await givenBack(bus, "toy.keyed", 3)).toBe(3);
  }, 60_000);

  test("goes on after the broker threw it out: each effect once", async () => {
    const bus = await openToyBus({ operations: ["probed"], concurrency: 5 });
    const link = await openProxy(bus.amqpUrl);
    bus.vendor.mood = "slow";
    await Promise.all([bus.start(startWorker, { amqpUrl: link.url }), bus.start(startScheduler)]);
    await bus.publish(40);
    await eventually(
      "a few deliveries",
      async () => bus.vendor.filed.size,
      (size) => size >= 5,
    );
    await link.cut();
    await link.mend();
    bus.vendor.mood = "well";
    // What it was at has no ack now: the copy that comes again finds the claim alive and waits for the lease.
    await eventually("the rest", bus.deliveries, (rows) => rows.length === 40);
    await bus.allBecome(40, "applied");
    once(bus, 40);
    const queues = [workQueue("toy.probed"), retryQueue("toy.probed"), deadQueue("toy.probed")];
    expect(await Promise.all(queues.map((queue) => bus.ready(queue)))).toEqual([0, 0, 0]);
  });
});

describe("a token", () => {
  test("that comes twice has one effect", async () => {
    const bus = await openToyBus({ operations: ["bare"] });
    const tokens = Array.from({ length: 10 }, (_, n) =>
      noteToken({ noteId: `n-${n}`, routes: ["toy.bare"] }),
    );
    for (const token of [...tokens, ...tokens, ...tokens]) send(bus, workQueue("toy.bare"), token);
    await bus.start(startWorker);
    const rows = await bus.allBecome(10, "applied");
    expect(new Set(rows.map(({ starts }) => starts))).toEqual(new Set([1]));
    const left = () => bus.ready(workQueue("toy.bare"));
    await eventually("an empty queue", left, (count) => count === 0);
    once(bus, 10);
  });

  test("that does not name the route is acked, and leaves no trace", async () => {
    const bus = await openToyBus({ operations: ["bare"] });
    send(bus, workQueue("toy.bare"), noteToken({ routes: ["toy.keyed"] }));
    send(bus, workQueue("toy.bare"), noteToken({ noteId: "ours", routes: ["toy.bare"] }));
    const worker = await bus.start(startWorker);
    await bus.allBecome(1, "applied");
    await worker.stop();
    expect(await bus.ready(workQueue("toy.bare"))).toBe(0);
    expect([...bus.vendor.filed.keys()]).toEqual(["ours"]);
  });

  test("that the bus did not make becomes a failure, and holds up nobody", async () => {
    const bus = await openToyBus({ operations: ["keyed"] });
    await Promise.all([bus.start(startWorker), bus.start(startRecorder)]);
    const queue = workQueue("toy.keyed");
    bus.channel.sendToQueue(queue, Buffer.from([0, 255, 1]), {
      messageId: randomUUID(),
      contentType: "a\u0000b",
    });
    bus.channel.sendToQueue(queue, Buffer.from("{}"), { headers: { spindle: '{"routes":"toy.keyed"}' } });
    await bus.publish(3);
    const rows = await bus.allBecome(5, "applied", "blocked");
    const blocked = rows.filter(({ state }) => state === "blocked");
    expect(blocked.map(({ error_code }) => error_code)).toEqual(["notOurs", "notOurs"]);
    expect(blocked.every(({ group_id }) => group_id !== null)).toBe(true);
    once(bus, 3);
    await eventually(
      "empty queues",
      () => bus.ready(deadQueue("toy.keyed")),
      (count) => count === 0,
    );
  });
});

function send(
  { channel }: ToyBus,
  queue: string,
  { envelope, body, routes }: ReturnType<typeof noteToken>,
): void {
  const { properties, headers } = tokenHeading(envelope, { routes });
  channel.sendToQueue(queue, Buffer.from(body), { ...properties, headers, persistent: true });
}
