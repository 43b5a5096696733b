import { tokenHeading } from "../../bus/src/delivery/token-heading.ts";
import { connect } from "amqplib";
import { expect, test } from "vitest";
import { recordDeadLetter } from "../../bus/src/postgres/record-dead-letter.ts";
import { deadQueue, quarantineQueue } from "../../bus/src/rabbitmq/names.ts";
import { startRecorder } from "../../bus/src/roles/recorder.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { noteToken } from "../../bus/src/testing/delivery/note.ts";
import { eventually } from "../support/eventually.ts";
import { openProxy } from "../faults/support/proxy/proxy.ts";
import { openToyBus, type ToyBus } from "../support/toy-bus.ts";

const route = "toy.keyed";

const gaveUp = ({ channel }: ToyBus, { envelope, body, routes }: ReturnType<typeof noteToken>): void => {
  const { properties, headers } = tokenHeading(envelope, { routes });
  channel.sendToQueue(deadQueue(route), Buffer.from(body), { ...properties, headers, persistent: true });
};

const drained = (bus: ToyBus) =>
  eventually(
    "an empty dead-letter queue",
    () => bus.ready(deadQueue(route)),
    (count) => count === 0,
  );

test("what the broker gave up is a suspect with its message stored, and is started again alone", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  const token = noteToken({ noteId: "n-0", routes: [route] });
  gaveUp(bus, token);
  await bus.start(startRecorder);
  await bus.allBecome(1, "waiting");
  const [stored] = await bus.sql`SELECT body, content_type FROM message_body`;
  expect(stored).toEqual({ body: Buffer.from(token.body), content_type: "application/json" });
  await bus.start(startScheduler);
  await eventually(
    "it is in quarantine",
    () => bus.ready(quarantineQueue),
    (count) => count === 1,
  );
  await bus.start(startWorker);
  await bus.allBecome(1, "applied");
  expect(bus.vendor.filed).toEqual(new Map([["n-0", 1]]));
});

test("a suspect whose token is given up in quarantine too is dead, and what it did is in nobody's hands", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  const token = noteToken({ noteId: "n-0", routes: [route] });
  gaveUp(bus, token);
  await Promise.all([bus.start(startRecorder), bus.start(startScheduler)]);
  await bus.allBecome(1, "queued");
  // Nobody gets as far as claiming it: its consumers die, until the broker has had enough.
  for (let death = 0; death < 4; death += 1) {
    const connection = await connect(bus.amqpUrl, { noDelay: true });
    const channel = await connection.createChannel();
    const { promise: delivered, resolve } = Promise.withResolvers<void>();
    await channel.consume(quarantineQueue, () => resolve());
    await Promise.race([delivered, bus.allBecome(1, "dead")]);
    await connection.close();
  }
  const [row] = await bus.allBecome(1, "dead");
  expect(row).toMatchObject({ route, error_code: "poison", attempts: 0 });
  expect(row?.group_id).not.toBeNull();
});

test("a retry that the broker gave up is a suspect, and no more when it is recorded again because its ack was lost", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  const toyRoute = { name: route, laned: false };
  const token = noteToken({ noteId: "n-0", routes: [route] });
  await recordDeadLetter(bus.sql, toyRoute, token);
  await bus.sql`UPDATE delivery SET state = 'queued', queued_at = now(), next_attempt_at = NULL, suspect = false`;
  const retry = { ...token, retry: { generation: 0, start: 0 } };
  for (let times = 0; times < 2; times += 1) await recordDeadLetter(bus.sql, toyRoute, retry);
  expect(await bus.deliveries()).toMatchObject([{ state: "waiting", error_code: null }]);
});

test("a dead letter and a settle of the same delivery never wait for each other", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  const token = noteToken({ noteId: "n-0", routes: [route] });
  await recordDeadLetter(bus.sql, { name: route, laned: false }, token);
  const recorded: Promise<void>[] = [];
  await bus.sql.begin(async (tx) => {
    await tx`UPDATE delivery SET state = 'waiting'`;
    recorded.push(recordDeadLetter(bus.sql, { name: route, laned: false }, token));
    await eventually(
      "the dead letter waits for the settle",
      () =>
        bus.sql`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      ({ count }) => count === 1,
    );
    await tx`UPDATE message_body SET stored_at = now()`;
  });
  await Promise.all(recorded);
  expect(await bus.deliveries()).toMatchObject([{ state: "waiting" }]);
});

test("what the broker gave up says nothing of a delivery that is settled", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  await bus.start(startWorker);
  const token = noteToken({ noteId: "n-0", routes: [route] });
  const { properties, headers } = tokenHeading(token.envelope, { routes: token.routes });
  bus.channel.sendToQueue(`spindle.route.${route}`, Buffer.from(token.body), { ...properties, headers });
  await bus.allBecome(1, "applied");
  gaveUp(bus, token);
  await bus.start(startRecorder);
  await drained(bus);
  expect(await bus.deliveries()).toMatchObject([{ state: "applied", error_code: null }]);
});

test("what nobody of ours made is one failure for equal bytes, whatever they are", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  const bodies = [
    Buffer.from([0, 1, 254, 255]),
    Buffer.from("not json"),
    Buffer.from([0, 1, 254, 255]),
    Buffer.alloc(0),
  ];
  for (const body of bodies) {
    const contentType = "text/plain; charset=\u0000";
    bus.channel.sendToQueue(deadQueue(route), body, { contentType, headers: { spindle: "\u0000" } });
  }
  await bus.start(startRecorder);
  await drained(bus);
  const rows = await bus.allBecome(3, "blocked");
  expect(new Set(rows.map(({ error_code }) => error_code))).toEqual(new Set(["notOurs"]));
  const stored = await bus.sql`SELECT body FROM message_body`;
  expect(stored.map(({ body }) => (body as Buffer).toString("hex")).toSorted()).toEqual(
    [...new Set(bodies.map((body) => body.toString("hex")))].toSorted(),
  );
});

test("nothing is acked before it is committed: while the database is away the broker keeps it", async () => {
  const bus = await openToyBus({ operations: ["keyed"] });
  for (const noteId of ["n-0", "n-1"]) gaveUp(bus, noteToken({ noteId, routes: [route] }));
  const atBroker = (expected: number) =>
    eventually(
      `${expected} dead letters`,
      () => bus.ready(deadQueue(route)),
      (count) => count === expected,
    );
  await atBroker(2);
  const [database, broker] = await Promise.all([openProxy(bus.databaseUrl), openProxy(bus.amqpUrl)]);
  await database.cut();
  await bus.start(startRecorder, { amqpUrl: broker.url, databaseUrl: database.url });
  await atBroker(0);
  await broker.cut();
  await atBroker(2);
  await Promise.all([database.mend(), broker.mend()]);
  expect(await bus.allBecome(2, "waiting")).toMatchObject([{ attempts: 0 }, { attempts: 0 }]);
  await drained(bus);
});
