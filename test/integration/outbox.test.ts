import stripe from "@spindlebus/adapter-stripe";
import { canonicalContracts, orderCompleted } from "@spindlebus/contracts";
import { sql as words } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { fork } from "node:child_process";
import { once } from "node:events";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { startIngress, type RunningIngress } from "../../bus/src/ingress/start.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { openSteward } from "../../bus/src/rabbitmq/steward.ts";
import { topologyOf } from "../../bus/src/rabbitmq/topology.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { createClient, type Client } from "../../client/src/index.ts";
import { relayRound } from "../../client/src/outbox/relay-round.ts";
import {
  discardRefused,
  enqueue,
  listRefused,
  message,
  openRelay,
  outboxTable,
  type Queryable,
} from "../../client/src/outbox/index.ts";
import { noteAdapter } from "../bench/note-adapter.ts";
import { freshDatabase, freshVhost, migratedDatabase } from "../support/servers.ts";

const log = pino({ level: "silent" });
const [order] = orderCompleted.examples;
if (!order) throw new Error("order.completed.v1 has no example");
const plan = planBus(
  {
    contracts: canonicalContracts,
    connections: {
      note: { adapter: noteAdapter, settings: { baseUrl: "http://127.0.0.1:1" } },
      stripe: { adapter: stripe, settings: {} },
    },
  },
  () => "secret",
);

let ingress: RunningIngress;
let bus: Database;
let shop: Database;
let shopUrl: string;
let token: string;
let db: Queryable;

beforeAll(async () => {
  const [amqpUrl, databaseUrl, ownUrl] = await Promise.all([
    freshVhost(),
    migratedDatabase(),
    freshDatabase(),
  ]);
  shopUrl = ownUrl;
  bus = openDatabase({ url: databaseUrl, connections: 2, name: "test" });
  shop = openDatabase({ url: shopUrl, connections: 4, name: "shop" });
  db = queryable(shop.sql);
  await shop.sql.unsafe(outboxTable);
  ({ token } = await createToken(bus.sql, { name: "shop", roles: ["producer"], loopbackOnly: true }));
  const steward = openSteward({ url: amqpUrl, name: "test steward", log });
  await steward.ready(30_000);
  await steward.declare(topologyOf(plannedTypes(plan.routes)));
  await steward.close();
  const settings = { ...readSettings({ SPINDLE_INGRESS_PORT: "0" }), amqpUrl, databaseUrl };
  ingress = await startIngress({ settings, plan, log, name: "test ingress" });
});

beforeEach(() => shop.sql`TRUNCATE spindle_outbox`);

afterAll(async () => {
  await ingress?.stop();
  await Promise.all([bus?.close(), shop?.close()]);
});

/** The outbox's interface over postgres.js. */
const queryable = (sql: Pick<Database["sql"], "unsafe">): Queryable => ({
  query: (text, params) => sql.unsafe(text, [...params]),
});
const busUrl = () => `http://127.0.0.1:${ingress.port}`;
const orderOf = (source: string, orderId: string, id: string) =>
  message(orderCompleted, { ...order, orderId }, { id, source });
const left = async () => Number((await shop.sql`SELECT count(*) AS n FROM spindle_outbox`)[0]?.["n"]);
const takenFrom = async (source: string) => {
  const rows = await bus.sql`SELECT source_id, entity_key FROM intake WHERE source = ${source} ORDER BY id`;
  return rows.map((row) => ({ id: String(row["source_id"]), key: String(row["entity_key"]) }));
};

function startRelay() {
  const errors: unknown[] = [];
  const relay = openRelay({
    db,
    client: createClient({ url: busUrl(), token }),
    pollMs: 20,
    onError: (error) => void errors.push(error),
  });
  onTestFinished(() => relay.stop());
  return errors;
}

test("what a transaction wrote is published if, and only if, it commits", async () => {
  const undone = shop.sql.begin(async (tx) => {
    await enqueue(queryable(tx), orderOf("/undone", "o", "undone"));
    throw new Error("changed my mind");
  });
  await expect(undone).rejects.toThrow("changed my mind");
  await shop.sql.begin((tx) => enqueue(queryable(tx), orderOf("/done", "o", "done")));
  startRelay();
  await expect.poll(left).toBe(0);
  expect([await takenFrom("/undone"), await takenFrom("/done")]).toEqual([[], [{ id: "done", key: "o" }]]);
});

test("relays that are killed leave every message in the intake once, in the order of its key", async () => {
  const keys = ["a", "b", "c", "d", "e", "f"];
  const each = 15;
  const ids = Array.from({ length: each }, (_, n) => n).flatMap((n) => keys.map((key) => `${key}-${n}`));
  await enqueue(db, ...ids.map((id) => orderOf("/killed", id.slice(0, 1), id)));
  for (let kills = 0; kills < 3; kills += 1) {
    const relay = fork("test/support/outbox-relay-process.ts", [shopUrl, busUrl(), token]);
    await once(relay, "message");
    relay.kill("SIGKILL");
    await once(relay, "exit");
  }
  expect(await left()).toBeGreaterThan(0);
  startRelay();
  startRelay();
  await expect.poll(left).toBe(0);
  const taken = await takenFrom("/killed");
  expect(taken).toHaveLength(ids.length);
  for (const key of keys) {
    const inOrder = Array.from({ length: each }, (_, n) => `${key}-${n}`);
    expect(taken.filter((row) => row.key === key).map(({ id }) => id)).toEqual(inOrder);
  }
});

test("a refused message is set aside with the problem, and holds up nobody but its own key", async () => {
  const strange = { ...orderCompleted, type: "order.vanished.v1" };
  await enqueue(
    db,
    message(strange, { ...order, orderId: "bad" }, { id: "bad-1", source: "/poison" }),
    orderOf("/poison", "bad", "bad-2"),
    orderOf("/poison", "good", "good-1"),
    orderOf("/poison", "good", "good-2"),
  );
  startRelay();
  await expect.poll(left).toBe(2);
  expect((await takenFrom("/poison")).map(({ id }) => id)).toEqual(["good-1", "good-2"]);
  const [refused] = await listRefused(db);
  expect(refused).toMatchObject({ eventId: "bad-1", key: "bad" });
  expect(JSON.parse(refused?.problem ?? "")).toMatchObject({ status: 422, code: "unknown-type" });
  await discardRefused(db, refused?.seq ?? "");
  await expect.poll(left).toBe(0);
});

test("transactions of one key commit in the order of their rows", async () => {
  const [wrote, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = shop.sql.begin(async (tx) => {
    await enqueue(queryable(tx), orderOf("/order", "same", "first"));
    wrote.resolve();
    await commit.promise;
  });
  await wrote.promise;
  const second = shop.sql.begin((tx) => enqueue(queryable(tx), orderOf("/order", "same", "second")));
  await shop.sql.begin((tx) => enqueue(queryable(tx), orderOf("/order", "other", "third")));
  const waiting = () => shop.sql`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
  await expect.poll(async () => (await waiting()).length).toBe(1);
  expect(await left()).toBe(1);
  commit.resolve();
  await Promise.all([first, second]);
  const rows = await shop.sql`SELECT event_id FROM spindle_outbox WHERE key = 'same' ORDER BY seq`;
  expect(rows.map((row) => row["event_id"] as unknown)).toEqual(["first", "second"]);
});

test("transactions that write the same keys one by one, in other orders: one fails whole, and can be repeated", async () => {
  const [firstWrote, secondWrote] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const writing = (
    name: string,
    keys: readonly [string, string],
    mine: typeof firstWrote,
    other: typeof firstWrote,
  ) =>
    shop.sql.begin(async (tx) => {
      await enqueue(queryable(tx), orderOf("/crossed", keys[0], `${name}-${keys[0]}`));
      mine.resolve();
      await other.promise;
      await enqueue(queryable(tx), orderOf("/crossed", keys[1], `${name}-${keys[1]}`));
    });
  const ends = await Promise.allSettled([
    writing("one", ["a", "b"], firstWrote, secondWrote),
    writing("two", ["b", "a"], secondWrote, firstWrote),
  ]);
  const failed = ends.flatMap((end) => (end.status === "rejected" ? [end.reason as unknown] : []));
  expect(failed).toMatchObject([{ code: "40P01" }]);
  const names = async () => {
    const rows = await shop.sql`SELECT event_id FROM spindle_outbox ORDER BY seq`;
    return rows.map((row) => String(row["event_id"]));
  };
  const loser = ends[0].status === "rejected" ? "one" : "two";
  expect((await names()).filter((id) => id.startsWith(loser))).toEqual([]);
  const passed = Promise.withResolvers<void>();
  passed.resolve();
  await writing(loser, ["a", "b"], passed, passed);
  expect(await names()).toHaveLength(4);
});

test("of one key one message is under way at a time", async () => {
  await enqueue(db, ...["a-1", "a-2", "b-1"].map((id) => orderOf("/heads", id.slice(0, 1), id)));
  const sent: string[][] = [];
  const send: Client["send"] = (events) => {
    sent.push(events.map(({ id }) => id).toSorted());
    return Promise.resolve(events.map(({ id }) => ({ ok: true, id, duplicate: false })));
  };
  for (let round = 0; round < 2; round += 1)
    await relayRound({ db, client: { send }, most: 10, leaseMs: 1_000 });
  expect(sent).toEqual([["a-1", "b-1"], ["a-2"]]);
});

test("what the bus has and the relay could not note is published again, and is there once", async () => {
  await enqueue(db, orderOf("/unnoted", "o", "unnoted"));
  let failures = 1;
  const failing: Queryable = {
    query: (text, params) => {
      if (text.startsWith("DELETE") && failures-- > 0) return Promise.reject(new Error("connection lost"));
      return db.query(text, params);
    },
  };
  const errors: unknown[] = [];
  const client = createClient({ url: busUrl(), token });
  const relay = openRelay({
    db: failing,
    client,
    leaseMs: 500,
    pollMs: 20,
    onError: (error) => errors.push(error),
  });
  onTestFinished(() => relay.stop());
  await expect.poll(left).toBe(0);
  expect(errors).toHaveLength(1);
  expect(await takenFrom("/unnoted")).toEqual([{ id: "unnoted", key: "o" }]);
});

test("a wrong token sets nothing aside", async () => {
  await enqueue(db, orderOf("/token", "o", "token"));
  const told = Promise.withResolvers<unknown>();
  const client = createClient({ url: busUrl(), token: "wrong" });
  const relay = openRelay({ db, client, onError: told.resolve });
  expect(await told.promise).toMatchObject({ name: "RefusedError", problem: { status: 401 } });
  await relay.stop();
  expect([await left(), await listRefused(db)]).toEqual([1, []]);
});

test("drizzle's transactions fit the interface, too", async () => {
  await drizzle(shop.sql).transaction((tx) =>
    enqueue(
      {
        query: (text, params) => {
          const parts = text.split(/\$\d+/).map((part) => words.raw(part));
          return tx.execute(
            words.join(
              parts.flatMap((part, n) => (n < params.length ? [part, words`${params[n]}`] : [part])),
            ),
          );
        },
      },
      orderOf("/drizzle", "o", "drizzle"),
    ),
  );
  expect(await shop.sql`SELECT key, event_id FROM spindle_outbox`).toEqual([
    { key: "o", event_id: "drizzle" },
  ]);
});
