import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { BusPlan } from "../../bus/src/config/bus-plan.ts";
import { openIntake, type Intake } from "../../bus/src/intake/intake.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { postgresIntakeStore } from "../../bus/src/postgres/intake-store.ts";
import { migrate } from "../../bus/src/postgres/migrate.ts";
import { memoryBodies } from "../../bus/src/testing/memory/memory-bodies.ts";
import { orderAt, planPoints, refundOf } from "../../bus/src/testing/routing/points-bus.ts";
import { freshDatabase } from "../support/servers.ts";

/** Several intakes on one database, as several ingresses and workers are, each with the configuration it was started with. */
let databases: readonly Database[];

beforeAll(async () => {
  const url = await freshDatabase();
  await migrate(url);
  databases = [1, 2, 3].map((n) => openDatabase({ url, name: `intake ${n}` }));
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
