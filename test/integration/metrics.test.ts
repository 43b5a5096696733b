import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { openMetrics } from "../../bus/src/operations/open-metrics.ts";
import type { QueueView } from "../../bus/src/operations/broker.ts";
import type { KnownFacts, MetricFacts } from "../../bus/src/operations/metrics.ts";
import { databaseIsAway } from "../../bus/src/postgres/outage.ts";
import { firstUuidOf } from "../../bus/src/postgres/partitions.ts";
import { readFacts } from "../../bus/src/postgres/metrics/read-facts.ts";
import { countAttempts } from "../../bus/src/postgres/statistics/count-attempts.ts";
import { BrokerAway } from "../../bus/src/rabbitmq/broker-away.ts";
import { lookAtDepths } from "../../bus/src/roles/depths.ts";
import { workQueue } from "../../bus/src/rabbitmq/names.ts";
import { noRules } from "../../admin-api/src/testing/fake-alerts.ts";
import {
  accepted,
  operatedLedger,
  pointsRoute,
  refundsRoute,
  refused,
  unanswered,
  unreachable,
  type OperatedLedger,
} from "../support/operated-ledger.ts";

let bus: OperatedLedger;
beforeAll(async () => {
  bus = await operatedLedger();
});
afterAll(() => bus.close());
beforeEach(async () => {
  await bus.clear();
  await bus.database.sql`
    WITH places AS (DELETE FROM parked), lanes AS (DELETE FROM lane), alerts AS (DELETE FROM alert), pauses AS (DELETE FROM pause),
      depths AS (DELETE FROM route_depth), limits AS (DELETE FROM governor), totals AS (DELETE FROM attempt_total),
      times AS (DELETE FROM attempt_time_total), unconfirmed AS (DELETE FROM outbox)
    UPDATE attempt_mark SET counted_to = now() - interval '1 minute'`;
  await bus.database.sql`UPDATE depth_mark SET looked_at = '-infinity'`;
});

const read = () => readFacts(bus.database.sql);
const count = () => countAttempts(bus.database.sql, 0);

/** Two settled and one that waits on one route, one that failed and one that is settled on the other. */
async function someAttempts(): Promise<void> {
  for (const outcome of [accepted, accepted, unreachable]) await bus.fail(outcome);
  for (const outcome of [refused(), accepted]) await bus.fail(outcome, { routes: [refundsRoute] });
}

/** How many of what is counted there are, by what it is. */
const totalsOf = ({ counted }: KnownFacts): Readonly<Record<string, number>> =>
  Object.fromEntries(
    (counted?.endings ?? []).map(({ route, outcome, became, count: n }) => [
      `${route} ${outcome} ${became}`,
      n,
    ]),
  );

const durations = async () =>
  ((await read()).counted?.times ?? []).filter(({ measure }) => measure === "duration");

test("totals have every attempt by its outcome and what it left, and every delivery that came, once it is counted", async () => {
  await someAttempts();
  expect(totalsOf(await read())).toEqual({});
  await count();
  const once = {
    [`${pointsRoute} accepted pending`]: 3,
    [`${pointsRoute} applied applied`]: 2,
    [`${pointsRoute} retry waiting`]: 1,
    [`${refundsRoute} accepted pending`]: 2,
    [`${refundsRoute} applied applied`]: 1,
    [`${refundsRoute} rejected dead`]: 1,
  };
  const { counted } = await read();
  expect(totalsOf({ ...(counted && { counted }) })).toEqual(once);
  // Each took 7 ms.
  expect(await durations()).toEqual([
    { route: refundsRoute, measure: "duration", bucket: 6, count: 2, sumMs: 14 },
    { route: pointsRoute, measure: "duration", bucket: 6, count: 3, sumMs: 21 },
  ]);
  const critical = counted?.times.filter(({ measure }) => measure === "critical") ?? [];
  expect(critical.reduce((sum, each) => sum + each.count, 0)).toBe(3);
  expect(critical.every(({ sumMs }) => sumMs >= 0)).toBe(true);
  expect(Math.abs((counted?.until ?? 0) - Date.now() / 1_000)).toBeLessThan(60);
  await count();
  expect(totalsOf(await read())).toEqual(once);
});

test("totals do not become less when the ledger and the statistics have had their time", async () => {
  await someAttempts();
  await count();
  const before = totalsOf(await read());
  const timesBefore = await durations();
  await bus.clear();
  const { sql } = bus.database;
  await sql`WITH times AS (DELETE FROM attempt_time) DELETE FROM attempt_count`;
  expect(totalsOf(await read())).toEqual(before);
  await someAttempts();
  await count();
  const doubled = Object.entries(before).map(([what, n]) => [what, 2 * n]);
  expect(totalsOf(await read())).toEqual(Object.fromEntries(doubled));
  const twice = timesBefore.map((each) => ({ ...each, count: 2 * each.count, sumMs: 2 * each.sumMs }));
  expect(await durations()).toEqual(twice);
});

test("failures are counted by route and state, with how long ago the oldest failed", async () => {
  for (const outcome of [refused(), refused(), unreachable]) await bus.fail(outcome);
  await bus.fail(unanswered, { routes: [refundsRoute] });
  const discarded = await bus.fail(refused());
  await bus.database.sql`UPDATE delivery SET state = 'discarded' WHERE message_id = ${discarded}`;
  await bus.database
    .sql`UPDATE failure SET last_failed_at = now() - interval '40 minutes' WHERE state = 'inDoubt'`;
  const { failures = [], groups } = await read();
  const by = (one: (typeof failures)[number]) => [`${one.route} ${one.state}`, one.count];
  expect(Object.fromEntries(failures.map(by))).toEqual({
    [`${pointsRoute} dead`]: 2,
    [`${pointsRoute} moving`]: 1,
    [`${refundsRoute} inDoubt`]: 1,
  });
  const doubt = failures.find(({ state }) => state === "inDoubt");
  expect(Math.round((doubt?.oldestSeconds ?? 0) / 60)).toBe(40);
  expect(groups).toEqual([{ state: "open", count: 3 }]);
});

test("what waits is the oldest of what no worker has begun, of what is queued, and of what is due; not what waits for its time", async () => {
  const { sql } = bus.database;
  const secondsOn = async (route: string) =>
    (await read()).oldest?.find((each) => each.route === route)?.seconds;
  const waits = await bus.fail(unreachable);
  expect(await secondsOn(pointsRoute)).toBeUndefined();
  await sql`UPDATE delivery SET next_attempt_at = now() - interval '30 seconds' WHERE message_id = ${waits}`;
  expect(Math.round((await secondsOn(pointsRoute)) ?? 0)).toBe(30);
  const unclaimed = firstUuidOf(Date.now() - 120_000).replace(/0000-0000-0{12}$/, "7000-8000-000000000001");
  const id = await bus.accept({ routes: [refundsRoute] });
  await sql`UPDATE intake SET id = ${unclaimed} WHERE id = ${id}`;
  const found = (await secondsOn(refundsRoute)) ?? 0;
  expect(Math.round(found / 10)).toBe(12);
  expect(Math.round((await secondsOn(pointsRoute)) ?? 0)).toBeLessThan(40);
});

test("lanes, limits, pauses, the outbox and replays are told by number", async () => {
  const { sql } = bus.database;
  const [dead, moving] = [await bus.fail(refused()), await bus.fail(unreachable)];
  for (const [key, ids] of [
    ["one", [dead, moving]],
    ["two", [await bus.fail(unreachable), await bus.fail(refused())]],
  ] as const) {
    await sql`INSERT INTO lane (lane_group, key, depth) VALUES ('points-us.points', ${key}, ${ids.length})`;
    for (const id of ids)
      await sql`
        INSERT INTO parked (lane_group, key, message_id, route, parked_at)
        VALUES ('points-us.points', ${key}, ${id}, ${pointsRoute}, now() - interval '90 seconds')`;
  }
  const state = (is: string) => JSON.stringify({ door: { is } });
  await sql`
    INSERT INTO governor (connection, key, revision, circuit, attention, state)
    VALUES ('points-us', '', 1, 'open', true, ${state("shut")}), ('points-us', 'store-7', 1, 'closed', true, ${state("shut")}),
      ('points-us', 'store-8', 1, 'closed', true, ${state("open")}), ('cards', '', 1, 'closed', false, ${state("open")})`;
  await sql`INSERT INTO pause (target, actor, reason) VALUES ('cards', 'ana', 'they move house')`;
  await sql`INSERT INTO alert (id, key, kind, title, next) VALUES (gen_random_uuid(), 'q', 'quietFeed', 'silent', '')`;
  const selection = { ids: [{ messageId: dead, route: pointsRoute }] };
  await bus.operations.replays.create({ selection }, { actor: "ana", reason: "mended" });
  const unconfirmed = await bus.accept();
  await sql`UPDATE outbox SET created_at = now() - interval '20 seconds' WHERE message_id = ${unconfirmed}`;
  await sql`DELETE FROM outbox WHERE message_id <> ${unconfirmed}`;

  const { lanes, limits = [], paused, outbox, replays, quietFeeds } = await read();
  expect(lanes).toEqual([
    { connection: "points-us", lanes: 2, blocked: 1, oldestSeconds: expect.any(Number) },
  ]);
  expect(Math.round(lanes?.[0]?.oldestSeconds ?? 0)).toBe(90);
  expect(limits.toSorted((a, b) => (a.connection < b.connection ? -1 : 1))).toEqual([
    { connection: "cards", isCircuitOpen: false, keys: 0, closedKeys: 0 },
    { connection: "points-us", isCircuitOpen: true, keys: 2, closedKeys: 1 },
  ]);
  expect([paused, quietFeeds]).toEqual([["cards"], 1]);
  expect(outbox).toEqual({ messages: 1, oldestSeconds: expect.any(Number) });
  expect(Math.round(outbox?.oldestSeconds ?? 0)).toBe(20);
  expect(replays).toEqual({
    states: [{ state: "running", count: 1 }],
    items: [{ state: "pending", count: 1 }],
  });
});

/** The broker with these queues. */
const brokerWith = (
  ...queues: readonly (Pick<QueueView, "kind" | "connection" | "ready"> & { name: string })[]
) => ({
  queues: async () => ({
    at: "",
    queues: queues.map((queue) => ({ route: null, laneGroup: null, exists: true, consumers: 0, ...queue })),
  }),
});

test("depths are those of the newest look, and of no look that is over for minutes", async () => {
  const { sql } = bus.database;
  const queue = (ready: number) =>
    ({ name: workQueue(pointsRoute), kind: "work", connection: "points-us", ready }) as const;
  await lookAtDepths({ sql, routes: bus.routes, broker: brokerWith(queue(70)) });
  await sql`UPDATE route_depth SET start = start - interval '1 minute'`;
  await sql`UPDATE depth_mark SET looked_at = '-infinity'`;
  await lookAtDepths({ sql, routes: bus.routes, broker: brokerWith(queue(7)) });
  const depth = { route: pointsRoute, ready: 7, inLine: 0, retrying: 0, stopped: 0, inFlight: 0 };
  expect((await read()).depths).toEqual([depth]);
  await sql`UPDATE route_depth SET start = start - interval '5 minutes'`;
  expect((await read()).depths).toEqual([]);
});

test("a part that cannot be read in time is missing, and no other with it", { timeout: 20_000 }, async () => {
  await bus.fail(refused());
  const { promise: enough, resolve } = Promise.withResolvers<void>();
  onTestFinished(() => resolve());
  const locked = Promise.withResolvers<void>();
  const holding = bus.database.sql.begin(async (tx) => {
    await tx`LOCK TABLE failure IN ACCESS EXCLUSIVE MODE`;
    locked.resolve();
    await enough;
  });
  await locked.promise;
  const parts = Object.keys(await read());
  resolve();
  await holding;
  const all = Object.keys(await read());
  expect(all.filter((part) => !parts.includes(part))).toEqual(["lanes", "failures"]);
});

type Broker = Parameters<typeof openMetrics>[0]["broker"];

function opened(broker: Broker, { url = bus.url, quietFeeds = false, freshMs = 5_000 } = {}) {
  const plan = { alerts: { rules: { ...noRules, quietFeeds }, endpoints: [], remindAfterMs: 1 } };
  const metrics = openMetrics({ url, name: "test", plan, broker, freshMs });
  onTestFinished(metrics.close);
  return metrics;
}

test("ten scrapers cost what one does", async () => {
  const { queues } = brokerWith();
  let asked = 0;
  const metrics = opened({
    queues: () => {
      asked += 1;
      return queues();
    },
  });
  const answers = await Promise.all(Array.from({ length: 10 }, () => metrics.read()));
  expect([asked, new Set(answers).size]).toEqual([1, 1]);
  expect(await metrics.read()).toBe(answers[0]);
});

test("dead letters are those of the broker; while it is away they are unknown, and the rest is not", async () => {
  const letters = (await opened(
    brokerWith(
      { name: "a.dead", kind: "dead", connection: "cards", ready: 2 },
      { name: "b.dead", kind: "dead", connection: "cards", ready: 3 },
      { name: "intake.dead", kind: "dead", connection: null, ready: 1 },
      { name: "a", kind: "work", connection: "cards", ready: 9 },
    ),
  ).read()) satisfies KnownFacts;
  const expected: MetricFacts["deadLetters"] = [
    { connection: "cards", count: 5 },
    { connection: "intake", count: 1 },
  ];
  expect(letters.deadLetters).toEqual(expected);
  const away = await opened({ queues: () => Promise.reject(new BrokerAway("it is away")) }).read();
  expect([away.deadLetters, away.outbox]).toEqual([undefined, { messages: 0, oldestSeconds: 0 }]);
});

test("nobody knows of quiet feeds where no rule looks for them", async () => {
  expect((await opened(brokerWith()).read()).quietFeeds).toBeUndefined();
  expect((await opened(brokerWith(), { quietFeeds: true }).read()).quietFeeds).toBe(0);
});

test("while the database is away nothing is told at all", async () => {
  const metrics = opened(brokerWith(), { url: "postgres://127.0.0.1:1/nothing" });
  const refusal = await metrics.read().catch((error: unknown) => error);
  expect(databaseIsAway(refusal)).toBe(true);
});
