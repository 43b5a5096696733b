import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliveryId, type DeliveryKey } from "../../bus/src/operations/delivery-id.ts";
import { readCursor } from "../../bus/src/operations/page.ts";
import { itemStates, type Replay, type ReplayRequest } from "../../bus/src/operations/replays.ts";
import { pumpReplays } from "../../bus/src/postgres/operations/replay-pump.ts";
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
beforeEach(() => bus.clear());
afterAll(() => bus.close());

const act = { actor: "ana", reason: "vendor is back" };
const onPoints = (messageId: string): DeliveryKey => ({ messageId, route: pointsRoute });
const total = (replay: Replay): number => itemStates.reduce((sum, state) => sum + replay[state], 0);

async function failMany(count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => bus.fail(refused())));
}

/** Makes many failures out of one, at once. */
async function multiply(messageId: string, count: number): Promise<void> {
  await bus.database.sql`
    WITH ids AS (SELECT gen_random_uuid() AS id FROM generate_series(2, ${count})), bodies AS (
      INSERT INTO message_body (message_id, envelope, content_type, body)
      SELECT ids.id, envelope, content_type, body FROM message_body, ids WHERE message_id = ${messageId})
    INSERT INTO delivery (message_id, route, state, first_failed_at, last_failed_at, error_code)
    SELECT ids.id, route, state, first_failed_at, last_failed_at, error_code FROM delivery, ids
    WHERE message_id = ${messageId}`;
}

async function create(request: Partial<ReplayRequest> & Pick<ReplayRequest, "selection">): Promise<Replay> {
  const created = await bus.operations.replays.create(request, act);
  if (!created.ok) throw new Error(`not created: ${JSON.stringify(created)}`);
  return created.value;
}

/** The replay as it stands; whenever it is looked at, its counts add up, and are those of its items. */
async function standing(id: string): Promise<Replay> {
  const replay = await bus.operations.replays.get(id);
  if (!replay) throw new Error(`no replay ${id}`);
  expect(total(replay)).toBe(replay.selected);
  expect({ ...replay, inFlight: replay.inFlight + replay.waiting }).toMatchObject(await itemsOf(id));
  return replay;
}

async function itemsOf(id: string): Promise<Partial<Replay>> {
  const rows = await bus.database.sql<{ state: string; count: number; published: number }[]>`
    SELECT state, count(*)::int AS count, count(generation)::int AS published FROM replay_item WHERE replay_id = ${id} GROUP BY 1`;
  const published = rows.reduce((sum, row) => sum + row.published, 0);
  return { ...Object.fromEntries(rows.map(({ state, count }) => [state, count])), published };
}

describe("selection", () => {
  test("it is frozen: what fails later is not part of it", async () => {
    await failMany(3);
    const { id } = await create({ selection: { filter: { route: pointsRoute }, expectedCount: 3 } });
    await failMany(2);
    await bus.pump();
    await bus.workDue(accepted);
    await bus.pump();
    expect(await standing(id)).toMatchObject({ state: "completed", selected: 3, applied: 3 });
    const left = await bus.operations.failures.list({}, { limit: 10 });
    expect(left.data.map(({ state }) => state)).toEqual(["dead", "dead"]);
  });

  test("another number of failures than the operator was shown refuses it, and leaves nothing behind", async () => {
    await failMany(3);
    const request = { selection: { filter: { route: pointsRoute }, expectedCount: 2 } };
    expect(await bus.operations.replays.create(request, act)).toEqual({
      ok: false,
      code: "countDiffers",
      count: 3,
    });
    expect((await bus.operations.replays.list({}, { limit: 10 })).data).toEqual([]);
    expect((await bus.operations.audit.list({}, { limit: 10 })).data).toEqual([]);
  });

  test("what cannot be replayed is skipped with its reason, and counted", async () => {
    const dead = await bus.fail(refused());
    const waiting = await bus.fail(unreachable);
    const doubtful = await bus.fail(unanswered, { routes: [refundsRoute] });
    const applied = await bus.accept();
    await bus.attempt(applied, accepted);
    const nowhere = await bus.fail(refused(), { routes: ["gone.accrue"] });
    const unknown = "01890000-0000-7000-8000-000000000000";
    const ids = [
      onPoints(dead),
      onPoints(dead),
      onPoints(waiting),
      { messageId: doubtful, route: refundsRoute },
      onPoints(applied),
      { messageId: nowhere, route: "gone.accrue" },
      onPoints(unknown),
    ];
    const preview = await bus.operations.replays.preview({ ids });
    expect(preview).toMatchObject({ selected: 6, eligible: 1, skipped: 5 });
    const { id } = await create({ selection: { ids } });
    expect(await standing(id)).toMatchObject({ selected: 6, pending: 1, skipped: 5, routes: [pointsRoute] });
    const { data } = await bus.operations.replays.items(id, { state: "skipped" }, { limit: 10 });
    const reasons = Object.fromEntries(data.map(({ messageId, reason }) => [messageId, reason]));
    expect(reasons).toEqual({
      [waiting]: "it is on its way by itself: waiting",
      [doubtful]: "it is in doubt: answer whether it was applied",
      [applied]: "it is applied",
      [nowhere]: "no configured route has its name",
      [unknown]: "the ledger has no such delivery",
    });
  });

  test("a replay of nothing that can be replayed is completed at once", async () => {
    const id = await bus.fail(unreachable);
    const replay = await create({ selection: { ids: [onPoints(id)] } });
    expect(replay).toMatchObject({ state: "completed", selected: 1, skipped: 1, published: 0 });
    expect(replay.finishedAt).not.toBeNull();
  });

  test("a message whose bytes are gone is skipped, for there is nothing to send", async () => {
    const id = await bus.fail(refused());
    await bus.database.sql`DELETE FROM message_body WHERE message_id = ${id}`;
    const replay = await create({ selection: { ids: [onPoints(id)] } });
    const { data } = await bus.operations.replays.items(replay.id, {}, { limit: 10 });
    expect(data).toMatchObject([{ state: "skipped", reason: "its message is no longer stored" }]);
  });
});

describe("release", () => {
  test("each failure goes to its own route once, in another life with a fresh retry budget", async () => {
    const ids = await failMany(3);
    const { id } = await create({ selection: { filter: { states: ["dead"] }, expectedCount: 3 } });
    expect(await bus.pump()).toMatchObject({ released: 3 });
    expect(await standing(id)).toMatchObject({ state: "running", pending: 0, inFlight: 3, published: 3 });
    const held = await bus.claimDue();
    expect(held.map(deliveryId).toSorted()).toEqual(ids.map((each) => deliveryId(onPoints(each))).toSorted());
    expect(await bus.operations.failures.get(onPoints(ids[0] ?? ""))).toMatchObject({
      generation: 1,
      attempts: 0,
    });
    await Promise.all(held.map((each) => each.settle(accepted)));
    expect(await bus.pump()).toEqual({ released: 0, ended: 3 });
    expect(await standing(id)).toMatchObject({ state: "completed", applied: 3, inFlight: 0 });
  });

  test("how each item ended is counted by its name", async () => {
    const endings = [
      accepted,
      { kind: "unchanged", reason: "guest order" },
      { kind: "superseded", reason: "older" },
      refused(),
      { kind: "blocked", code: "contract", message: "no longer fits" },
      unreachable,
    ] as const;
    const ids = await failMany(endings.length);
    const { id } = await create({ selection: { ids: ids.map(onPoints) } });
    await bus.pump();
    await bus.workDue(({ messageId }) => endings[ids.indexOf(messageId)] ?? accepted);
    await bus.pump();
    expect(await standing(id)).toMatchObject({
      state: "running",
      applied: 1,
      unchanged: 1,
      superseded: 1,
      failedAgain: 2,
      waiting: 1,
      inFlight: 0,
    });
    const { data } = await bus.operations.replays.items(id, { state: "waiting" }, { limit: 10 });
    expect(data.map(({ messageId }) => messageId)).toEqual([ids[5]]);
    const all = await bus.operations.replays.items(id, {}, { limit: 10 });
    const errors = new Map(all.data.map(({ messageId, error }) => [messageId, error?.code]));
    expect(ids.map((each) => errors.get(each))).toEqual([
      undefined,
      undefined,
      undefined,
      "card_closed",
      "contract",
      "ECONNREFUSED",
    ]);
    expect(new Set(all.data.map(({ entityKey }) => entityKey))).toEqual(new Set(["order-1"]));
  });

  test("an item in doubt ends the item as a question to a person", async () => {
    const id = await bus.fail(refused(), { routes: [refundsRoute] });
    const replay = await create({ selection: { ids: [{ messageId: id, route: refundsRoute }] } });
    await bus.pump();
    await bus.workDue(unanswered);
    await bus.pump();
    expect(await standing(replay.id)).toMatchObject({ state: "completed", inDoubt: 1 });
  });

  test("what was discarded since the selection is skipped", async () => {
    const [first, second] = await failMany(2);
    const { id } = await create({ selection: { filter: { route: pointsRoute }, expectedCount: 2 } });
    await bus.operations.failures.discard(onPoints(first ?? ""), act);
    await bus.pump();
    expect(await standing(id)).toMatchObject({ skipped: 1, inFlight: 1 });
    const { data } = await bus.operations.replays.items(id, { state: "skipped" }, { limit: 10 });
    expect(data).toMatchObject([{ messageId: first, reason: "it is discarded" }]);
    expect((await bus.claimDue()).map(({ messageId }) => messageId)).toEqual([second]);
  });

  test("what failed again in somebody else's replay is another failure, and skipped", async () => {
    const id = await bus.fail(refused());
    const ours = await create({ selection: { ids: [onPoints(id)] }, ratePerSecond: 1 });
    await bus.operations.replays.pause(ours.id, act);
    await create({ selection: { ids: [onPoints(id)] } });
    await bus.pump();
    await bus.workDue(refused());
    await bus.operations.replays.resume(ours.id, act);
    await bus.operations.replays.setRate(ours.id, null, act);
    await bus.pump();
    expect(await standing(ours.id)).toMatchObject({ state: "completed", skipped: 1, published: 0 });
  });

  test("an effect in doubt is left alone until a doubtful call can no longer land", async () => {
    const id = await bus.fail(refused());
    await bus.database.sql`UPDATE delivery SET doubt_since = last_failed_at WHERE message_id = ${id}`;
    await create({ selection: { ids: [onPoints(id)] } });
    await bus.pump();
    const failure = await bus.operations.failures.get(onPoints(id));
    expect(Date.parse(failure?.nextAttemptAt ?? "") - Date.parse(failure?.lastFailedAt ?? "")).toBe(12_000);
  });

  test("a rate is kept over turns and schedulers, however long nothing was released before", async () => {
    await failMany(30);
    const { id } = await create({
      selection: { filter: { route: pointsRoute }, expectedCount: 30 },
      ratePerSecond: 1,
    });
    await bus.database.sql`UPDATE replay SET paced_until = now() - interval '1 minute' WHERE id = ${id}`;
    const beganMs = performance.now();
    const turns = await Promise.all(Array.from({ length: 8 }, () => bus.pump()));
    const seconds = (performance.now() - beganMs) / 1_000;
    const released = turns.reduce((sum, turn) => sum + turn.released, 0);
    // One, and another for each second that these turns take.
    expect(released).toBeGreaterThanOrEqual(1);
    expect(released).toBeLessThanOrEqual(1 + Math.ceil(seconds));
  });

  test("a route whose items do not come back holds back no other route", async () => {
    await multiply(await bus.fail(refused()), 1_010);
    const other = await bus.fail(refused(), { routes: [refundsRoute] });
    await create({ selection: { filter: { states: ["dead"] }, expectedCount: 1_011 }, ramp: ["rest"] });
    let released = 0;
    for (let turn = 0; turn < 6; turn += 1) released += (await bus.pump()).released;
    expect(released).toBe(1_001);
    expect(await bus.operations.failures.get({ messageId: other, route: refundsRoute })).toMatchObject({
      state: "waiting",
    });
  });
});

describe("people at once", () => {
  test("many replays of the same failures on many schedulers release each failure once", async () => {
    const ids = await failMany(60);
    const replays = await Promise.all(
      Array.from({ length: 6 }, () => create({ selection: { ids: ids.map(onPoints) } })),
    );
    const turns = await Promise.all(
      Array.from({ length: 12 }, () => pumpReplays(bus.database.sql, bus.routes)),
    );
    const last = await bus.pump();
    expect([...turns, last].reduce((sum, { released }) => sum + released, 0)).toBe(60);
    const attempted: string[] = [];
    await bus.workDue(({ messageId }) => {
      attempted.push(messageId);
      return accepted;
    });
    expect(attempted.toSorted()).toEqual(ids.toSorted());
    await bus.pump();
    const ended = await Promise.all(replays.map(({ id }) => standing(id)));
    expect(ended.map(({ state }) => state)).toEqual(replays.map(() => "completed"));
    expect(ended.reduce((sum, { applied }) => sum + applied, 0)).toBe(60);
    expect(ended.reduce((sum, { skipped }) => sum + skipped, 0)).toBe(5 * 60);
  });

  test("a canary passes over what others have taken, however much that is, in one turn", async () => {
    const ids = await failMany(5);
    const [last = ""] = ids.slice(-1);
    const { id } = await create({ selection: { ids: ids.map(onPoints) }, ramp: [1, "rest"] });
    await Promise.all(ids.slice(0, -1).map((each) => bus.operations.failures.discard(onPoints(each), act)));
    expect(await bus.pump()).toMatchObject({ released: 1 });
    expect(await standing(id)).toMatchObject({ skipped: 4, inFlight: 1 });
    expect((await bus.claimDue()).map(({ messageId }) => messageId)).toEqual([last]);
  });

  test("releases, discards and cancels at once: every failure ends in one of the ways, and every count adds up", async () => {
    const ids = await failMany(40);
    const replays = await Promise.all(
      Array.from({ length: 4 }, () => create({ selection: { ids: ids.map(onPoints) } })),
    );
    const [first] = replays;
    await Promise.all([
      ...Array.from({ length: 6 }, () => bus.pump()),
      ...ids.slice(0, 20).map((id) => bus.operations.failures.discard(onPoints(id), act)),
      bus.operations.replays.cancel(first?.id ?? "", act),
    ]);
    while ((await bus.workDue(accepted)) > 0 || (await bus.pump()).released > 0);
    const ended = await Promise.all(replays.map(({ id }) => standing(id)));
    expect(ended.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
    const rows = await bus.database.sql<{ state: string; effects: number }[]>`
      SELECT d.state, count(a.n)::int AS effects FROM delivery d
      LEFT JOIN attempt a ON a.message_id = d.message_id AND a.route = d.route AND a.outcome = 'applied'
      GROUP BY d.message_id, d.route, d.state`;
    expect(rows).toHaveLength(40);
    for (const { state, effects } of rows) {
      expect(["applied", "discarded", "dead"]).toContain(state);
      expect(effects).toBe(state === "applied" ? 1 : 0);
    }
  });
});

describe("retry now, discard, answer and replays at once", () => {
  test("release no failure twice: each has one life more at most, one effect at most, and every act that came second says so", async () => {
    const { failures, replays } = bus.operations;
    const { sql } = bus.database;
    const dead = (await failMany(12)).map(onPoints);
    const waiting = (await Promise.all(dead.map(() => bus.fail(unreachable)))).map(onPoints);
    const doubtful = (
      await Promise.all(dead.map(() => bus.fail(unanswered, { routes: [refundsRoute] })))
    ).map((messageId) => ({ messageId, route: refundsRoute }));
    const lives = async () =>
      new Map(
        (
          await sql<{ key: string; generation: number; state: string }[]>`
            SELECT message_id || ':' || route AS key, generation, state FROM delivery`
        ).map((row) => [row.key, row] as const),
      );
    const before = await lives();

    const ids = [...dead, ...waiting, ...doubtful];
    const made = await Promise.all([1, 2].map(() => create({ selection: { ids } })));
    const twice = <Value>(work: () => Promise<Value>) => Promise.all([work(), work()]);
    const [answered, discarded] = await Promise.all([
      Promise.all(doubtful.map((key) => twice(() => failures.answer(key, "absent", act)))),
      Promise.all(dead.slice(0, 6).map((key) => twice(() => failures.discard(key, act)))),
      Promise.all(waiting.map((key) => twice(() => failures.retryNow(key, act)))),
      ...[1, 2, 3, 4].map(() => bus.pump()),
    ]);
    for (const pair of answered) expect(pair.filter(({ ok }) => ok)).toHaveLength(1);
    for (const pair of discarded) expect(pair.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);

    const due = () => sql`UPDATE delivery SET next_attempt_at = now() WHERE state = 'waiting'`;
    const released = async () => (await bus.pump()).released;
    for (let more = 1; more > 0; more = (await bus.workDue(accepted)) + (await released())) await due();
    for (const { id } of made) {
      expect(await standing(id)).toMatchObject({ state: "completed" });
      expect(await replays.cancel(id, act)).toMatchObject({ code: "conflict" });
    }
    for (const [key, { generation, state }] of await lives()) {
      const begun = before.get(key)?.generation ?? 0;
      expect([key, generation - begun <= 1]).toEqual([key, true]);
      expect([key, ["applied", "discarded"]]).toEqual([key, expect.arrayContaining([state])]);
    }
    const effects = await sql<{ count: number }[]>`
      SELECT count(*)::int AS count FROM attempt WHERE outcome = 'applied' GROUP BY message_id, route`;
    expect(effects.every(({ count }) => count === 1)).toBe(true);
    const states = [...(await lives()).values()].map(({ state }) => state);
    expect(effects).toHaveLength(states.filter((state) => state === "applied").length);
  });
});

describe("cancel", () => {
  test("what no worker has claimed is given back: pending items, and released ones whose tokens become stale", async () => {
    await failMany(6);
    const { id } = await create({
      selection: { filter: { route: pointsRoute }, expectedCount: 6 },
      ramp: [4, "rest"],
    });
    await bus.pump();
    const [claimed, ...unclaimed] = await bus.sendDue();
    const held = await claimed?.claim();
    const cancelled = await bus.operations.replays.cancel(id, act);
    expect(cancelled).toMatchObject({
      ok: true,
      value: { state: "cancelled", returned: 5, inFlight: 1, finishedAt: null },
    });
    const returned = await bus.operations.failures.get(onPoints(unclaimed[0]?.messageId ?? ""));
    expect(returned).toMatchObject({ state: "dead", generation: 2, nextAttemptAt: null });
    expect(await Promise.all(unclaimed.map(({ claim }) => claim()))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(await held?.settle(accepted)).toBe(true);
    await bus.pump();
    const last = await standing(id);
    expect(last).toMatchObject({ state: "cancelled", returned: 5, applied: 1, published: 4 });
    expect(last.finishedAt).not.toBeNull();
    expect(await bus.pump()).toEqual({ released: 0, ended: 0 });
  });

  test("a finished replay cannot be cancelled", async () => {
    const { id } = await create({ selection: { ids: [onPoints(await bus.fail(unreachable))] } });
    expect(await bus.operations.replays.cancel(id, act)).toMatchObject({ ok: false, code: "conflict" });
  });
});

describe("one that is to begin later", () => {
  const later = async () => {
    const ids = (await failMany(1)).map(onPoints);
    const startAt = new Date(Date.now() + 3_600_000).toISOString();
    return create({ selection: { ids }, startAt });
  };

  test("is frozen when it is made, and sends nothing before its time", async () => {
    const { id, startAt } = await later();
    await failMany(1);
    await bus.pump();
    expect(await standing(id)).toMatchObject({ state: "scheduled", startAt, selected: 1, pending: 1 });
    await bus.database.sql`UPDATE replay SET start_at = now() WHERE id = ${id}`;
    for (let turn = 0; turn < 2; turn += 1) await bus.pump();
    expect(await standing(id)).toMatchObject({ state: "running", selected: 1, published: 1 });
    const { data } = await bus.operations.failures.list({ states: ["dead"] }, { limit: 5 });
    expect(data).toHaveLength(1);
  });

  test("begins at once where a person says so", async () => {
    const { id } = await later();
    expect(await bus.operations.replays.pause(id, act)).toMatchObject({ code: "conflict" });
    expect(await bus.operations.replays.resume(id, act)).toMatchObject({ value: { state: "running" } });
    await bus.pump();
    await bus.workDue(accepted);
    await bus.pump();
    expect(await standing(id)).toMatchObject({ state: "completed", applied: 1 });
  });

  test("is cancelled whole, also with the token of whoever made it", async () => {
    const { id } = await later();
    expect(await bus.operations.replays.cancel(id, act)).toMatchObject({
      value: { state: "cancelled", returned: 1 },
    });
    const { tokens } = bus.operations;
    const token = await tokens.create({ name: act.actor, roles: ["operator"], loopbackOnly: false }, act);
    const { id: second } = await later();
    await tokens.revoke(token.id, act);
    expect(await standing(second)).toMatchObject({ state: "cancelled", returned: 1 });
  });
});

describe("halting", () => {
  test("a paused replay releases nothing until it is resumed", async () => {
    await failMany(2);
    const { id } = await create({ selection: { filter: { route: pointsRoute }, expectedCount: 2 } });
    expect(await bus.operations.replays.pause(id, act)).toMatchObject({
      ok: true,
      value: { state: "paused" },
    });
    expect(await bus.pump()).toMatchObject({ released: 0 });
    expect(await bus.operations.replays.resume(id, act)).toMatchObject({
      ok: true,
      value: { state: "running" },
    });
    expect(await bus.pump()).toMatchObject({ released: 2 });
  });

  test("a ramp stops after each step until somebody advances it", async () => {
    await failMany(5);
    const { id } = await create({
      selection: { filter: { route: pointsRoute }, expectedCount: 5 },
      ramp: [1, 2, "rest"],
    });
    expect(await bus.pump()).toMatchObject({ released: 1 });
    expect(await bus.pump()).toMatchObject({ released: 0 });
    expect(await standing(id)).toMatchObject({ state: "running", inFlight: 1, pending: 4 });
    await bus.workDue(accepted);
    await bus.pump();
    expect(await standing(id)).toMatchObject({
      state: "paused",
      halt: { kind: "step", text: expect.stringContaining("step 1 of 3") },
    });
    await bus.operations.replays.advance(id, act);
    expect(await bus.pump()).toMatchObject({ released: 2 });
    await bus.operations.replays.advance(id, act);
    expect(await bus.pump()).toMatchObject({ released: 2 });
    await bus.workDue(accepted);
    await bus.pump();
    expect(await standing(id)).toMatchObject({ state: "completed", applied: 5 });
  });

  test("there is no step after the last", async () => {
    await failMany(2);
    const selection = { filter: { route: pointsRoute }, expectedCount: 2 };
    const { id } = await create({ selection, ramp: [1, "rest"] });
    expect(await bus.operations.replays.advance(id, act)).toMatchObject({ ok: true });
    expect(await bus.operations.replays.advance(id, act)).toMatchObject({ code: "conflict" });
    const plain = await create({ selection });
    expect(await bus.operations.replays.advance(plain.id, act)).toMatchObject({
      code: "conflict",
      detail: "It has no ramp: there is no step to start.",
    });
  });

  test("too large a share that fails again halts it; resumed, it halts again only by what comes then", async () => {
    await failMany(24);
    const { id } = await create({
      selection: { filter: { route: pointsRoute }, expectedCount: 24 },
      ramp: [10, 10, "rest"],
    });
    const work = async (failing: number) => {
      await bus.pump();
      await bus.workDue(() => (failing-- > 0 ? refused() : accepted));
      await bus.pump();
    };
    await work(3);
    expect(await standing(id)).toMatchObject({
      state: "halted",
      halt: { kind: "failureShare", text: "halted after 10 of 24: 3 of 10 failed again (30 %)" },
      pending: 14,
    });
    await bus.operations.replays.resume(id, act);
    await bus.operations.replays.advance(id, act);
    await work(3);
    expect(await standing(id)).toMatchObject({
      state: "halted",
      halt: { text: "halted after 20 of 24: 3 of 10 failed again since it was resumed (30 %)" },
    });
    await bus.operations.replays.resume(id, act, null);
    expect(await standing(id)).toMatchObject({ state: "running", stopWhen: null });
    await bus.operations.replays.advance(id, act);
    await work(4);
    expect(await standing(id)).toMatchObject({ state: "completed", failedAgain: 10 });
  });

  const failOne = async (message: string) => {
    await bus.pump();
    await bus.workDue(refused(message));
    await bus.pump();
  };

  test("a failure of a kind never seen before halts it, once", async () => {
    await failMany(4);
    const selection = { filter: { route: pointsRoute }, expectedCount: 4 };
    const { id } = await create({ selection, ramp: [1, 1, 1, 1] });
    await failOne("Card is closed");
    expect(await standing(id)).toMatchObject({ state: "paused", failedAgain: 1 });
    await bus.fail(refused("Somebody else's failure"));
    await bus.operations.replays.advance(id, act);
    await failOne("Store is unknown");
    expect(await standing(id)).toMatchObject({
      state: "halted",
      halt: {
        kind: "newGroup",
        text: "halted after 2 of 4: new group 'points-us.accrue card_closed' (1), 2 of 2 failed again (100 %)",
        findings: { groups: [{ title: "Store is unknown", change: "new", count: 1 }] },
      },
    });
    await bus.operations.replays.resume(id, act);
    await bus.operations.replays.advance(id, act);
    await failOne("Store is unknown");
    expect(await standing(id)).toMatchObject({ state: "paused", failedAgain: 3 });
  });

  test("a failure in a group that was resolved halts it; another's does not", async () => {
    const [first] = await failMany(2);
    const { groupId } = (await bus.operations.failures.get(onPoints(first ?? ""))) ?? {};
    const resolve = () => bus.operations.groups.change(groupId ?? "", { state: "resolved" }, act);
    const { id } = await create({
      selection: { filter: { route: pointsRoute }, expectedCount: 2 },
      ramp: [1, "rest"],
      advances: "whenGreen",
      stopWhen: { failureShare: 1 },
    });
    await resolve();
    await bus.fail(refused());
    await bus.pump();
    expect(await standing(id)).toMatchObject({ state: "running" });
    await resolve();
    await bus.workDue(refused());
    await bus.pump();
    expect(await standing(id)).toMatchObject({
      state: "halted",
      halt: {
        kind: "regressedGroup",
        findings: { groups: [{ id: groupId, change: "regressed", count: 1 }] },
      },
    });
  });

  test("it halts where the circuit of a connection opens to which items are still to go, not by one that was open", async () => {
    const opened = (connection: string, sinceMs: number) => bus.database.sql`
      INSERT INTO governor (connection, key, revision, circuit, attention, state)
      VALUES (${connection}, '', 1, 'open', true, ${JSON.stringify({ door: { is: "shut", sinceMs } })})
      ON CONFLICT (connection, key) DO UPDATE SET state = excluded.state`;
    await failMany(2);
    await opened("points-us", Date.now() - 60_000);
    const { id } = await create({
      selection: { filter: { route: pointsRoute }, expectedCount: 2 },
      ramp: [1, "rest"],
    });
    await opened("cards", Date.now() + 1_000);
    expect(await bus.pump()).toMatchObject({ released: 1 });
    await opened("points-us", Date.now() + 1_000);
    await bus.pump();
    expect(await standing(id)).toMatchObject({
      state: "halted",
      halt: { kind: "circuitOpen", text: "halted after 0 of 2: the circuit of points-us opened" },
    });
    await bus.database.sql`DELETE FROM governor`;
  });

  test("many begin with one, and go on by themselves as long as these end well", async () => {
    await failMany(101);
    const { id } = await create({ selection: { filter: { route: pointsRoute }, expectedCount: 101 } });
    const released: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      released.push((await bus.pump()).released);
      await bus.workDue(accepted);
    }
    await bus.pump();
    expect(released).toEqual([1, 0, 25, 0, 75, 0]);
    expect(await standing(id)).toMatchObject({ state: "completed", applied: 101, rampStep: 2 });
  });
});

describe("what others do to released items", () => {
  test("an item that somebody discards while it waits ends as what its last attempt was", async () => {
    const [tried, untried] = await failMany(2);
    const { id } = await create({ selection: { filter: { route: pointsRoute }, expectedCount: 2 } });
    await bus.pump();
    await bus.operations.failures.discard(onPoints(untried ?? ""), act);
    await bus.workDue(unreachable);
    await bus.operations.failures.discard(onPoints(tried ?? ""), act);
    await bus.pump();
    expect(await standing(id)).toMatchObject({ state: "completed", failedAgain: 1, returned: 1 });
  });

  test("an item that was answered after it ended in doubt stays what it was for this replay", async () => {
    const key = { messageId: await bus.fail(refused(), { routes: [refundsRoute] }), route: refundsRoute };
    const { id } = await create({ selection: { ids: [key] } });
    await bus.pump();
    await bus.workDue(unanswered);
    await bus.operations.failures.answer(key, "absent", act);
    await bus.pump();
    expect(await standing(id)).toMatchObject({ state: "completed", inDoubt: 1 });
  });
});

test("pages of replays and of items hold each once", async () => {
  const ids = await failMany(5);
  const made: string[] = [];
  for (const each of ids) made.push((await create({ selection: { ids: [onPoints(each)] } })).id);
  const first = await bus.operations.replays.list({}, { limit: 3 });
  const second = await bus.operations.replays.list({}, { limit: 3, cursor: readCursor(first.next ?? "") });
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made.toReversed());
  expect(second.next).toBeNull();

  const all = await create({ selection: { ids: ids.map(onPoints) } });
  const page = await bus.operations.replays.items(all.id, {}, { limit: 4 });
  const rest = await bus.operations.replays.items(
    all.id,
    {},
    { limit: 4, cursor: readCursor(page.next ?? "") },
  );
  expect([...page.data, ...rest.data].map(({ messageId }) => messageId)).toEqual(ids.toSorted());
});

test("a look for news finds open replays as they stand, groups that are new, and open circuits", async () => {
  await failMany(2);
  const { id } = await create({ selection: { filter: { route: pointsRoute }, expectedCount: 2 } });
  await bus.pump();
  await bus.database.sql`
    INSERT INTO governor (connection, key, revision, circuit, attention, state) VALUES ('cards', '', 1, 'open', true, '{}')`;
  expect(await bus.operations.events.look()).toEqual({
    replays: [await standing(id)],
    groups: [expect.objectContaining({ connection: "points-us", code: "card_closed", state: "open" })],
    openCircuits: ["cards"],
    paused: [],
  });
  await bus.database.sql`DELETE FROM governor`;
});

test("every act is in the audit with who and why", async () => {
  await failMany(2);
  const { id } = await create({ selection: { filter: { route: pointsRoute }, expectedCount: 2 } });
  await bus.operations.replays.pause(id, act);
  await bus.operations.replays.setRate(id, 5, act);
  await bus.operations.replays.resume(id, act);
  await bus.operations.replays.cancel(id, act);
  const { data } = await bus.operations.audit.list({ target: `replay:${id}` }, { limit: 10 });
  expect(data.map(({ action }) => action)).toEqual([
    "replay.cancel",
    "replay.resume",
    "replay.rate",
    "replay.pause",
    "replay.create",
  ]);
  expect(new Set(data.map(({ actor, reason }) => `${actor}: ${reason}`))).toEqual(
    new Set(["ana: vendor is back"]),
  );
});
