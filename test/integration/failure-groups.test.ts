import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blankStanding, type Standing } from "../../bus/src/governor/standing.ts";
import type { GroupChange, GroupSort } from "../../bus/src/operations/failure-groups.ts";
import type { FailureFilter } from "../../bus/src/operations/failures.ts";
import type { DeliveryKey } from "../../bus/src/operations/delivery-id.ts";
import { readCursor, type Page, type PageRequest } from "../../bus/src/operations/page.ts";
import { usualStopRule } from "../../bus/src/operations/replay-care.ts";
import { addUpFailures } from "../../bus/src/postgres/add-up-failures.ts";
import { endSnoozes } from "../../bus/src/postgres/end-snoozes.ts";
import { followRules } from "../../bus/src/postgres/operations/follow-rules.ts";
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

const act = { actor: "ana", reason: "ticket 7" };
const onPoints = (messageId: string): DeliveryKey => ({ messageId, route: pointsRoute });

/** Every page of a list, one after the other. */
async function all<Item>(list: (page: PageRequest) => Promise<Page<Item>>, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: string | null = ""; next !== null;) {
    const { data, next: after }: Page<Item> = await list({
      limit,
      cursor: next ? readCursor(next) : undefined,
    });
    items.push(...data);
    next = after;
  }
  return items;
}

/** Lets a message fail like this; the group that it is in. */
async function groupOf(text: string): Promise<string> {
  const id = await bus.fail(refused(text));
  return (await bus.operations.failures.get(onPoints(id)))?.groupId ?? "";
}
const change = (group: string, what: GroupChange) => bus.operations.groups.change(group, what, act);
const stateOf = async (group: string) => (await bus.operations.groups.get(group))?.state;

test("failures that differ in details only are one group, counted without the settled ones", async () => {
  const first = await bus.fail(refused("Limit of 100 reached by order 1"), { type: "groups.v1" });
  await bus.fail(refused("Limit of 200 reached by order 2"), { type: "groups.v1" });
  const group = (await bus.operations.failures.get(onPoints(first)))?.groupId ?? "";
  expect(await bus.operations.groups.get(group)).toMatchObject({
    count: 2,
    state: "open",
    route: pointsRoute,
  });
  await bus.operations.failures.discard(onPoints(first), act);
  expect(await bus.operations.groups.get(group)).toMatchObject({
    count: 1,
    connection: "points-us",
    operation: "accrue",
  });
});

test("pages hold every group once, the last seen first; emptied ones only where asked for", async () => {
  const first = await bus.fail(refused("one kind"));
  await bus.fail(refused("another kind"));
  const listed = await all((each) => bus.operations.groups.list({}, each), 2);
  expect(listed[0]?.title).toBe("another kind");
  expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  await bus.operations.failures.discard(onPoints(first), act);
  const titles = async (includeSettled: boolean) =>
    (await all((each) => bus.operations.groups.list({ includeSettled }, each), 50)).map(({ title }) => title);
  expect(await titles(false)).not.toContain("one kind");
  expect(await titles(true)).toContain("one kind");
});

test("a person writes state, owner and note; what is not named stays", async () => {
  const id = await bus.fail(refused("to be owned"));
  const group = (await bus.operations.failures.get(onPoints(id)))?.groupId ?? "";
  await bus.operations.groups.change(group, { state: "acknowledged", owner: "ana" }, act);
  const result = await bus.operations.groups.change(group, { note: "vendor ticket 12", owner: null }, act);
  expect(result).toMatchObject({
    ok: true,
    value: { state: "acknowledged", owner: null, note: "vendor ticket 12" },
  });
  const { data } = await bus.operations.audit.list({ target: `group:${group}` }, { limit: 50 });
  expect(data.map(({ action, actor }) => [action, actor])).toEqual([
    ["group.change", "ana"],
    ["group.change", "ana"],
  ]);
});

test("the audit has what a person changed of a group, as it was and as it is", async () => {
  const group = await groupOf("to be audited");
  await change(group, { owner: "ana", ticket: "https://tickets.example/12" });
  await change(group, { owner: "bea", state: "snoozed", snooze: { count: 5 } });
  const { data } = await bus.operations.audit.list({ target: `group:${group}` }, { limit: 1 });
  expect(data).toMatchObject([
    {
      reason: "ticket 7",
      detail: {
        before: { owner: "ana", state: "open" },
        after: { owner: "bea", state: "snoozed", snooze: { count: 5 } },
      },
    },
  ]);
});

test("what a person wrote outlives the emptying of the group", async () => {
  const id = await bus.fail(refused("soon empty"));
  const group = (await bus.operations.failures.get(onPoints(id)))?.groupId ?? "";
  await change(group, { owner: "ana", ticket: "https://tickets.example/12", note: "asked" });
  await bus.operations.failures.discard(onPoints(id), act);
  const written = { count: 0, owner: "ana", ticket: "https://tickets.example/12", note: "asked" };
  expect(await bus.operations.groups.get(group)).toMatchObject(written);
  await bus.fail(refused("soon empty"));
  expect(await bus.operations.groups.get(group)).toMatchObject({ ...written, count: 1 });
});

test("an emptied group says when it failed last, however its failures were settled", async () => {
  const id = await bus.fail(unreachable);
  const group = (await bus.operations.failures.get(onPoints(id)))?.groupId ?? "";
  const { sql } = bus.database;
  await sql`UPDATE delivery SET next_attempt_at = now() WHERE message_id = ${id}`;
  await bus.workDue(accepted);
  expect(await bus.operations.groups.get(group)).toMatchObject({
    count: 0,
    lastSeenAt: (await bus.operations.failures.get(onPoints(id)))?.lastFailedAt,
  });
});

test("counts and hours are right at once, before the tallies are added up and after it, also several at a time", async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => bus.fail(refused("counted"))));
  const group = (await bus.operations.failures.get(onPoints(ids[0] ?? "")))?.groupId ?? "";
  const counted = async () => {
    const { count, hourly } = (await bus.operations.groups.get(group)) ?? {};
    return { count, last: hourly?.at(-1), day: hourly?.length };
  };
  expect(await counted()).toEqual({ count: 5, last: 5, day: 24 });
  await Promise.all([addUpFailures(bus.database.sql), addUpFailures(bus.database.sql), counted()]);
  expect(await counted()).toEqual({ count: 5, last: 5, day: 24 });
  await bus.operations.failures.discard(onPoints(ids[0] ?? ""), act);
  const replay = await bus.operations.replays.create(
    { selection: { ids: [onPoints(ids[1] ?? ""), onPoints(ids[2] ?? "")] } },
    act,
  );
  expect(replay.ok).toBe(true);
  await bus.pump();
  expect(await counted()).toEqual({ count: 4, last: 5, day: 24 });
  await bus.workDue(({ messageId }) => (messageId === ids[1] ? accepted : refused("counted")));
  expect(await counted()).toEqual({ count: 3, last: 6, day: 24 });
  await addUpFailures(bus.database.sql);
  await bus.operations.failures.restore(onPoints(ids[0] ?? ""), act);
  expect(await counted()).toEqual({ count: 4, last: 6, day: 24 });
  const [tallied] = await bus.database.sql`
    SELECT count(*)::int AS count FROM delivery WHERE group_id = ${group} AND state = 'dead'`;
  expect(tallied?.["count"]).toBe(4);
});

test("the list is filtered by state and by owner", async () => {
  const group = await groupOf("of one owner");
  await change(group, { owner: "only me", state: "acknowledged" });
  const listed = async (filter: object) =>
    (await bus.operations.groups.list(filter, { limit: 50 })).data.map(({ id }) => id);
  expect(await listed({ owner: "only me" })).toEqual([group]);
  expect(await listed({ owner: "only me", states: ["open", "regressed"] })).toEqual([]);
});

test("a list counts the groups of its filter in every state, and one that names a state does so too", async () => {
  const code = "tabs_1";
  const failing = async (text: string) => {
    const id = await bus.fail({ kind: "rejected", code, message: text }, { type: "tabs.v1" });
    return (await bus.operations.failures.get(onPoints(id)))?.groupId ?? "";
  };
  const [first, second, third] = [await failing("alpha"), await failing("beta"), await failing("gamma")];
  await change(second, { state: "acknowledged" });
  const listed = await bus.operations.groups.list(
    { code: "tabs*", states: ["open", "regressed"] },
    { limit: 50 },
  );
  expect(listed.data.map(({ id }) => id)).toEqual([third, first]);
  expect(listed.counts).toEqual({ open: 2, acknowledged: 1, snoozed: 0, resolved: 0, regressed: 0, all: 3 });
  expect(listed.failures).toBe(2);
  const counted = async (filter: object) =>
    (await bus.operations.groups.list({ code, ...filter }, { limit: 1 })).counts.all;
  expect(await counted({ text: "ALPH" })).toBe(1);
  expect(await counted({ route: pointsRoute, type: "tabs.v1" })).toBe(3);
  expect(await counted({ route: refundsRoute })).toBe(0);
  expect(await counted({ type: "other.v1" })).toBe(0);
  const [{ source } = { source: "" }] = await bus.database.sql<
    { source: string }[]
  >`SELECT source FROM intake LIMIT 1`;
  expect(await counted({ source })).toBe(3);
  expect(await counted({ source: `${source.slice(0, 2)}*` })).toBe(3);
  expect(await counted({ source: source.slice(0, 2) })).toBe(0);
  expect(await counted({ from: "2020-01-01T00:00:00Z", to: "2020-01-02T00:00:00Z" })).toBe(0);
  expect(await counted({ from: "2999-01-01T00:00:00Z" })).toBe(0);
});

test("the failures of all groups that a filter finds are one selection, refused once another group is among them", async () => {
  const fail = (text: string) =>
    bus.fail({ kind: "rejected", code: "selected_1", message: text }, { type: "selected.v1" });
  const [left] = [await fail("left"), await fail("taken up"), await fail("right"), await fail("right")];
  const leftGroup = (await bus.operations.failures.get(onPoints(left)))?.groupId ?? "";
  const [takenUp] = (await bus.operations.groups.list({ code: "selected_1", text: "taken" }, { limit: 1 }))
    .data;
  await change(takenUp?.id ?? "", { state: "acknowledged" });
  const open = { code: "selected_1", states: ["open", "regressed"] } as const;
  const { failures } = await bus.operations.groups.list(open, { limit: 1 });
  expect(failures).toBe(3);
  const selected = async (filter: FailureFilter) =>
    (await bus.operations.replays.preview({ filter, expectedCount: 0 })).selected;
  expect(await selected({ ofGroups: open })).toBe(3);
  expect(await selected({ ofGroups: open, code: "other*" })).toBe(0);
  expect(await selected({ ofGroups: { ids: [leftGroup] } })).toBe(1);

  await change(takenUp?.id ?? "", { state: "open" });
  const selection = { filter: { ofGroups: open }, expectedCount: failures };
  const refusal = { code: "countDiffers", count: 4 };
  expect(await bus.operations.replays.create({ selection }, act)).toMatchObject(refusal);
  expect(await bus.operations.manyFailures.change("discard", selection, act)).toMatchObject(refusal);
});

test("groups are sorted by what was asked for, and each is on one page", async () => {
  const code = "sorted_1";
  const fail = (text: string) => bus.fail({ kind: "rejected", code, message: text }, { type: "sorted.v1" });
  for (const text of ["early", "often", "often", "often", "late", "early"]) await fail(text);
  const { sql } = bus.database;
  await sql`INSERT INTO failure_hour SELECT id, date_trunc('hour', now(), 'UTC') - interval '4 hours', 9 FROM failure_group WHERE code = ${code} AND title = 'often'`;
  const titles = async (sort: GroupSort) =>
    (await all((page) => bus.operations.groups.list({ code }, page, sort), 1)).map(({ title }) => title);
  expect(await titles("lastSeen")).toEqual(["early", "late", "often"]);
  expect(await titles("firstSeen")).toEqual(["late", "often", "early"]);
  expect(await titles("count")).toEqual(["often", "early", "late"]);
  expect(await titles("trend")).toEqual(["early", "late", "often"]);
  const [often] = (await bus.operations.groups.list({ code }, { limit: 1 }, "count")).data;
  expect(often).toMatchObject({ type: "sorted.v1", count: 3, trend: -6 });
});

test.each([
  ["route", pointsRoute],
  ["connection", "points-us"],
  ["type", "put-together.v1"],
  ["code", "together_1"],
] as const)("groups are put together by %s", async (by, key) => {
  const fail = (text: string) =>
    bus.fail({ kind: "rejected", code: "together_1", message: text }, { type: "put-together.v1" });
  await fail(`by ${by}`);
  await fail(`by ${by}`);
  await fail("another by");
  const { data, complete } = await bus.operations.groups.tallies(by, { code: "together_1", text: "by" });
  expect(complete).toBe(true);
  const [tally] = data;
  expect(tally).toMatchObject({ key, hourly: expect.any(Array) });
  expect(tally?.hourly.at(-1)).toBe(tally?.count);
  expect(tally?.count).toBeGreaterThan(2);
});

test("what is in no group is told of beside every list, and can be asked for", async () => {
  const id = await bus.fail(refused("without a group"));
  await bus.database.sql`UPDATE delivery SET group_id = NULL WHERE message_id = ${id}`;
  expect(await bus.operations.groups.list({ owner: "nobody" }, { limit: 1 })).toMatchObject({ ungrouped: 1 });
  expect(await bus.operations.groups.tallies("code", { owner: "nobody" })).toMatchObject({ ungrouped: 1 });
  const { data } = await bus.operations.failures.list({ group: "none" }, { limit: 5 });
  expect(data.map(({ messageId }) => messageId)).toEqual([id]);
});

test("a group and its failures name the runbook of their code, and none where the adapter has none", async () => {
  const id = await bus.fail(refused("with a runbook"));
  const failure = await bus.operations.failures.get(onPoints(id));
  const runbook = "https://runbooks.example/card-closed";
  expect(failure?.error).toMatchObject({ code: "card_closed", runbook });
  expect(await bus.operations.groups.get(failure?.groupId ?? "")).toMatchObject({ runbook });
  const other = await bus.fail({ kind: "rejected", code: "constructor", message: "Without one" });
  const without = await bus.operations.failures.get(onPoints(other));
  expect(without?.error).toEqual({ code: "constructor", message: "Without one" });
  expect(await bus.operations.groups.get(without?.groupId ?? "")).not.toHaveProperty("runbook");
});

describe("what is known of a group", () => {
  const factsOf = async (id: string) => {
    const group = await bus.operations.groups.get(id);
    if (!group) throw new Error(`There is no group ${id}.`);
    return bus.operations.groups.facts(group);
  };

  test("its attempts, their outcome and version, its newest error with the vendor's status, and its hours", async () => {
    const group = await groupOf("known facts");
    const id = await bus.fail(refused("known facts"), { type: "facts.v1" });
    await bus.database.sql`UPDATE attempt SET adapter_version = '1.1.0' WHERE message_id = ${id}`;
    const facts = await factsOf(group);
    expect(facts).toMatchObject({
      attempts: { min: expect.any(Number), max: expect.any(Number) },
      states: { dead: 2 },
      looked: { failures: 2, complete: true },
      outcomes: { rejected: 2 },
      permanent: true,
      sample: {
        messageId: id,
        type: "facts.v1",
        outcome: "rejected",
        httpStatus: 422,
        message: "known facts",
      },
      lastReplay: null,
    });
    expect(facts.adapterVersions).toMatchObject([
      { version: "1.0.0", attempts: 1 },
      { version: "1.1.0", attempts: 1 },
    ]);
    expect(facts.hours.map(({ failed }) => failed)).toEqual([...Array.from({ length: 47 }, () => 0), 2]);
    await addUpFailures(bus.database.sql);
    expect((await factsOf(group)).hours.at(-1)?.failed).toBe(2);
  });

  test("what is tried again is not permanent, and a group without failures has nothing to tell", async () => {
    const retried = await bus.fail({ kind: "retry", code: "ECONNRESET", message: "known retries" });
    const group = (await bus.operations.failures.get(onPoints(retried)))?.groupId ?? "";
    expect(await factsOf(group)).toMatchObject({ permanent: false, states: { moving: 1 } });
    const dead = await bus.fail(refused("known and gone"));
    const gone = (await bus.operations.failures.get(onPoints(dead)))?.groupId ?? "";
    await bus.operations.failures.discard(onPoints(dead), act);
    expect(await factsOf(gone)).toMatchObject({ attempts: null, states: {}, looked: { failures: 0 } });
  });

  test("its newest replay, also once that has helped", async () => {
    const id = await bus.fail(refused("known replay"));
    const group = (await bus.operations.failures.get(onPoints(id)))?.groupId ?? "";
    const made = await bus.operations.replays.create({ selection: { ids: [onPoints(id)] } }, act);
    await bus.pump();
    await bus.workDue(accepted);
    await bus.pump();
    expect((await factsOf(group)).lastReplay).toMatchObject({
      id: made.ok ? made.value.id : "",
      selected: 1,
      applied: 1,
    });
  });

  test("what changed near its beginning: the adapter, the circuit, alerts and acts of its connection", async () => {
    const { sql } = bus.database;
    const group = await groupOf("known changes");
    await sql`UPDATE failure_group SET first_seen_at = now() WHERE id = ${group}`;
    const id = await bus.fail(refused("known changes"));
    await sql`UPDATE attempt SET adapter_version = '2.0.0', started_at = now() + interval '1 second' WHERE message_id = ${id}`;
    await sql`
      INSERT INTO alert (id, key, kind, connection, title, next, since) VALUES
        (gen_random_uuid(), 'near', 'circuitOpen', 'points-us', 'points-us has not answered', 'look', now() - interval '10 minutes'),
        (gen_random_uuid(), 'far', 'circuitOpen', 'points-us', 'long before', 'look', now() - interval '2 hours'),
        (gen_random_uuid(), 'other', 'circuitOpen', 'cards', 'of another', 'look', now())`;
    const pause = { ...act, action: "connection.pause", detail: {} };
    await bus.operations.audit.append({ ...pause, target: "connection:points-us" });
    await bus.operations.audit.append({ ...pause, target: "connection:cards" });
    const changes = (await factsOf(group)).changes.filter(({ title }) => !title.endsWith("→ 1.1.0"));
    expect(changes.map(({ kind, title }) => [kind, title])).toEqual([
      ["alert", "points-us has not answered"],
      ["act", "connection.pause connection:points-us"],
      ["adapterVersion", expect.stringMatching(/→ 2\.0\.0$/)],
    ]);
    expect(changes[1]).toMatchObject({ actor: "ana", reason: "ticket 7" });
  });
});

describe("a resolved group", () => {
  test("has regressed when something fails into it, and a further failure changes nothing", async () => {
    const group = await groupOf("is mended");
    await change(group, { state: "resolved", owner: "ana" });
    await bus.fail(refused("is mended"));
    const regressed = await bus.operations.groups.get(group);
    expect(regressed).toMatchObject({ state: "regressed", owner: "ana", count: 2 });
    await bus.fail(refused("is mended"));
    expect(await bus.operations.groups.get(group)).toMatchObject({
      state: "regressed",
      stateSince: regressed?.stateSince,
    });
  });

  test("stays resolved where another group fails", async () => {
    const group = await groupOf("stays mended");
    await change(group, { state: "resolved" });
    await bus.fail(refused("something else"));
    expect(await stateOf(group)).toBe("resolved");
  });

  test.each(["open", "acknowledged"] as const)("it is no more once it is %s", async (state) => {
    const group = await groupOf(`was resolved and is ${state}`);
    await change(group, { state: "resolved" });
    await change(group, { state });
    await bus.fail(refused(`was resolved and is ${state}`));
    expect(await stateOf(group)).toBe(state);
  });
});

test("a failure does not wait for somebody who holds its group: those with one cause settle together", async () => {
  const group = await groupOf("held by somebody");
  await bus.database.sql.begin(async (tx) => {
    await tx`SELECT FROM failure_group WHERE id = ${group} FOR UPDATE`;
    expect(await groupOf("held by somebody")).toBe(group);
  });
});

describe("a snooze", () => {
  test("ends at its time", async () => {
    const group = await groupOf("for a while");
    await change(group, { state: "snoozed", snooze: { until: "2999-01-01T00:00:00Z" } });
    await endSnoozes(bus.database.sql);
    expect(await bus.operations.groups.get(group)).toMatchObject({
      state: "snoozed",
      snooze: { until: "2999-01-01T00:00:00.000Z" },
    });
    await bus.database.sql`UPDATE failure_group SET snooze_until = now() WHERE id = ${group}`;
    await endSnoozes(bus.database.sql);
    expect(await bus.operations.groups.get(group)).toMatchObject({ state: "open", snooze: null });
  });

  test("ends with its count of failures since, not with those before", async () => {
    const group = await groupOf("counted");
    await change(group, { state: "snoozed", snooze: { count: 2 } });
    await bus.fail(refused("counted"));
    await endSnoozes(bus.database.sql);
    expect(await stateOf(group)).toBe("snoozed");
    await bus.fail(refused("counted"));
    await endSnoozes(bus.database.sql);
    expect(await stateOf(group)).toBe("open");
  });

  test("counts what has been settled since as well", async () => {
    const group = await groupOf("counted and settled");
    await change(group, { state: "snoozed", snooze: { count: 1 } });
    const id = await bus.fail(refused("counted and settled"));
    await bus.operations.failures.discard(onPoints(id), act);
    await endSnoozes(bus.database.sql);
    expect(await stateOf(group)).toBe("open");
  });

  test("ends with its rate, and older failures are out of it", async () => {
    const group = await groupOf("at a rate");
    await change(group, { state: "snoozed", snooze: { rate: { count: 2, seconds: 60 } } });
    const { sql } = bus.database;
    await sql`UPDATE failure_group SET state_since = now() - interval '1 hour' WHERE id = ${group}`;
    await sql`UPDATE delivery SET last_failed_at = now() - interval '5 minutes' WHERE group_id = ${group}`;
    await bus.fail(refused("at a rate"));
    await endSnoozes(sql);
    expect(await stateOf(group)).toBe("snoozed");
    await bus.fail(refused("at a rate"));
    await endSnoozes(sql);
    expect(await stateOf(group)).toBe("open");
  });
});

describe("a rule by which a group is replayed", () => {
  const { actor } = act;
  const follow = () => followRules(bus.database.sql, bus.routes);
  const ruleOf = async (group: string) => (await bus.operations.groups.get(group))?.replayWhen;
  const circuit = async (door: Standing["door"]) => {
    const state = JSON.stringify({ ...blankStanding, revision: 1, door });
    await bus.database.sql`
      INSERT INTO governor (connection, key, revision, circuit, attention, state) VALUES ('points-us', '', 1, 'open', true, ${state})
      ON CONFLICT (connection, key) DO UPDATE SET state = ${state}`;
  };
  const lines = async (target: string) =>
    (await bus.operations.audit.list({ target }, { limit: 10 })).data.map((line) => [
      line.action,
      line.actor,
    ]);

  test("becomes one replay of what may be replayed, however many schedulers look, and is used up", async () => {
    const group = await groupOf("ruled by a version");
    await bus.fail(refused("ruled by a version"));
    const elsewhere = await groupOf("not ruled");
    await change(group, { replayWhen: { adapterVersion: "1.0.1" } });
    expect(await follow()).toBe(0);
    expect(await ruleOf(group)).toMatchObject({ state: "waiting", actor, replay: null });

    await change(group, { replayWhen: { adapterVersion: "1.0.0" } });
    // Every one of them has its connection by now.
    await Promise.all([1, 2, 3].map(() => bus.database.sql`SELECT pg_sleep(0.05)`));
    const made = await Promise.all([follow(), follow(), follow()]);
    expect(made.reduce((sum, each) => sum + each, 0)).toBe(1);
    const rule = await ruleOf(group);
    expect(rule).toMatchObject({ state: "used", rule: { adapterVersion: "1.0.0" } });
    const replay = await bus.operations.replays.get(rule?.replay ?? "");
    const reason = "when the adapter is at least 1.0.0: ticket 7";
    expect(replay).toMatchObject({ selected: 2, pending: 2, actor, reason, stopWhen: usualStopRule });
    expect(await lines(`group:${group}`)).toEqual([
      ["group.replay", actor],
      ["group.change", actor],
      ["group.change", actor],
    ]);
    expect(await lines(`replay:${rule?.replay}`)).toEqual([["replay.create", actor]]);
    expect(await follow()).toBe(0);
    expect(await ruleOf(elsewhere)).toBeNull();
  });

  test("waits for the end of an outage, and can be taken back", async () => {
    const group = await groupOf("ruled by health");
    await change(group, { replayWhen: { healthyFor: "0s" } });
    await circuit({ is: "shut", cause: "outage", sinceMs: 1, untilMs: 2 });
    expect(await follow()).toBe(0);
    expect(await ruleOf(group)).toMatchObject({ state: "waiting", healthySince: expect.any(String) });
    await change(group, { replayWhen: null });
    await circuit({ is: "open" });
    expect(await follow()).toBe(0);
    await change(group, { replayWhen: { healthyFor: "0s" } });
    expect(await follow()).toBe(1);
  });

  test("says when it is due, and lapses with the token of whoever set it", async () => {
    const group = await groupOf("ruled by the hour");
    const { tokens } = bus.operations;
    const token = await tokens.create({ name: "bea", roles: ["operator"], loopbackOnly: false }, act);
    const replayWhen = { after: "06:00", timeZone: "Europe/Berlin" };
    await bus.operations.groups.change(group, { replayWhen }, { actor: "bea", reason: "\ud800 odd" });
    const dueAt = Date.parse((await ruleOf(group))?.dueAt ?? "");
    expect(dueAt).toBeGreaterThan(Date.now());
    await tokens.revoke(token.id, act);
    expect(await ruleOf(group)).toMatchObject({ state: "lapsed", actor: "bea", rule: replayWhen });
    expect(await lines(`group:${group}`)).toEqual([
      ["group.change", actor],
      ["group.change", "bea"],
    ]);
  });
});
