import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseDeliveryId, type DeliveryKey } from "../../bus/src/operations/delivery-id.ts";
import type { MessageFilter } from "../../bus/src/operations/messages.ts";
import { readCursor, type Page, type PageRequest } from "../../bus/src/operations/page.ts";
import { operatedRoutes } from "../../bus/src/operations/quiet.ts";
import { returnExpiredLeases } from "../../bus/src/postgres/sweep.ts";
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

const reveal = { actor: "vera", reason: "a guest called", pointers: [""] };

let bus: OperatedLedger;

beforeAll(async () => {
  bus = await operatedLedger();
});
afterAll(() => bus.close());

const act = { actor: "ana", reason: "ticket 7" };
const onPoints = (messageId: string): DeliveryKey => ({ messageId, route: pointsRoute });
const page: PageRequest = { limit: 50 };

/** Every page of a list, one after the other. */
async function all<Item>(list: (page: PageRequest) => Promise<Page<Item>>, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: string | null = ""; next !== null;) {
    const { data, next: after }: Page<Item> = await list({
      limit,
      cursor: next ? readCursor(next) : undefined,
    });
    expect(data.length).toBeLessThanOrEqual(limit);
    items.push(...data);
    next = after;
  }
  return items;
}

describe("failures", () => {
  test("what failed and is not settled is a failure, with what the vendor said", async () => {
    const id = await bus.fail(refused("Card 4711 is closed"), { entityKey: "order-4711" });
    const failure = await bus.operations.failures.get(onPoints(id));
    expect(failure).toMatchObject({
      id: `${id}:${pointsRoute}`,
      messageId: id,
      type: "order.completed.v1",
      route: pointsRoute,
      state: "dead",
      attempts: 1,
      error: { code: "card_closed" },
      entityKey: "order-4711",
      nextAttemptAt: null,
    });
    expect(Date.parse(failure?.lastFailedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });

  test("what was applied at once is no failure, and can be read by its id all the same", async () => {
    const id = await bus.accept({ entityKey: "order-fine" });
    await bus.attempt(id, accepted);
    const { data } = await bus.operations.failures.list({ entityKey: "order-fine" }, page);
    expect(data).toEqual([]);
    expect(await bus.operations.failures.get(onPoints(id))).toMatchObject({ state: "applied", error: null });
  });

  test("pages of a list hold every failure once, newest first", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) ids.push(await bus.fail(refused(), { type: "paging.v1" }));
    const listed = await all((each) => bus.operations.failures.list({ type: "paging.v1" }, each), 3);
    expect(listed.map(({ messageId }) => messageId)).toEqual(ids.toReversed());
  });

  test("a filter narrows by state, route, connection, group, text and time", async () => {
    const type = "filters.v1";
    const dead = await bus.fail(refused("Wallet 100% empty_now"), { type });
    const waiting = await bus.fail(unreachable, { type });
    const doubtful = await bus.fail(unanswered, { type, routes: [refundsRoute] });
    const found = async (filter: object) => {
      const { data } = await bus.operations.failures.list({ type, ...filter }, page);
      return data.map(({ messageId }) => messageId).toSorted();
    };
    const { groupId } = (await bus.operations.failures.get(onPoints(dead))) ?? {};
    expect(await found({})).toEqual([dead, waiting, doubtful].toSorted());
    expect(await found({ states: ["waiting"] })).toEqual([waiting]);
    expect(await found({ states: ["inDoubt", "dead"] })).toEqual([dead, doubtful].toSorted());
    expect(await found({ route: refundsRoute })).toEqual([doubtful]);
    expect(await found({ connection: "points-us" })).toEqual([dead, waiting].toSorted());
    expect(await found({ group: groupId })).toEqual([dead]);
    expect(await found({ texts: ["100% EMPTY_"] })).toEqual([dead]);
    expect(await found({ texts: ["%"] })).toEqual([dead]);
    expect(await found({ message: doubtful.toUpperCase() })).toEqual([doubtful]);
    expect(await found({ from: "0000-01-01T00:00:00Z", to: "9999-12-31T23:59:59Z" })).toHaveLength(3);
    expect(await found({ to: "2020-01-01T00:00:00Z" })).toEqual([]);
    expect(await found({ type: "none.v1" })).toEqual([]);
  });

  test("a payload is the exact bytes, and its reading is audited", async () => {
    const body = Buffer.from('{ "total": 1.10, "id": 9007199254740993 }\n');
    const id = await bus.fail(refused(), { body });
    const payload = await bus.operations.failures.payload(onPoints(id), reveal);
    expect(payload).toMatchObject({ kind: "stored", contentType: "application/json" });
    expect(payload?.kind === "stored" && Buffer.from(payload.body).equals(body)).toBe(true);
    expect(await bus.operations.failures.history(onPoints(id))).toMatchObject([
      { actor: "vera", action: "payload.read", reason: "a guest called" },
    ]);
  });

  test("a payload that is not stored says why", async () => {
    const id = await bus.accept();
    await bus.claim(id);
    expect(await bus.operations.failures.payload(onPoints(id), reveal)).toMatchObject({ kind: "gone" });
  });

  test("attempts are those of every life, newest first, with request and response", async () => {
    const id = await bus.fail(refused());
    const replay = await bus.operations.replays.create({ selection: { ids: [onPoints(id)] } }, act);
    expect(replay.ok).toBe(true);
    await bus.pump();
    await bus.workDue(refused());
    const attempts = await all((each) => bus.operations.failures.attempts(onPoints(id), each), 1);
    expect(attempts.map(({ n, generation, outcome }) => [n, generation, outcome])).toEqual([
      [2, 1, "rejected"],
      [1, 0, "rejected"],
    ]);
    expect(attempts[0]).toMatchObject({
      code: "card_closed",
      request: { method: "POST" },
      response: { status: 422 },
    });
  });
});

describe("acts on one failure", () => {
  test("retry now makes a waiting delivery due", async () => {
    const id = await bus.fail(unreachable);
    const result = await bus.operations.failures.retryNow(onPoints(id), act);
    expect(result).toMatchObject({ ok: true, value: { state: "waiting", reason: "retry now" } });
    expect(await bus.workDue(accepted)).toBe(1);
    expect(await bus.operations.failures.get(onPoints(id))).toMatchObject({ state: "applied" });
  });

  test("retry now does not ask a vendor whose doubtful call may still land", async () => {
    const id = await bus.fail(unanswered);
    const result = await bus.operations.failures.retryNow(onPoints(id), act);
    expect(result.ok).toBe(true);
    const failure = await bus.operations.failures.get(onPoints(id));
    const quietMs = Date.parse(failure?.nextAttemptAt ?? "") - Date.parse(failure?.lastFailedAt ?? "");
    expect(quietMs).toBe(12_000);
    expect(await bus.workDue(accepted)).toBe(0);
  });

  test("retry now does not ask a vendor whose call ended with its worker a moment ago", async () => {
    const { sql } = bus.database;
    const id = await bus.fail(unreachable);
    await bus.operations.failures.retryNow(onPoints(id), act);
    await bus.claimDue();
    await sql`
      UPDATE delivery SET lease_until = now() - interval '6 seconds', last_failed_at = now() - interval '1 hour'
      WHERE message_id = ${id}`;
    expect(await returnExpiredLeases(sql, operatedRoutes(bus.routes))).toBe(1);
    await bus.operations.failures.retryNow(onPoints(id), act);
    expect(await bus.workDue(accepted)).toBe(0);
  });

  test("retry now of a dead delivery is refused with the next step", async () => {
    const id = await bus.fail(refused());
    const result = await bus.operations.failures.retryNow(onPoints(id), act);
    expect(result).toMatchObject({
      ok: false,
      code: "conflict",
      detail: expect.stringContaining("Replay it"),
    });
  });

  test("a discarded delivery is settled, and its token on the way finds nothing to do", async () => {
    const id = await bus.fail(unreachable);
    await bus.operations.failures.retryNow(onPoints(id), act);
    const [held] = await bus.claimDue();
    expect(await bus.operations.failures.discard(onPoints(id), act)).toMatchObject({
      ok: false,
      code: "conflict",
    });
    await held?.settle(refused());
    const result = await bus.operations.failures.discard(onPoints(id), act);
    expect(result).toMatchObject({ ok: true, value: { state: "discarded" } });
    const { data } = await bus.operations.failures.list({ message: id }, page);
    expect(data).toEqual([]);
    const discarded = await bus.operations.failures.list({ message: id, states: ["discarded"] }, page);
    expect(discarded.data).toHaveLength(1);
  });

  test.each([
    ["dead", refused(), pointsRoute],
    ["blocked", { kind: "blocked", code: "contract", message: "no longer fits" } as const, pointsRoute],
    ["inDoubt", unanswered, refundsRoute],
  ])("restore brings back what was %s", async (state, outcome, route) => {
    const id = await bus.fail(outcome, { routes: [route] });
    const key = { messageId: id, route };
    await bus.operations.failures.discard(key, act);
    expect(await bus.operations.failures.restore(key, act)).toMatchObject({ ok: true, value: { state } });
    expect(await bus.operations.failures.restore(key, act)).toMatchObject({ ok: false, code: "conflict" });
  });

  test("restore knows what earlier versions wrote of a discard", async () => {
    const id = await bus.fail(unanswered, { routes: [refundsRoute] });
    const key = { messageId: id, route: refundsRoute };
    const { sql } = bus.database;
    await sql`UPDATE delivery SET state = 'discarded', settled_at = now() WHERE message_id = ${id}`;
    await sql`
      INSERT INTO audit (actor, action, target, detail)
      VALUES ('ana', 'failure.discard', ${`${id}:${refundsRoute}`}, '{"from":"inDoubt"}')`;
    expect(await bus.operations.failures.restore(key, act)).toMatchObject({ value: { state: "inDoubt" } });
  });

  test("what waited is dead after a restore, so that a person says when it is sent", async () => {
    const id = await bus.fail(unreachable);
    await bus.operations.failures.discard(onPoints(id), act);
    expect(await bus.operations.failures.restore(onPoints(id), act)).toMatchObject({
      ok: true,
      value: { state: "dead" },
    });
  });

  test("the answer `applied` settles a delivery in doubt", async () => {
    const key = { messageId: await bus.fail(unanswered, { routes: [refundsRoute] }), route: refundsRoute };
    const result = await bus.operations.failures.answer(key, "applied", act);
    expect(result).toMatchObject({ ok: true, value: { state: "applied", inDoubtSince: null } });
    expect(await bus.workDue(accepted)).toBe(0);
  });

  test("the answer `absent` clears the doubt and sends it again in another life", async () => {
    const key = { messageId: await bus.fail(unanswered, { routes: [refundsRoute] }), route: refundsRoute };
    const result = await bus.operations.failures.answer(key, "absent", act);
    expect(result).toMatchObject({
      ok: true,
      value: { state: "waiting", generation: 1, attempts: 0, inDoubtSince: null },
    });
    // Another life under another vendor key: the vendor may have kept its answer to the first one.
    const [row] = await bus.database.sql<
      { era: number }[]
    >`SELECT era FROM delivery WHERE message_id = ${key.messageId}`;
    expect(row?.era).toBe(1);
    expect(await bus.workDue(accepted)).toBe(1);
    expect(await bus.operations.failures.get(key)).toMatchObject({
      state: "applied",
      vendorReference: "vendor-1",
    });
  });

  test("only what is in doubt takes an answer", async () => {
    const id = await bus.fail(refused());
    expect(await bus.operations.failures.answer(onPoints(id), "absent", act)).toMatchObject({
      ok: false,
      code: "conflict",
    });
  });

  test("an unknown delivery is not found, and nothing is audited", async () => {
    const key = onPoints("01890000-0000-7000-8000-000000000000");
    expect(await bus.operations.failures.discard(key, act)).toMatchObject({ ok: false, code: "notFound" });
    expect(await bus.operations.failures.history(key)).toEqual([]);
    expect(await bus.operations.failures.payload(key, reveal)).toBeUndefined();
  });

  test("the history says who did what, when and why", async () => {
    const id = await bus.fail(refused());
    await bus.operations.failures.discard(onPoints(id), { actor: "ana", reason: "test order" });
    await bus.operations.failures.restore(onPoints(id), { actor: "ben", reason: "it was real" });
    await bus.operations.replays.create(
      { selection: { ids: [onPoints(id)] } },
      { actor: "cleo", reason: "card reopened" },
    );
    const history = await bus.operations.failures.history(onPoints(id));
    expect(history.map(({ actor, action, reason }) => [actor, action, reason])).toEqual([
      ["cleo", "failure.replay", "card reopened"],
      ["ben", "failure.restore", "it was real"],
      ["ana", "failure.discard", "test order"],
    ]);
    expect(history[0]?.replay).toMatchObject({ item: "pending" });
    await bus.pump();
    await bus.workDue(accepted);
  });
});

describe("messages", () => {
  test("the list has a row for each decided route, settled or not, and one for a message without a route", async () => {
    const source = "/messages-test";
    const both = await bus.accept({ source, routes: [pointsRoute, refundsRoute] });
    await bus.attempt(both, accepted);
    const nobody = await bus.accept({ source, routes: [] });
    const rows = await all((each) => bus.operations.messages.list({ source }, each), 2);
    expect(rows.map(({ id, route, state }) => [id, route, state])).toEqual(
      [
        [nobody, null, null],
        [both, pointsRoute, "applied"],
        [both, refundsRoute, "pending"],
      ].toSorted((a, b) => (String(b[0]) + String(b[1]) < String(a[0]) + String(a[1]) ? -1 : 1)),
    );
    const pending = await bus.operations.messages.list({ source, state: "pending" }, page);
    expect(pending.data.map(({ id, route }) => [id, route])).toEqual([[both, refundsRoute]]);
    const period = { source, from: "0000-01-01T00:00:00Z", to: "9999-12-31T23:59:59Z" };
    expect((await bus.operations.messages.list(period, page)).data).toHaveLength(3);
  });

  test("a view has what it says, on whichever route, and counts it", async () => {
    const type = "viewed.v1";
    const made = {
      dead: await bus.fail(refused("viewed"), { type }),
      retrying: await bus.fail(unreachable, { type }),
      discarded: await bus.fail(refused(), { type }),
      applied: await bus.accept({ type }),
      pending: await bus.accept({ type }),
    };
    await bus.attempt(made.applied, accepted);
    await bus.operations.failures.discard(onPoints(made.discarded), act);
    const later = await bus.accept({ type });
    await bus.database.sql`
      INSERT INTO delivery (message_id, route, state, next_attempt_at) VALUES (${later}, ${pointsRoute}, 'waiting', now() + interval '1 hour')`;
    const seen = async (filter: MessageFilter) => {
      const { data, count, window } = await bus.operations.messages.list({ type, ...filter }, page);
      expect(window.complete).toBe(true);
      return [data.map(({ id }) => id), count?.value];
    };
    expect(await seen({ view: "failed" })).toEqual([[made.dead], 1]);
    expect(await seen({ view: "retrying" })).toEqual([[made.retrying], 1]);
    expect(await seen({ view: "discarded" })).toEqual([[made.discarded], 1]);
    expect(await seen({ view: "delayed" })).toEqual([[later], undefined]);
    expect(await seen({ view: "settled" })).toEqual([[made.applied], undefined]);
    expect(await seen({ view: "all" })).toEqual([[later, ...Object.values(made).toReversed()], 6]);
    expect(await seen({ text: "VIEWED" })).toEqual([[made.dead], undefined]);
    expect(await seen({ view: "failed", connection: "cards" })).toEqual([[], 0]);
    expect(await seen({ view: "failed", state: "blocked" })).toEqual([[], undefined]);
    const { data } = await bus.operations.messages.list({ type, view: "failed" }, page);
    expect(data[0]?.error).toEqual({ code: "card_closed", message: "viewed" });
    await bus.database.sql`DELETE FROM delivery WHERE message_id = ${later}`;
  });

  test("pages of a view hold every failure once, the newest message first", async () => {
    const type = "paged-view.v1";
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await bus.fail(refused(), { type }));
    const rows = await all((each) => bus.operations.messages.list({ type, view: "failed" }, each), 2);
    expect(rows.map(({ id }) => id)).toEqual(ids.toReversed());
  });

  test("a message that was fed to a route later is listed on it", async () => {
    const source = "/fed-later";
    const id = await bus.accept({ source });
    await bus.attempt(id, accepted);
    await bus.database.sql`
      INSERT INTO delivery (message_id, route, state, settled_at) VALUES (${id}, ${refundsRoute}, 'applied', now())`;
    const { data } = await bus.operations.messages.list({ source }, page);
    expect(data.map(({ route, state }) => `${route} ${state}`).toSorted()).toEqual([
      `${refundsRoute} applied`,
      `${pointsRoute} applied`,
    ]);
  });

  test("a list reads a stretch, says where that ended, and goes on there", async () => {
    const source = "/before-the-stretch";
    const id = await bus.accept({ source });
    const { sql } = bus.database;
    await sql`
      INSERT INTO intake (id, source, source_id, type, entity_key, digest, routes)
      SELECT (substr(${id}, 1, 14) || '7fff-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '/stretch', n::text, 'stretch.v1', '', '', '{}'
      FROM generate_series(1, 20000) AS n`;
    const first = await bus.operations.messages.list({ source }, page);
    expect(first).toMatchObject({ data: [], window: { complete: false, from: expect.any(String) } });
    const cursor = readCursor(first.next ?? "");
    const second = await bus.operations.messages.list({ source }, { ...page, cursor });
    expect(second).toMatchObject({ data: [{ id }], next: null, window: { complete: true } });
    await sql`DELETE FROM intake WHERE source = '/stretch'`;
  });

  test("a message has the times of its attempts, what people did, and every cause back to the first", async () => {
    const first = await bus.accept({ routes: [] });
    const second = await bus.accept({ causationId: first, routes: [] });
    const id = await bus.accept({ causationId: second });
    await bus.attempt(id, refused());
    await bus.operations.replays.create({ selection: { ids: [onPoints(id)] } }, act);
    await bus.pump();
    await bus.workDue(accepted);
    const message = await bus.operations.messages.get(id);
    expect(message?.causes.map((cause) => cause.id)).toEqual([first, second]);
    expect(message?.causedBy?.id).toBe(second);
    expect(message?.deliveries).toMatchObject([
      {
        state: "applied",
        firstFailedAt: expect.any(String),
        tries: [
          { n: 1, generation: 0, outcome: "rejected", code: "card_closed" },
          { n: 2, generation: 1, outcome: "applied" },
        ],
        history: [{ action: "failure.replay", actor: act.actor }],
      },
    ]);
  });

  test("a message names its deliveries, what begot it and what it begot", async () => {
    const cause = await bus.fail(refused());
    const id = await bus.accept({ causationId: cause, type: "points.accrued.v1", routes: [] });
    expect(await bus.operations.messages.get(cause)).toMatchObject({
      id: cause,
      sourceId: cause,
      causedBy: null,
      begot: [{ id, type: "points.accrued.v1" }],
      deliveries: [{ id: `${cause}:${pointsRoute}`, state: "dead", error: { code: "card_closed" } }],
    });
    expect(await bus.operations.messages.get(id)).toMatchObject({
      causedBy: { id: cause },
      begot: [],
      deliveries: [],
    });
  });
});

test("routes are counted by state, from the ledger's indexes alone", async () => {
  const before = (await bus.operations.planState.counts()).get(pointsRoute);
  await bus.fail(refused());
  await bus.fail(unreachable);
  const after = (await bus.operations.planState.counts()).get(pointsRoute);
  expect(after).toMatchObject({ dead: (before?.dead ?? 0) + 1, waiting: (before?.waiting ?? 0) + 1 });
});

test("messages are counted by type, those that were not valid beside the others, also by a sample", async () => {
  const type = "volume.v1";
  const source = "/volumes";
  for (let n = 0; n < 3; n += 1) await bus.accept({ type, source });
  const { sql } = bus.database;
  const volume = async () => (await bus.operations.planState.volumes()).get(type);
  expect(await volume()).toEqual({
    messages: 3,
    invalid: 0,
    about: false,
    sources: [{ source, messages: 3 }],
  });
  await bus.accept({ type, source, routes: ["intake"] });
  expect(await volume()).toMatchObject({ messages: 3, invalid: 1 });
  await sql`UPDATE pg_class SET reltuples = 200000 WHERE oid = 'intake'::regclass`;
  const sampled = [...(await bus.operations.planState.volumes()).values()];
  expect(sampled.every(({ about, messages, invalid }) => about && (messages + invalid) % 2 === 0)).toBe(true);
  await sql`ANALYZE intake`;
});

test("pages of the audit hold every act once, newest first", async () => {
  for (let n = 0; n < 5; n += 1) {
    const id = await bus.fail(refused());
    await bus.operations.failures.discard(onPoints(id), { actor: "auditor", reason: `act ${n}` });
  }
  const entries = await all((each) => bus.operations.audit.list({ actor: "auditor" }, each), 2);
  expect(entries.map(({ reason }) => reason)).toEqual(["act 4", "act 3", "act 2", "act 1", "act 0"]);
  expect(parseDeliveryId(entries[0]?.target ?? "")).toMatchObject({ route: pointsRoute });
  expect(entries[0]?.detail).toMatchObject({ before: { state: "dead" }, after: { state: "discarded" } });
});

test("the audit of a span holds what is shown with its first and its last time", async () => {
  const times: string[] = [];
  for (const action of ["a", "b", "c"]) {
    await bus.operations.audit.append({ actor: "timed", action, target: "x", detail: {} });
    const { data } = await bus.operations.audit.list({ actor: "timed" }, { limit: 1 });
    times.push(data[0]?.at ?? "");
  }
  const [first, second] = times;
  const { data } = await bus.operations.audit.list({ actor: "timed", from: first, to: second }, { limit: 9 });
  const expected = times.filter((at) => at <= (second ?? "")).length;
  expect(data.slice(-2).map(({ action }) => action)).toEqual(["b", "a"]);
  expect(data).toHaveLength(expected);
});

describe("tokens", () => {
  test("a token is shown once, stands for its holder, and is nothing after it was revoked", async () => {
    const made = await bus.operations.tokens.create(
      { name: "vera", roles: ["viewer"], loopbackOnly: false, sources: ["/till"] },
      act,
    );
    expect(await bus.operations.tokens.authenticate(made.token)).toMatchObject({
      name: "vera",
      roles: ["viewer"],
      sources: ["/till"],
      types: null,
    });
    const listed = await bus.operations.tokens.list();
    expect(listed.find(({ id }) => id === made.id)).toMatchObject({ name: "vera", expiresAt: null });
    expect(JSON.stringify(listed)).not.toContain(made.token);
    expect(await bus.operations.tokens.revoke(made.id, act)).toMatchObject({
      ok: true,
      value: { name: "vera" },
    });
    expect(await bus.operations.tokens.authenticate(made.token)).toBeUndefined();
    expect(await bus.operations.tokens.revoke(made.id, act)).toMatchObject({ ok: false, code: "notFound" });
  });

  test("an expired token stands for nobody", async () => {
    const expiresAt = "2020-01-01T00:00:00Z";
    const made = await bus.operations.tokens.create(
      { name: "old", roles: ["admin"], loopbackOnly: false, expiresAt },
      act,
    );
    expect(await bus.operations.tokens.authenticate(made.token)).toBeUndefined();
  });

  const make = (name: string, more: { readonly expiresAt?: string } = {}) =>
    bus.operations.tokens.create(
      { name, roles: ["producer"], loopbackOnly: false, ratePerSecond: 5, ...more },
      act,
    );
  const rotate = async (id: string, overlapMs: number, expiresAt?: string) => {
    const result = await bus.operations.tokens.rotate(id, { overlapMs, expiresAt }, act);
    return result.ok ? result.value : result;
  };
  const whoIs = (token: string) => bus.operations.tokens.authenticate(token);
  const listed = async (id: string) => (await bus.operations.tokens.list()).find((token) => token.id === id);
  const secretOf = (value: object): string => ("token" in value ? String(value.token) : "");

  test("both secrets of a rotated token stand for the same until the overlap is over", async () => {
    const made = await make("till");
    const rotated = await rotate(made.id, 3_600_000);
    expect(rotated).toMatchObject({ id: made.id, name: "till", ratePerSecond: 5 });
    expect(await whoIs(secretOf(rotated))).toEqual(await whoIs(made.token));
    await bus.database.sql`UPDATE token SET previous_until = now() WHERE id = ${made.id}`;
    expect(await whoIs(made.token)).toBeUndefined();
    expect(await whoIs(secretOf(rotated))).toMatchObject({ name: "till" });
    expect(await listed(made.id)).toMatchObject({ previous: null });
  });

  test("it is shown whether the new and the former secret are used", async () => {
    const made = await make("till");
    expect(await listed(made.id)).toMatchObject({ lastUsedAt: null, previous: null });
    await whoIs(made.token);
    expect(await listed(made.id)).toMatchObject({ lastUsedAt: expect.any(String) });
    const rotated = await rotate(made.id, 3_600_000);
    expect(rotated).toMatchObject({ lastUsedAt: null, previous: { lastUsedAt: expect.any(String) } });
    await bus.database.sql`UPDATE token SET previous_used_at = NULL WHERE id = ${made.id}`;
    await whoIs(made.token);
    expect(await listed(made.id)).toMatchObject({
      lastUsedAt: null,
      previous: { lastUsedAt: expect.any(String) },
    });
    await whoIs(secretOf(rotated));
    expect(await listed(made.id)).toMatchObject({ lastUsedAt: expect.any(String) });
  });

  test("that a token is used is written once a minute, and nobody waits who holds its row", async () => {
    const made = await make("till");
    await whoIs(made.token);
    const first = await listed(made.id);
    await whoIs(made.token);
    expect(await listed(made.id)).toEqual(first);
    await bus.database.sql.begin(async (tx) => {
      await tx`UPDATE token SET last_used_at = NULL WHERE id = ${made.id}`;
      expect(await whoIs(made.token)).toMatchObject({ name: "till" });
    });
  });

  test("without an overlap the former secret is over at once", async () => {
    const made = await make("till");
    const rotated = await rotate(made.id, 0);
    expect(rotated).toMatchObject({ previous: null });
    expect(await whoIs(made.token)).toBeUndefined();
  });

  test("a second rotation is refused while a former secret works, unless it is to end it", async () => {
    const made = await make("till");
    const second = await rotate(made.id, 3_600_000);
    expect(await rotate(made.id, 3_600_000)).toMatchObject({ ok: false, code: "conflict" });
    expect(await whoIs(made.token)).toBeDefined();
    const third = await rotate(made.id, 0);
    expect([await whoIs(made.token), await whoIs(secretOf(second))]).toEqual([undefined, undefined]);
    expect(await whoIs(secretOf(third))).toBeDefined();
  });

  test("a former secret does not outlive the time it was given, however long the new one is good", async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    const late = new Date(Date.now() + 86_400_000).toISOString();
    const made = await make("till", { expiresAt: soon });
    expect(await rotate(made.id, 3_600_000, late)).toMatchObject({
      expiresAt: late,
      previous: { until: soon },
    });
  });

  test("an expired token gets a new secret only with a new end", async () => {
    const made = await make("till", { expiresAt: "2020-01-01T00:00:00Z" });
    expect(await rotate(made.id, 0)).toMatchObject({ ok: false, code: "conflict" });
    const rotated = await rotate(made.id, 0, new Date(Date.now() + 60_000).toISOString());
    expect(await whoIs(secretOf(rotated))).toBeDefined();
  });

  test("a revoked token takes its former secret with it, and one that is gone cannot be rotated", async () => {
    const made = await make("till");
    const rotated = await rotate(made.id, 3_600_000);
    await bus.operations.tokens.revoke(made.id, act);
    expect([await whoIs(made.token), await whoIs(secretOf(rotated))]).toEqual([undefined, undefined]);
    expect(await rotate(made.id, 0)).toMatchObject({ ok: false, code: "notFound" });
  });

  test("the audit knows of a rotation, and of no secret", async () => {
    const made = await make("till");
    const rotated = await rotate(made.id, 3_600_000);
    const { data } = await bus.operations.audit.list({}, { limit: 5 });
    const entry = data.find(({ action }) => action === "token.rotate");
    expect(entry).toMatchObject({
      target: `token:${made.id}`,
      detail: { name: "till", overlapMs: 3_600_000 },
    });
    expect(JSON.stringify(data)).not.toContain(secretOf(rotated));
  });
});

describe("idempotency keys", () => {
  const request = (key: string, body: string) => ({ actor: "ana", key, fingerprint: Buffer.from(body) });

  test("the first request acts, its repeat gets the same answer, and another request is told apart", async () => {
    const { idempotencyKeys } = bus.operations;
    const answer = { status: 202, location: "/api/v1/replays/1", body: '{"id":"1"}' };
    expect(await idempotencyKeys.begin(request("k1", "a"))).toEqual({ kind: "first" });
    expect(await idempotencyKeys.begin(request("k1", "a"))).toEqual({ kind: "unanswered" });
    await idempotencyKeys.finish(request("k1", "a"), answer);
    expect(await idempotencyKeys.begin(request("k1", "a"))).toEqual({ kind: "answered", answer });
    expect(await idempotencyKeys.begin(request("k1", "b"))).toEqual({ kind: "otherRequest" });
  });

  test("the key of a request that came to nothing is free again", async () => {
    const { idempotencyKeys } = bus.operations;
    await idempotencyKeys.begin(request("k2", "a"));
    await idempotencyKeys.forget(request("k2", "a"));
    expect(await idempotencyKeys.begin(request("k2", "b"))).toEqual({ kind: "first" });
  });

  test("of many at once exactly one is the first", async () => {
    const standings = await Promise.all(
      Array.from({ length: 10 }, () => bus.operations.idempotencyKeys.begin(request("k3", "a"))),
    );
    expect(standings.filter(({ kind }) => kind === "first")).toHaveLength(1);
  });
});
