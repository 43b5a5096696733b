import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openScopedOperations } from "../../bus/src/operations/scoped-operations.ts";
import { firstUuidOf } from "../../bus/src/postgres/partitions.ts";
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
  await bus.database
    .sql`WITH places AS (DELETE FROM parked), lanes AS (DELETE FROM lane), shown AS (DELETE FROM alert), pauses AS (DELETE FROM pause),
      depths AS (DELETE FROM route_depth) DELETE FROM outbox`;
});

const minuteMs = 60_000;
const read = () => bus.operations.overview.read(30 * minuteMs);
const published = () => bus.database.sql`DELETE FROM outbox`;

test("counts failures by state and lists what needs a person, but not what is tried again by itself", async () => {
  for (const outcome of [refused(), refused(), unreachable, accepted]) await bus.fail(outcome);
  await bus.fail(unanswered, { routes: [refundsRoute] });
  const { failures, attention } = await read();
  const values = Object.entries(failures).map(([state, { value }]) => [state, value]);
  expect(Object.fromEntries(values)).toEqual({ dead: 2, blocked: 0, inDoubt: 1, moving: 1 });
  const of = (kind: string) => attention.filter((each) => each.kind === kind);
  expect(
    of("newGroup")
      .map(({ subject }) => subject)
      .toSorted(),
  ).toEqual([refundsRoute, pointsRoute]);
  expect(of("doubt")).toMatchObject([
    { subject: refundsRoute, words: expect.stringMatching(/^1 effect is/) },
  ]);
  expect(of("oldFailure")).toEqual([]);
  await bus.database
    .sql`UPDATE failure SET last_failed_at = now() - interval '40 minutes' WHERE state = 'dead'`;
  expect((await read()).attention.filter(({ kind }) => kind === "oldFailure")).toMatchObject([
    { subject: pointsRoute, ids: { connection: "points-us" } },
  ]);
  expect((await bus.operations.overview.read(null)).attention.map(({ kind }) => kind)).not.toContain(
    "oldFailure",
  );
});

test("lists lanes behind a head that a person must see to, alerts that nothing else tells, and queues that grow", async () => {
  const { sql } = bus.database;
  const [dead, moving] = [await bus.fail(refused()), await bus.fail(unreachable)];
  for (const [key, id] of [
    ["one", dead],
    ["two", moving],
  ] as const)
    await sql`INSERT INTO parked (lane_group, key, message_id, route) VALUES ('points-us.points', ${key}, ${id}, ${pointsRoute})`;
  for (const kind of ["backlog", "newGroup"])
    await sql`INSERT INTO alert (id, key, kind, connection, title, next) VALUES (gen_random_uuid(), ${kind}, ${kind}, 'cards', ${kind}, '')`;
  await sql`
    INSERT INTO route_depth (span, start, route, ready, in_line, retrying, stopped, in_flight, waiting_least)
    SELECT 1, date_trunc('minute', now()) - ago * interval '1 minute', route, 0, 0, 0, 0, 0, 50 * (9 - ago)
    FROM generate_series(0, 9) AS ago, unnest(${[pointsRoute, refundsRoute]}::text[]) AS route`;
  await sql`INSERT INTO pause (target, actor, reason) VALUES ('cards', 'ana', 'they move house')`;
  const { attention } = await read();
  // What is paused is listed as that.
  expect(attention.filter(({ kind }) => kind === "growing")).toMatchObject([
    {
      subject: pointsRoute,
      words: expect.stringMatching(/^450 deliveries wait .* none did 9 minutes ago/),
      ids: { route: pointsRoute },
    },
  ]);
  expect(attention.filter(({ kind }) => kind === "blockedLane")).toMatchObject([
    {
      subject: "points-us.points",
      words: expect.stringMatching(/^1 lane stands/),
      ids: { lane: "points-us.points:one" },
    },
  ]);
  expect(attention.filter(({ kind }) => kind === "alert")).toMatchObject([
    { subject: "cards", words: "backlog" },
  ]);
});

test("knows what waits for the longest time, wherever it waits", async () => {
  expect((await read()).oldest).toBeNull();
  await bus.fail(accepted);
  await published();
  expect((await read()).oldest).toBeNull();
  await bus.accept();
  expect((await read()).oldest).toMatchObject({ where: expect.toBeOneOf(["unclaimed", "outbox"]) });
  await published();
  expect((await read()).oldest).toMatchObject({ where: "unclaimed", route: pointsRoute });
  await bus.database.sql`
    INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
    VALUES (${firstUuidOf(Date.now() - 10 * minuteMs)}, '/pos', 'old', 'x.v1', 'k', '', ${[refundsRoute]}::text[])`;
  const { oldest } = await read();
  expect(oldest).toMatchObject({ where: "unclaimed", route: refundsRoute });
  expect(oldest?.seconds).toBeGreaterThanOrEqual(600);
  await bus.fail(unreachable);
  await bus.database
    .sql`UPDATE delivery SET next_attempt_at = now() - interval '1 hour' WHERE state = 'waiting'`;
  expect((await read()).oldest).toMatchObject({ where: "due", route: pointsRoute });
});

test("shows replays under way, and only what the caller may see", async () => {
  await bus.fail(refused());
  await bus.fail(unanswered, { routes: [refundsRoute] });
  await bus.accept();
  const act = { actor: "ana", reason: "mended" };
  const created = await bus.operations.replays.create(
    { selection: { filter: { route: pointsRoute }, expectedCount: 1 } },
    act,
  );
  expect(created.ok).toBe(true);
  expect((await read()).replays).toMatchObject([
    { state: "running", selected: 1, done: 0, reason: "mended" },
  ]);
  const scoped = openScopedOperations({ url: bus.url, name: "test" }, bus.routes);
  const seen = await scoped.of(["cards"]).overview.read(0);
  // One hundredth after an age that is looked at.
  const ageMs = 10_000 * 1.5 ** 10;
  await bus.database.sql`
    INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
    VALUES (${firstUuidOf(Date.now() - ageMs * 0.99)}, '/pos', 'old', 'x.v1', 'k', '', ${[refundsRoute, pointsRoute]}::text[])`;
  const waits = await scoped.of(["cards"]).overview.read(0);
  await scoped.close();
  expect(waits.oldest).toMatchObject({ where: "unclaimed", route: refundsRoute });
  expect(seen).toMatchObject({ replays: [], oldest: null });
  expect(new Set(seen.attention.map(({ subject }) => subject))).toEqual(new Set([refundsRoute]));
  expect(seen.failures).toMatchObject({ dead: { value: 0 }, inDoubt: { value: 1 } });
});
