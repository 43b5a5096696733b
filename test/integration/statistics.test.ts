import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openScopedOperations } from "../../bus/src/operations/scoped-operations.ts";
import { countAttempts } from "../../bus/src/postgres/statistics/count-attempts.ts";
import { sayInHand } from "../../bus/src/postgres/statistics/in-hand.ts";
import type { QueueView } from "../../bus/src/operations/broker.ts";
import { BrokerAway } from "../../bus/src/rabbitmq/broker-away.ts";
import { workQueue } from "../../bus/src/rabbitmq/names.ts";
import { lookAtDepths } from "../../bus/src/roles/depths.ts";
import { windowOf } from "../../bus/src/statistics/window.ts";
import {
  accepted,
  operatedLedger,
  pointsRoute,
  refundsRoute,
  refused,
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
  await bus.database
    .sql`WITH times AS (DELETE FROM attempt_time), depths AS (DELETE FROM route_depth), places AS (DELETE FROM parked) DELETE FROM attempt_count`;
  await bus.database.sql`UPDATE depth_mark SET looked_at = '-infinity'`;
  await bus.database.sql`UPDATE attempt_mark SET counted_to = now() - interval '1 minute'`;
});

const hourMs = 3_600_000;
const read = (filter = {}, rangeMs = hourMs) =>
  bus.operations.statistics.read(windowOf(Date.now() - rangeMs, Date.now() + 1_000, Date.now()), filter);

/** Two settled and one that waits on one route, one that failed and one that is settled on the other. */
async function someAttempts(): Promise<void> {
  for (const outcome of [accepted, accepted, unreachable]) await bus.fail(outcome);
  for (const outcome of [refused(), accepted]) await bus.fail(outcome, { routes: [refundsRoute] });
}

test("says the same before attempts are counted, after, and in every span", async () => {
  await someAttempts();
  const before = await read();
  expect(before.totals).toMatchObject({ accepted: 5, settled: 3, failed: 1, retried: 1, successShare: 0.75 });
  expect(before.routes).toMatchObject([
    { route: refundsRoute, accepted: 2, settled: 1, failed: 1, retried: 0, successShare: 0.5 },
    { route: pointsRoute, settled: 2, failed: 0, retried: 1, successShare: 1 },
  ]);
  const { p50 = 0 } = before.totals.durationMs ?? {};
  expect(p50).toBeGreaterThan(5);
  expect(p50).toBeLessThanOrEqual(8);
  expect(await countAttempts(bus.database.sql, 0)).toBe(true);
  expect(await countAttempts(bus.database.sql, 0)).toBe(true);
  for (const rangeMs of [hourMs, 6 * hourMs, 7 * 24 * hourMs]) {
    const { totals, routes } = await read({}, rangeMs);
    expect(totals).toEqual(before.totals);
    expect(routes).toMatchObject(before.routes.map((route) => ({ ...route, sparkline: expect.any(Array) })));
  }
});

test("what comes and what is recorded after a count is in the next one", async () => {
  await someAttempts();
  await countAttempts(bus.database.sql, 0);
  await someAttempts();
  expect((await read()).totals).toMatchObject({ accepted: 10, settled: 6, failed: 2, retried: 2 });
  await countAttempts(bus.database.sql, 0);
  expect((await read()).totals).toMatchObject({ accepted: 10, settled: 6, failed: 2, retried: 2 });
});

test("speaks of one route, one connection, and of what the caller may see", async () => {
  await someAttempts();
  await countAttempts(bus.database.sql, 0);
  await someAttempts();
  expect((await read({ route: pointsRoute })).totals).toMatchObject({ settled: 4, failed: 0 });
  expect((await read({ connection: "cards" })).totals).toMatchObject({ settled: 2, failed: 2 });
  const scoped = openScopedOperations({ url: bus.url, name: "test" }, bus.routes);
  await bus.accept({ routes: [pointsRoute, refundsRoute] });
  const seen = await scoped
    .of(["cards"])
    .statistics.read(windowOf(Date.now() - hourMs, Date.now() + 1_000, Date.now()), {});
  await scoped.close();
  expect(seen.routes.map(({ route }) => route)).toEqual([refundsRoute]);
  expect(seen.totals).toMatchObject({ accepted: 5, settled: 2, failed: 2 });
});

/** A route's work queue, in which so much is ready. */
const queueOf = (route: string, ready: number): QueueView => ({
  name: workQueue(route),
  kind: "work",
  route,
  laneGroup: null,
  connection: route.split(".")[0] ?? null,
  exists: true,
  ready,
  consumers: 1,
});

test("a step knows how much a scheduler saw on a route, one of them at a time; while the broker is away nobody did", async () => {
  const { sql } = bus.database;
  let asked = 0;
  const look = (ready: number | undefined) => {
    const queues = async () => {
      asked += 1;
      if (ready === undefined) throw new BrokerAway("it is away");
      return { at: "", queues: [queueOf(pointsRoute, ready), queueOf(refundsRoute, 0)] };
    };
    return lookAtDepths({ sql, routes: bus.routes, broker: { queues } });
  };
  const depths = async (filter: object) => (await read(filter)).series.flatMap(({ depth }) => depth ?? []);
  await look(undefined);
  expect([asked, await depths({})]).toEqual([1, []]);
  await someAttempts();
  for (const id of [await bus.accept(), await bus.fail(unreachable)])
    await sql`INSERT INTO parked (lane_group, key, message_id, route) VALUES ('points-us.points', ${id}, ${id}, ${pointsRoute})`;
  await sayInHand(sql, "worker-1", new Map([[pointsRoute, 3]]));
  await sql`UPDATE depth_mark SET looked_at = '-infinity'`;
  await Promise.all([look(70), look(70)]);
  expect(asked).toBe(2);
  // What has failed and stands in line waits for another try, not for its first.
  const points = { ready: 70, inLine: 1, retrying: 2, stopped: 0, inFlight: 3 };
  expect(await depths({ route: pointsRoute })).toEqual([points]);
  expect(await depths({})).toEqual([{ ...points, stopped: 1 }]);
  const scoped = openScopedOperations({ url: bus.url, name: "test" }, bus.routes);
  const window = windowOf(Date.now() - hourMs, Date.now() + 1_000, Date.now());
  const seen = await scoped.of(["cards"]).statistics.read(window, {});
  await scoped.close();
  expect(seen.series.flatMap(({ depth }) => depth ?? [])).toMatchObject([{ ready: 0, stopped: 1 }]);
});

test("the time from acceptance to settled is that of the message", async () => {
  await bus.fail(accepted);
  const { criticalMs } = (await read()).totals;
  expect(criticalMs?.p95).toBeLessThan(10_000);
  await bus.database.sql`UPDATE attempt SET recorded_at = recorded_at + interval '30 seconds'`;
  await bus.database.sql`UPDATE attempt_mark SET counted_to = now()`;
  const later = (
    await bus.operations.statistics.read(windowOf(Date.now() - hourMs, Date.now() + hourMs, Date.now()), {})
  ).totals;
  expect(later.criticalMs?.p50).toBeGreaterThan(22_000);
  expect(later.criticalMs?.p50).toBeLessThan(46_000);
});
