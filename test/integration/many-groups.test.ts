import { afterAll, beforeAll, expect, test } from "vitest";
import { fingerprint } from "../../bus/src/failures/fingerprint.ts";
import type { GroupFilter } from "../../bus/src/operations/failure-groups.ts";
import type { GroupSelection, ManyGroupsChange } from "../../bus/src/operations/many-groups.ts";
import { openScopedOperations } from "../../bus/src/operations/scoped-operations.ts";
import { storeGroups } from "../../bus/src/postgres/store-group.ts";
import { eventually } from "../support/eventually.ts";
import {
  operatedLedger,
  pointsRoute,
  refundsRoute,
  type OperatedLedger,
} from "../support/operated-ledger.ts";

let bus: OperatedLedger;
beforeAll(async () => {
  bus = await operatedLedger();
});
afterAll(() => bus.close());

const act = { actor: "ana", reason: "their outage" };
const change = (selection: GroupSelection, said: ManyGroupsChange) =>
  bus.operations.groups.changeMany(selection, said, act);
const groupNow = async (id: string) => bus.operations.groups.get(id);
const statesOf = async (ids: readonly string[]) =>
  (await Promise.all(ids.map(groupNow))).map((group) => group?.state);
const lines = async (action: string, target?: string) =>
  (await bus.operations.audit.list({ action, target }, { limit: 50 })).data;

/** Lets a message fail so; the group that it is in. */
async function groupOf(code: string, message: string, route = pointsRoute): Promise<string> {
  const messageId = await bus.fail({ kind: "rejected", code, message }, { routes: [route] });
  return (await bus.operations.failures.get({ messageId, route }))?.groupId ?? "";
}

/** What an operator sees of a filter. */
async function look(filter: GroupFilter) {
  const { count } = await bus.operations.groups.list(filter, { limit: 1 });
  return { filter, expectedCount: count.value, expectedChecksum: count.checksum };
}

test("all that a filter finds are changed, each with its line in the audit, and the act with the numbers", async () => {
  const [one, other] = [await groupOf("all_1", "alpha"), await groupOf("all_1", "beta")];
  const apart = await groupOf("apart_1", "gamma");
  const filter = { code: "all_1" };
  const changed = await change({ filter, expectedCount: 2 }, { state: "acknowledged", owner: "ana" });
  expect(changed).toEqual({
    ok: true,
    value: { batch: expect.any(String), selected: 2, changed: 2, unchanged: 0, skipped: 0, reasons: [] },
  });
  expect(await statesOf([one, other, apart])).toEqual(["acknowledged", "acknowledged", "open"]);
  expect((await groupNow(other))?.owner).toBe("ana");
  const batch = changed.ok ? changed.value.batch : "";
  for (const id of [one, other])
    expect(await lines("group.change", `group:${id}`)).toMatchObject([
      {
        reason: act.reason,
        detail: {
          batch,
          before: { state: "open", owner: null },
          after: { state: "acknowledged", owner: "ana" },
        },
      },
    ]);
  expect(await lines("groups.change")).toMatchObject([
    {
      target: `groups:${batch}`,
      detail: {
        filter,
        expectedCount: 2,
        after: { state: "acknowledged", owner: "ana", changed: 2, unchanged: 0, skipped: 0 },
      },
    },
  ]);
});

test("another number than the operator saw is refused, and so are as many, but others", async () => {
  const left = await groupOf("frozen_1", "alpha");
  const stays = await groupOf("frozen_1", "beta");
  const open = { code: "frozen_1", states: ["open", "regressed"] } as const;
  const seen = await look(open);
  await bus.operations.groups.change(left, { state: "acknowledged" }, act);
  const fewer = { ok: false, code: "countDiffers", count: 1 };
  expect(await change(seen, { state: "resolved" })).toEqual(fewer);
  const came = await groupOf("frozen_1", "gamma");
  expect(await change(seen, { state: "resolved" })).toEqual({ ...fewer, count: 2 });
  expect(await statesOf([left, stays, came])).toEqual(["acknowledged", "open", "open"]);
  expect(await change(await look(open), { state: "resolved" })).toMatchObject({ value: { changed: 2 } });
  expect(await statesOf([left, stays, came])).toEqual(["acknowledged", "resolved", "resolved"]);
});

test("what is said already is left as it is, and what is not there is skipped with why", async () => {
  const [told, untold] = [await groupOf("twice_1", "alpha"), await groupOf("twice_1", "beta")];
  await bus.operations.groups.change(told, { state: "acknowledged" }, act);
  const since = (await groupNow(told))?.stateSince;
  const unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
  const ids = [told, untold, unknown, untold];
  expect(await change({ ids }, { state: "acknowledged" })).toMatchObject({
    value: {
      selected: 3,
      changed: 1,
      unchanged: 1,
      skipped: 1,
      reasons: [{ reason: "there is no such failure group", count: 1 }],
    },
  });
  expect((await groupNow(told))?.stateSince).toBe(since);
  expect(await lines("group.change", `group:${told}`)).toHaveLength(1);
});

test("where none of those that are named is there nothing is noted", async () => {
  const before = await lines("groups.change");
  const refused = await change({ ids: ["01890a5d-ac96-774b-bcce-b302099a8057"] }, { state: "resolved" });
  expect(refused).toMatchObject({ ok: false, code: "notFound" });
  expect(await lines("groups.change")).toEqual(before);
});

test("a snooze that is given again begins anew, and ends with the next thing that is said", async () => {
  const id = await groupOf("snoozed_1", "alpha");
  const snoozed = { state: "snoozed", snooze: { rate: { count: 100, seconds: 600 } } } as const;
  await change({ ids: [id] }, snoozed);
  const since = (await groupNow(id))?.stateSince ?? "";
  expect(await change({ ids: [id] }, snoozed)).toMatchObject({ value: { changed: 1, unchanged: 0 } });
  expect(await groupNow(id)).toMatchObject(snoozed);
  expect((await groupNow(id))?.stateSince).not.toBe(since);
  await change({ ids: [id] }, { state: "open" });
  expect(await groupNow(id)).toMatchObject({ state: "open", snooze: null });
});

test("more than 2,000 at once are refused, and 2,000 are changed", async () => {
  const { sql } = bus.database;
  await sql`
    INSERT INTO failure_group (id, adapter, operation, code, title)
    SELECT gen_random_uuid(), 'points-us', 'accrue', 'many_1', n::text FROM generate_series(1, 2001) AS n`;
  const all = await look({ code: "many_1", includeSettled: true });
  expect(all.expectedCount).toBe(2_001);
  expect(await change(all, { state: "resolved" })).toMatchObject({ ok: false, code: "conflict" });
  await sql`DELETE FROM failure_group WHERE ctid = (SELECT ctid FROM failure_group WHERE code = 'many_1' LIMIT 1)`;
  const most = await look({ code: "many_1", includeSettled: true });
  expect(await change(most, { state: "resolved" })).toMatchObject({ value: { changed: 2_000 } });
});

test("whoever is limited to a connection changes its groups, and finds no others", async () => {
  const [points, cards] = [await groupOf("limited_1", "a"), await groupOf("limited_1", "a", refundsRoute)];
  const scoped = openScopedOperations({ url: bus.url, name: "test" }, bus.routes);
  try {
    const { groups } = scoped.of(["cards"]);
    const filter = { code: "limited_1" };
    const asAll = { ok: false, code: "countDiffers", count: 1 };
    expect(await groups.changeMany(await look(filter), { state: "resolved" }, act)).toEqual(asAll);
    const byFilter = await groups.changeMany({ filter, expectedCount: 1 }, { state: "resolved" }, act);
    expect(byFilter).toMatchObject({ value: { selected: 1, changed: 1 } });
    const named = await groups.changeMany({ ids: [points, cards] }, { owner: "ana" }, act);
    expect(named).toMatchObject({ value: { selected: 2, changed: 1, skipped: 1 } });
    expect(await groups.changeMany({ ids: [points] }, { owner: "ana" }, act)).toMatchObject({
      code: "notFound",
    });
  } finally {
    await scoped.close();
  }
  expect(await groupNow(points)).toMatchObject({ state: "open", owner: null });
  expect(await groupNow(cards)).toMatchObject({ state: "resolved", owner: "ana" });
});

test("what somebody says meanwhile of one of them is waited for, and takes it out of the filter", async () => {
  const [mine, theirs] = [await groupOf("race_1", "alpha"), await groupOf("race_1", "beta")];
  const open = await look({ code: "race_1", states: ["open"] });
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const other = bus.database.sql.begin(async (tx) => {
    await tx`UPDATE failure_group SET state = 'acknowledged' WHERE id = ${theirs}`;
    held.resolve();
    await released.promise;
  });
  await held.promise;
  const resolving = change(open, { state: "resolved" });
  await eventually("it waits for the lock", waiting, (count) => count > 0);
  released.resolve();
  await other;
  expect(await resolving).toEqual({ ok: false, code: "countDiffers", count: 1 });
  expect(await statesOf([mine, theirs])).toEqual(["open", "acknowledged"]);
});

test("resolved groups that fail again at once are locked in one order, whoever makes them regressed", async () => {
  const groups = ["alpha", "beta"].map((message) => fingerprint(pointsRoute, { code: "order_1", message }));
  await storeGroups(bus.database.sql, groups);
  const ids = groups.map(({ id }) => id);
  const [low = "", high = ""] = ids.toSorted();
  // The higher one comes first in the table now: in that order it would be locked first as well.
  for (const id of [high, low])
    await bus.database
      .sql`UPDATE failure_group SET state = 'resolved', note = repeat('.', 2000) WHERE id = ${id}`;
  const released = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const other = bus.database.sql.begin(async (tx) => {
    await tx`SELECT FROM failure_group WHERE id = ${low} FOR UPDATE`;
    held.resolve();
    await released.promise;
  });
  await held.promise;
  const failing = bus.database.sql.begin(async (tx) => {
    // As the planner may choose: by their place in the table.
    await tx`SET LOCAL enable_indexscan = off`;
    await tx`SET LOCAL enable_bitmapscan = off`;
    await storeGroups(tx, groups);
  });
  await eventually("it waits for the lower one", waiting, (count) => count > 0);
  await bus.database.sql`SELECT FROM failure_group WHERE id = ${high} FOR UPDATE NOWAIT`;
  released.resolve();
  await Promise.all([other, failing]);
  expect(await statesOf(ids)).toEqual(["regressed", "regressed"]);
});

/** How many wait for a lock in this database. */
const waiting = async () =>
  (
    await bus.database.sql`
      SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  ).count;
