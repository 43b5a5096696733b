import { orderCompleted } from "@spindlebus/contracts";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { openBroker } from "../../bus/src/operations/open-broker.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { postgresTopologyStore } from "../../bus/src/postgres/topology-store.ts";
import { openOnlooker, type Onlooker } from "../../bus/src/rabbitmq/onlooker.ts";
import { openTestMessages } from "../../bus/src/test-messages/open-test-messages.ts";
import { planPoints } from "../../bus/src/testing/routing/points-bus.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { openProxy, type Proxy } from "../faults/support/proxy/proxy.ts";
import { migratedDatabase, freshVhost } from "../support/servers.ts";

/** What operators see of a real broker, and send to it, which goes away and comes back. */

const plan = planPoints({ connections: { "points-us": {} } });
const { routes } = plan;
let amqpUrl: string;
let database: Database;
let link: Proxy;

beforeAll(async () => {
  const urls = await Promise.all([freshVhost(), migratedDatabase()]);
  const [vhost, databaseUrl] = urls;
  amqpUrl = vhost;
  database = openDatabase({ url: databaseUrl, name: "test" });
});
beforeEach(async () => {
  link = await openProxy(amqpUrl);
});
afterEach(() => link.close());
afterAll(() => database.close());

const open = () => openBroker({ url: link.url, name: "test", routes, database });

const ask = (onlooker: Onlooker, withinMs?: number) =>
  onlooker.look(async (connection) => (await connection.createChannel()).close(), withinMs);

test("looking at an empty broker finds that everything is missing, and makes nothing", async () => {
  for (const broker of [open(), open()]) {
    const { queues } = await broker.queues();
    const found = (await broker.compare())?.found ?? [];
    expect(new Set(queues.map(({ exists }) => exists))).toEqual(new Set([false]));
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(["missing"]));
    await broker.close();
  }
});

test("what waits in the declared queues is counted", async () => {
  await applyTopology(amqpUrl, plannedTypes(routes));
  const broker = open();
  const { queues } = await broker.queues();
  expect(queues).toContainEqual({
    name: "spindle.route.points-us.earn",
    kind: "work",
    route: "points-us.earn",
    laneGroup: null,
    connection: "points-us",
    exists: true,
    ready: 0,
    consumers: 0,
  });
  expect(queues.every(({ exists }) => exists)).toBe(true);
  await broker.close();
});

test("nothing is compared while somebody applies a topology", async () => {
  const broker = open();
  const store = postgresTopologyStore(database.sql, { sealUnknown: async ({ body }) => body });
  await store.alone(async () => expect(await broker.compare()).toBeUndefined());
  await broker.close();
});

test("a connection is made by the first question, kept, and made again after the broker was away", async () => {
  const onlooker = openOnlooker({ url: link.url, name: "test" });
  expect(link.connections()).toBe(0);
  await Promise.all([ask(onlooker), ask(onlooker)]);
  expect(link.connections()).toBe(1);
  await link.cut();
  await expect(ask(onlooker)).rejects.toMatchObject({
    name: "BrokerAway",
    message: expect.stringContaining("SPINDLE_AMQP_URL"),
  });
  await link.mend();
  await ask(onlooker);
  expect(link.connections()).toBe(1);
  await onlooker.close();
});

test("a frozen broker is given up in time, and the next question has a connection of its own", async () => {
  const onlooker = openOnlooker({ url: link.url, name: "test" });
  await ask(onlooker);
  link.stall();
  await expect(ask(onlooker, 100)).rejects.toThrow("it does not answer");
  await link.mend();
  await ask(onlooker);
  await expect.poll(() => link.connections()).toBe(1);
  await onlooker.close();
});

test("a test message opens a connection, waits in the queue of its route, and is stored while the broker is away", async () => {
  await applyTopology(amqpUrl, plannedTypes(routes));
  const messages = openTestMessages({
    database,
    plan,
    settings: { amqpUrl: link.url, masterKeys: undefined },
    name: "test",
    log: pino({ level: "silent" }),
    patienceMs: 500,
  });
  expect(link.connections()).toBe(0);
  const [data] = orderCompleted.examples;
  const send = (sourceId: string) =>
    messages.send(
      { type: orderCompleted.type, data, body: Buffer.from(JSON.stringify(data)), sourceId },
      { actor: "ana", reason: "does it arrive?" },
    );
  const sent = await send("one");
  expect(sent).toMatchObject({ kind: "accepted", duplicate: false });
  await messages.settled();
  expect(await send("one")).toEqual({ ...sent, duplicate: true });
  expect(await waiting()).toBe(1);

  await link.cut();
  const kept = await send("two");
  const outbox = await database.sql<{ id: string }[]>`SELECT message_id AS id FROM outbox`;
  expect([kept, outbox.map(({ id }) => id)]).toEqual([
    { kind: "unpublished", id: outbox[0]?.id },
    [outbox[0]?.id],
  ]);
  await link.mend();
  await expect
    .poll(() => send("two"), { timeout: 10_000 })
    .toMatchObject({ kind: "accepted", duplicate: true });
  expect(await waiting()).toBe(2);
  const lines = await database.sql`SELECT actor, reason FROM audit WHERE action = 'contract.test-message'`;
  expect(lines).toHaveLength(2);
  await messages.close();
});

/** In the queue of the only route that takes orders. */
async function waiting(): Promise<number | undefined> {
  const broker = open();
  const { queues } = await broker.queues();
  await broker.close();
  return queues.find(({ name }) => name === "spindle.route.points-us.earn")?.ready;
}
