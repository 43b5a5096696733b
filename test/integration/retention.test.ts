import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { park } from "../../bus/src/postgres/lanes/park.ts";
import { dayMs, ensurePartitions } from "../../bus/src/postgres/partitions.ts";
import { postgresReceipts } from "../../bus/src/postgres/receipts.ts";
import { recordDeadLetter } from "../../bus/src/postgres/record-dead-letter.ts";
import { ledgerDays } from "../../bus/src/postgres/retention/ledger-days.ts";
import { keepRetention } from "../../bus/src/postgres/retention/keep-retention.ts";
import { eventually } from "../support/eventually.ts";
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

/*
 * What was accepted today, as the scheduler finds it many days later.
 */

const plan = planBus({ contracts: [], connections: {} }, () => undefined).retention;
const act = { actor: "ana", reason: "mended" };
let bus: OperatedLedger;

beforeAll(async () => {
  bus = await operatedLedger();
});
beforeEach(async () => {
  const { sql } = bus.database;
  await bus.clear();
  await sql`WITH places AS (DELETE FROM parked), lanes AS (DELETE FROM lane) DELETE FROM retired_day`;
  await ensurePartitions(sql);
});
afterAll(() => bus.close());

const inDays = (days: number) => keepRetention(bus.database.sql, plan, { nowMs: Date.now() + days * dayMs });
const key = (messageId: string, route = pointsRoute) => ({ messageId, route });
const stateOf = async (messageId: string, route = pointsRoute) =>
  (await bus.operations.failures.get(key(messageId, route)))?.state;
const today = () => new Date().toISOString().slice(0, 10);
const hasPartition = async () => (await ledgerDays(bus.database.sql)).some(({ day }) => day === today());

/** A delivery that was done long ago, and whose day is gone. */
async function forgotten(): Promise<string> {
  const id = await bus.accept();
  await bus.attempt(id, accepted);
  await bus.database.sql`DELETE FROM outbox`;
  await inDays(17);
  expect(await hasPartition()).toBe(false);
  return id;
}

const tokenOf = (id: string) => ({
  envelope: { id, source: "/pos/1", sourceId: id, type: "order.completed.v1", extensions: {} },
  contentType: "application/json",
  body: Buffer.from("{}"),
  routes: [pointsRoute],
});

describe("a day of the ledger that is over", () => {
  test("goes with what was settled, and nothing of it that is open is lost", async () => {
    const open = {
      dead: await bus.fail(refused()),
      waiting: await bus.fail(unreachable),
      running: await bus.accept(),
      parked: await bus.accept(),
    };
    await bus.claim(open.running);
    const parked = { token: tokenOf(open.parked), route: pointsRoute, key: "order-1" };
    await park(bus.database.sql, "points-us.line", [parked], { cap: 9 });
    const doubtful = await bus.fail(unanswered, { routes: [refundsRoute] });
    const done = await bus.accept();
    await bus.attempt(done, accepted);

    const { days } = await inDays(17);

    expect(days.find(({ day }) => day === today())).toEqual({
      kind: "retired",
      day: today(),
      dropped: 1,
      kept: 5,
    });
    for (const [state, id] of Object.entries(open)) expect(await stateOf(id)).toBe(state);
    expect(await stateOf(doubtful, refundsRoute)).toBe("inDoubt");
    const listed = await bus.operations.failures.list({}, { limit: 9 });
    expect(listed.data.map(({ messageId }) => messageId)).toEqual(
      expect.arrayContaining([open.dead, open.waiting, doubtful]),
    );
    expect((await bus.operations.failures.attempts(key(open.dead), { limit: 9 })).data).toHaveLength(1);
    expect(await stateOf(done)).toBeUndefined();
  });

  test("is remembered: of what went it is told that it was settled", async () => {
    const id = await forgotten();
    const receipt = await postgresReceipts(bus.database.sql).find(id);
    expect(receipt?.deliveries).toMatchObject([{ route: pointsRoute, state: "forgotten" }]);
    expect((await bus.operations.messages.get(id))?.deliveries).toMatchObject([{ state: "forgotten" }]);
  });

  test("leaves failures that are replayed as ever, and a replay that was under way adds up", async () => {
    const ids = [await bus.fail(refused()), await bus.fail(refused())];
    const selection = { ids: ids.map((id) => key(id)) };
    const made = await bus.operations.replays.create({ selection }, act);
    if (!made.ok) throw new Error("the replay was not made");
    await bus.pump();
    await inDays(17);
    await bus.workDue(accepted);
    await bus.pump();
    await inDays(34);
    expect(await bus.operations.replays.get(made.value.id)).toMatchObject({
      state: "completed",
      selected: 2,
      applied: 2,
    });
  });

  test("keeps what was discarded for as long as it would keep it otherwise, and then forgets it", async () => {
    const id = await bus.fail(refused());
    await bus.database.sql`UPDATE delivery SET last_failed_at = now()`;
    await bus.operations.failures.discard(key(id), act);
    await bus.database.sql`UPDATE delivery SET settled_at = now() + interval '10 days'`;
    await inDays(17);
    expect(await stateOf(id)).toBe("discarded");
    expect(await bus.operations.failures.restore(key(id), act)).toMatchObject({ ok: true });
    await bus.operations.failures.discard(key(id), act);
    await inDays(17);
    expect(await stateOf(id)).toBeUndefined();
    expect((await bus.database.sql`SELECT FROM attempt`).count).toBe(0);
  });

  test("stays while a delivery of it is still in a queue; what comes of it after the intake's time is in doubt", async () => {
    const id = await bus.accept();
    const stays = (await inDays(17)).days.find(({ day }) => day === today());
    expect(stays).toMatchObject({ kind: "stays", because: "1 deliveries of it wait in queues" });
    await inDays(48);
    expect(await hasPartition()).toBe(false);
    await bus.claim(id);
    const [row] = await bus.database
      .sql`SELECT doubt_since IS NOT NULL AS doubted FROM delivery WHERE message_id = ${id}`;
    expect(row).toEqual({ doubted: true });
  });
});

test("what is kept is seen by day, with what of it is open, and with what the last round did", async () => {
  const { operations } = bus;
  const dead = await bus.fail(refused());
  const waits = await bus.accept();
  await inDays(17);
  const seen = await operations.retention.view(plan);
  const [first] = seen.days.filter(({ day }) => day === today());
  expect(first).toMatchObject({ open: 1, stays: "1 deliveries of it wait in queues" });
  expect(first?.bytes).toBeGreaterThan(0);
  expect(first?.goesAt).toBe(new Date(Date.parse(today()) + 16 * dayMs).toISOString());
  const found = await operations.failures.list({ day: today() }, { limit: 9 });
  expect(found.data.map(({ messageId }) => messageId)).toEqual([dead]);
  expect((await operations.failures.list({ day: "2020-01-01" }, { limit: 9 })).data).toEqual([]);

  await bus.attempt(waits, accepted);
  await inDays(17);
  const after = await operations.retention.view(plan);
  expect(after.days.some(({ day }) => day === today())).toBe(false);
  expect(after.outlived).toMatchObject({ open: 1 });
  expect(after.lastRun?.retired).toContainEqual({ day: today(), dropped: 1, kept: 1 });
});

describe("a token of what the ledger has forgotten", () => {
  test("starts nothing", async () => {
    const id = await forgotten();
    await expect(bus.claim(id)).rejects.toThrow("could not be claimed");
    expect(await stateOf(id)).toBeUndefined();
  });

  test("gets no place in a lane, and is no dead letter", async () => {
    const id = await forgotten();
    const arrival = { token: tokenOf(id), route: pointsRoute, key: "order-1" };
    await park(bus.database.sql, "points-us.line", [arrival], { cap: 9 });
    await recordDeadLetter(bus.database.sql, { name: pointsRoute, laned: false }, tokenOf(id));
    expect((await bus.database.sql`SELECT FROM parked`).count).toBe(0);
    expect(await stateOf(id)).toBeUndefined();
  });
});

describe("while others work on the ledger", () => {
  test("a day waits for them, and not they for it", async () => {
    const { sql } = bus.database;
    const id = await bus.accept();
    await bus.attempt(id, accepted);
    const other = await bus.accept();
    await sql.begin(async (tx) => {
      await tx`SELECT FROM delivery FOR UPDATE`;
      const retiring = inDays(17);
      await bus.attempt(other, accepted);
      expect((await retiring).days.every(({ kind }) => kind === "stays")).toBe(true);
    });
    expect(await hasPartition()).toBe(true);
    await inDays(17);
    expect(await hasPartition()).toBe(false);
  });

  test("a scheduler that dies in it has done nothing", async () => {
    const id = await bus.fail(refused());
    const dying = openDatabase({ url: bus.url, name: "dying", connections: 1 });
    const { sql } = bus.database;
    await sql.begin(async (tx) => {
      await tx`SELECT FROM attempt FOR UPDATE`;
      const retiring = Promise.allSettled([
        keepRetention(dying.sql, plan, { nowMs: Date.now() + 17 * dayMs }),
      ]);
      await eventually(
        "the wait for the lock",
        () => sql`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dying' AND wait_event_type = 'Lock'`,
        ({ count }) => count > 0,
      );
      expect(await retiring).toMatchObject([{ status: "rejected" }]);
    });
    await dying.sql.end({ timeout: 0 });
    expect([await hasPartition(), await stateOf(id)]).toEqual([true, "dead"]);
    await inDays(17);
    expect([await hasPartition(), await stateOf(id)]).toEqual([false, "dead"]);
  });
});

test("a message is a duplicate for 45 days, and for longer while a delivery of it is open", async () => {
  const { sql } = bus.database;
  const done = await forgotten();
  const known = async () =>
    (await sql<{ id: string }[]>`SELECT id FROM intake ORDER BY id`).map(({ id }) => id);
  await inDays(44);
  expect(await known()).toEqual([done]);
  await sql`UPDATE intake SET accepted_at = now() - interval '1 minute'`;
  expect((await inDays(45.1)).pruned).toEqual({ intake: 1 });
  expect(await known()).toEqual([]);
});

test("what adapters remember and roll-outs have chosen goes after 400 days, ended replays after 90", async () => {
  const { sql } = bus.database;
  await sql`INSERT INTO reference (connection, kind, id, vendor_id, facts) VALUES ('points-us', 'order', 'o-1', 'v-1', '{}')`;
  await sql`INSERT INTO assignment (rollout, key, connection, because) VALUES ('points', 'order:o-1', 'points-us', 'share')`;
  const ids = [key(await bus.fail(refused()))];
  const made = await bus.operations.replays.create({ selection: { ids } }, act);
  await bus.operations.replays.cancel(made.ok ? made.value.id : "", act);
  await bus.pump();
  expect((await inDays(89)).pruned).toEqual({});
  expect((await inDays(91)).pruned).toEqual({ "replay items": 1, replays: 1 });
  expect((await inDays(399)).pruned).toEqual({});
  expect((await inDays(401)).pruned).toEqual({ reference: 1, assignment: 1 });
});
