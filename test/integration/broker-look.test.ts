import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { openBroker } from "../../bus/src/operations/open-broker.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { postgresTopologyStore } from "../../bus/src/postgres/topology-store.ts";
import { openOnlooker, type Onlooker } from "../../bus/src/rabbitmq/onlooker.ts";
import { planPoints } from "../../bus/src/testing/routing/points-bus.ts";
import { applyTopology } from "../../bus/src/topology/apply.ts";
import { openProxy, type Proxy } from "../faults/support/proxy/proxy.ts";
import { freshDatabase, freshVhost } from "../support/servers.ts";

/** What operators see of a real broker, which goes away and comes back. */

const { routes } = planPoints({ connections: { "points-us": {} } });
let amqpUrl: string;
let database: Database;
let link: Proxy;

beforeAll(async () => {
  const urls = await Promise.all([freshVhost(), freshDatabase()]);
  const [vhost, databaseUrl] = urls;
  amqpUrl = vhost;
  await migrate(databaseUrl);
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
