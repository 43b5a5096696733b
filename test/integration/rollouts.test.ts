import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { startAdmin } from "../../admin-api/src/index.ts";
import type { BusPlan } from "../../bus/src/config/bus-plan.ts";
import { openIntake, type Intake } from "../../bus/src/intake/intake.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { postgresIntakeStore } from "../../bus/src/postgres/intake-store.ts";
import { memoryBodies } from "../../bus/src/testing/memory/memory-bodies.ts";
import { orderAt, planPoints, refundOf } from "../../bus/src/testing/routing/points-bus.ts";
import { migratedDatabase } from "../support/servers.ts";

/** Several intakes on one database, as several ingresses and workers are, each with the configuration it was started with. */
let databases: readonly Database[];
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await migratedDatabase();
  databases = [1, 2, 3].map((n) => openDatabase({ url: databaseUrl, name: `intake ${n}` }));
}, 60_000);
afterAll(async () => {
  await Promise.all(databases.map(({ close }) => close()));
});
beforeEach(async () => {
  await sql()`TRUNCATE intake, outbox, assignment`;
});

const sql = () => {
  const [first] = databases;
  if (!first) throw new Error("there is no database");
  return first.sql;
};

/** What an intake of this configuration publishes, by source id. */
type Running = { readonly intake: Intake; readonly routes: Map<string, readonly string[]> };

function intakeOf(plan: BusPlan, at: number): Running {
  const routes = new Map<string, readonly string[]>();
  const database = databases[at % databases.length];
  if (!database) throw new Error("there is no database");
  const intake = openIntake({
    ...plan,
    store: postgresIntakeStore(database.sql),
    bodies: memoryBodies(),
    publish: async ({ draft, routes: decided }) => {
      routes.set(draft.message.sourceId, decided);
      return "stored";
    },
  });
  return { intake, routes };
}

const at = (share: number, units: readonly string[] = ["named"], changes: object = {}) =>
  planPoints({
    connections: { old: {}, new: {} },
    rollouts: {
      loyalty: { by: "store", among: [{ connection: "new", share, units }], rest: "old", ...changes },
    },
  });

type Message = ReturnType<typeof orderAt>;
const draftOf = (message: Message) => ({
  message,
  contentType: "application/json",
  body: Buffer.from(JSON.stringify(message.data)),
});
const accept = ({ intake }: Running, message: Message) => intake.accept(draftOf(message));
const one = async (plan: BusPlan, message: Message) => {
  const running = intakeOf(plan, 0);
  expect(await accept(running, message)).toMatchObject({ kind: "accepted" });
  return running.routes.get(message.sourceId);
};

test("an order's refund goes where its order went, although the share has changed and it names the payment alone", async () => {
  expect(await one(at(0), orderAt("0042", "o-1"))).toEqual(["old.earn"]);
  expect(await one(at(100), refundOf("o-1"))).toEqual(["old.takeBack"]);
  expect(await one(at(100), orderAt("0042", "o-2"))).toEqual(["new.earn"]);
  expect(await one(at(0), refundOf("o-2"))).toEqual(["new.takeBack"]);
  const why = await sql()`SELECT key, connection, because FROM assignment ORDER BY key`;
  expect(why).toMatchObject([
    { key: "order:o-1", connection: "old", because: "store 0042: the rest" },
    { key: "order:o-2", connection: "new", because: "store 0042: within 100 %" },
    { key: "payment:pi_o-1" },
    { key: "payment:pi_o-2" },
  ]);
});

test("a refund that comes first chooses for its order", async () => {
  expect(await one(at(50), refundOf("o-1"))).toEqual(["old.takeBack"]);
  expect(await one(at(50), orderAt("named", "o-1"))).toEqual(["old.earn"]);
});

test("a store that is moved has its new orders at the new vendor, and only these", async () => {
  expect(await one(at(0, ["other"]), orderAt("0042", "o-1"))).toEqual(["old.earn"]);
  expect(await one(at(0, ["other", "0042"]), orderAt("0042", "o-2"))).toEqual(["new.earn"]);
  expect(await one(at(0, ["other", "0042"]), refundOf("o-1"))).toEqual(["old.takeBack"]);
});

test("a member keeps the vendor that it had first, also when the share grows", async () => {
  const byMember = { by: "member" };
  expect(await one(at(0, ["x"], byMember), orderAt("0042", "o-1", "m-1"))).toEqual(["old.earn"]);
  expect(await one(at(100, ["x"], byMember), orderAt("0042", "o-2", "m-1"))).toEqual(["old.earn"]);
  expect(await one(at(100, ["x"], byMember), orderAt("0042", "o-3", "m-2"))).toEqual(["new.earn"]);
});

test("what was chosen for a connection that is gone from the roll-out is chosen anew", async () => {
  await one(at(100), orderAt("0042", "o-1"));
  const plan = planPoints({
    connections: { old: {}, newer: {} },
    rollouts: { loyalty: { by: "store", among: [{ connection: "newer", share: 100 }], rest: "old" } },
  });
  expect(await one(plan, refundOf("o-1"))).toEqual(["newer.takeBack"]);
});

test("a canary of nothing else: who is not chosen goes to nobody, and so does its refund when the share has grown", async () => {
  const canary = (share: number) =>
    planPoints({
      connections: { new: {} },
      rollouts: { loyalty: { by: "store", among: [{ connection: "new", share }], rest: "nobody" } },
    });
  expect(await one(canary(0), orderAt("0042", "o-1"))).toEqual([]);
  expect(await one(canary(100), refundOf("o-1"))).toEqual([]);
  expect(await one(canary(100), orderAt("0042", "o-2"))).toEqual(["new.earn"]);
});

test("an order whose id no text column could hold is refused alone, and what came with it is taken", async () => {
  const running = intakeOf(at(50), 0);
  const ids = ["o-1", "o\0-2", "\ud800", "x".repeat(5_000)];
  const accepted = await Promise.all(
    ids.map((id) => accept(running, { ...orderAt("named", id), sourceId: id.slice(0, 9) })),
  );
  expect(accepted[0]).toMatchObject({ kind: "accepted" });
  for (const each of accepted) expect(each.kind).not.toBe("notStored");
});

const shares = [0, 5, 50, 95, 100] as const;

/** Asks the admin API of a plan. */
async function adminOf(plan: BusPlan) {
  const token = `a-token-of-${randomUUID()}`;
  await createToken(sql(), { name: "vera", roles: ["viewer"], loopbackOnly: true, token });
  const settings = { ...readSettings({}), adminPort: 0, amqpUrl: "amqp://127.0.0.1:1", databaseUrl };
  const admin = await startAdmin({ settings, plan, log: pino({ level: "silent" }), name: "test" });
  onTestFinished(admin.stop);
  return async (path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`http://127.0.0.1:${admin.port}/api/v1/${path}`, { headers });
    return response.json();
  };
}

test("operators see what a connection is chosen for, and why a message went where it did", async () => {
  const plan = planPoints({
    stores: { "0042": { country: "US" }, "0107": {} },
    connections: { old: { serves: { countries: ["US"] } }, new: {}, show: { shadow: true } },
    rollouts: {
      loyalty: { by: "store", among: [{ connection: "new", share: 5, units: ["0042"] }], rest: "old" },
    },
  });
  const ask = await adminOf(plan);
  const rollout = { name: "loyalty", by: "store", keep: "entity" };
  expect(await ask("connections")).toMatchObject({
    data: [
      {
        id: "old",
        shadow: false,
        serves: { countries: ["US"], brands: null },
        rollout: { ...rollout, place: 2 },
      },
      { id: "new", serves: null, rollout: { ...rollout, place: 1, share: 5, units: ["0042"] } },
      { id: "show", shadow: true, rollout: null },
    ],
  });
  const accepted = await accept(intakeOf(plan, 0), orderAt("0042", "o-1"));
  expect(await ask(`messages/${"id" in accepted ? accepted.id : ""}`)).toMatchObject({
    deliveries: [{ route: "new.earn" }, { route: "show.earn" }],
    choices: [{ rollout: "loyalty", connection: "new", because: "store 0042: named" }],
  });
});

/** Rounds of messages; each intake has the share that it was started with, as in a rolling deployment. */
const rounds = array(
  record({
    shares: array(constantFrom(...shares), { minLength: 3, maxLength: 3 }),
    messages: array(
      record({
        order: integer({ min: 0, max: 7 }),
        /** 0 is the order itself, the others are its refunds. */
        part: integer({ min: 0, max: 2 }),
        intake: integer({ min: 0, max: 2 }),
      }),
      { minLength: 1, maxLength: 24 },
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

test("whatever the shares do meanwhile, each message is for one vendor, and all of an order for the same", async () => {
  // To read a configuration takes longer than to decide by it.
  const plans = new Map(shares.map((share) => [share, at(share)]));
  let run = 0;
  await assert(
    asyncProperty(rounds, async (given) => {
      run += 1;
      const vendorOf = new Map<string, Set<string>>();
      for (const { shares: ofIntakes, messages } of given) {
        const intakes = ofIntakes.map((share, n) => intakeOf(plans.get(share) ?? at(share), n));
        await Promise.all(
          messages.map(async ({ order, part, intake }) => {
            const running = intakes[intake];
            if (!running) throw new Error("there is no such intake");
            const orderId = `o-${run}-${order}`;
            const message = part === 0 ? orderAt(`store-${order % 3}`, orderId) : refundOf(orderId, part);
            expect(await accept(running, message)).toMatchObject({ kind: "accepted" });
          }),
        );
        for (const [sourceId, routes] of intakes.flatMap((each) => [...each.routes])) {
          expect([sourceId, ...routes]).toHaveLength(2);
          const orderId = sourceId.replace(/^re-(.*)-\d$/, "$1");
          const vendors = vendorOf.get(orderId) ?? new Set<string>();
          for (const route of routes) vendors.add(route.split(".")[0] ?? "");
          vendorOf.set(orderId, vendors);
        }
      }
      for (const vendors of vendorOf.values()) expect(vendors.size).toBe(1);
    }),
    { numRuns: 60 },
  );
}, 60_000);
