import { describe, expect, onTestFinished, test } from "vitest";
import { deliveryId } from "../../bus/src/operations/delivery-id.ts";
import type { LaneView } from "../../bus/src/operations/lanes.ts";
import { openOperations } from "../../bus/src/operations/open-operations.ts";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { eventually } from "../support/eventually.ts";
import { notesOf, openLaneBus, takeRoute } from "../support/lane-bus.ts";

const act = { actor: "ana", reason: "the shelf is mended" };
const lane = { group: "toy.notes", key: "k" };
const page = { limit: 50 };

/** A lane whose head, k/1, ended like this, with k/2 and k/3 behind it. */
async function standing(status = 400) {
  const bus = await openLaneBus();
  const database = openDatabase({ url: bus.databaseUrl, name: "operator" });
  onTestFinished(() => database.close());
  const operations = openOperations(database, bus.plan.routes);
  let refused = status;
  bus.answers = (note) => (note === "k/1" ? refused : 200);
  await Promise.all([bus.worker(), bus.scheduler()]);
  const ids = bus.send(...notesOf("k", 4), "other/0");
  const head = { messageId: ids[1] ?? "", route: takeRoute };
  const behind = { messageId: ids[2] ?? "", route: takeRoute };
  const view = () => operations.lanes.get(lane);
  const failed = await eventually(
    "a standing lane",
    view,
    (seen) => seen?.depth === 3 && seen.head?.error !== null,
  );
  const ofLane = () => bus.effects.filter((note) => note.startsWith("k/"));
  const takeEffect = (...notes: readonly string[]) =>
    eventually(
      "the effects of the lane",
      async () => ofLane(),
      (seen) => seen.join() === notes.join(),
    );
  return {
    bus,
    operations,
    ids,
    head,
    behind,
    failed,
    view,
    mend: () => (refused = 200),
    takeEffect,
    state: async (key = head) => (await operations.failures.get(key))?.state,
    replay: (key = head) => operations.replays.create({ selection: { ids: [key] } }, act),
  };
}

describe("a lane that stands still", () => {
  test("is listed with its head, its error, its age and how many stand in it; lanes that move are not", async () => {
    const { operations, head, bus } = await standing();
    const counted = (await operations.planState.lanes()).get("toy.notes");
    expect(counted).toMatchObject({ lanes: 1, deliveries: 3 });
    expect(counted?.oldestSeconds).toBeGreaterThanOrEqual(0);
    bus.send("busy/0");
    const { data } = await operations.lanes.list({}, page);
    expect(data).toEqual([
      expect.objectContaining({
        id: "toy.notes:k",
        group: "toy.notes",
        connection: "toy",
        key: "k",
        depth: 3,
        head: expect.objectContaining({
          id: deliveryId(head),
          state: "dead",
          error: { code: "no_room", message: "There is no room." },
        }) as LaneView["head"],
      }),
    ]);
    const found = async (filter: object) => (await operations.lanes.list(filter, page)).data.length;
    expect(await found({ state: "dead", connection: "toy", group: "toy.notes" })).toBe(1);
    expect(await found({ state: "blocked" })).toBe(0);
    expect(await found({ connection: "other" })).toBe(0);
  });

  test("shows its first places, the head's first; the head says that it holds up the others", async () => {
    const { view, ids, operations, head, behind } = await standing();
    const { places } = (await view()) ?? { places: [] };
    expect(places.map(({ messageId, state }) => [messageId, state])).toEqual([
      [ids[1], "dead"],
      [ids[2], "parked"],
      [ids[3], "parked"],
    ]);
    const place = { id: "toy.notes:k", head: deliveryId(head), behind: 2 };
    expect((await operations.failures.get(head))?.lane).toEqual(place);
    expect((await operations.failures.get(behind))?.lane).toEqual(place);
  });
});

describe("the head of a lane", () => {
  test("that is dead is retried in another life, and the lane goes on in order", async () => {
    const { operations, mend, takeEffect } = await standing();
    mend();
    expect(await operations.lanes.retry(lane, act)).toMatchObject({
      ok: true,
      value: { head: { state: "waiting" } },
    });
    await takeEffect(...notesOf("k", 4));
    expect((await operations.audit.list({ action: "lane.retry" }, page)).data).toMatchObject([act]);
  });

  test("that is replayed like any failure moves its lane on", async () => {
    const { replay, mend, takeEffect } = await standing(409);
    mend();
    expect(await replay()).toMatchObject({ ok: true, value: { selected: 1, skipped: 0 } });
    await takeEffect(...notesOf("k", 4));
  });

  test("that is skipped is discarded, and cannot be restored: its lane has gone on", async () => {
    const { operations, takeEffect, head, state } = await standing();
    expect(await operations.lanes.skip(lane, act)).toMatchObject({ ok: true, value: { id: "toy.notes:k" } });
    expect(await state()).toBe("discarded");
    await takeEffect("k/0", "k/2", "k/3");
    const restored = await operations.failures.restore(head, act);
    expect(restored).toMatchObject({
      ok: false,
      code: "conflict",
      detail: expect.stringContaining("gone on") as string,
    });
  });

  test("that is released stays a failure, and a later replay puts it at the end of its lane", async () => {
    const { operations, takeEffect, bus, head, state, replay, mend } = await standing();
    expect(await operations.lanes.release(lane, act)).toMatchObject({ ok: true });
    expect(await state()).toBe("dead");
    await takeEffect("k/0", "k/2", "k/3");
    mend();
    bus.answers = (note) => (note === "k/4" ? 400 : 200);
    bus.send("k/4", "k/5");
    await eventually(
      "another head",
      () => operations.lanes.get(lane),
      (seen) => seen?.head?.state === "dead" && seen.depth === 2,
    );
    await replay();
    await eventually(
      "its place",
      () => operations.lanes.get(lane),
      (seen) => seen?.depth === 3,
    );
    expect(await state()).toBe("parked");
    expect((await operations.lanes.get(lane))?.places.at(-1)?.messageId).toBe(head.messageId);
    await operations.lanes.skip(lane, act);
    await takeEffect("k/0", "k/2", "k/3", "k/5", "k/1");
  });

  test("that is discarded lets its lane go on", async () => {
    const { operations, takeEffect, head, state } = await standing();
    await operations.failures.discard(head, act);
    await takeEffect("k/0", "k/2", "k/3");
    expect(await state()).toBe("discarded");
  });

  test("that is in doubt takes an answer, no retry; found applied it lets its lane go on", async () => {
    const { operations, takeEffect, head, bus, state } = await standing();
    await bus.sql`UPDATE delivery SET state = 'inDoubt', doubt_since = now() WHERE message_id = ${head.messageId}`;
    const retried = await operations.lanes.retry(lane, act);
    expect(retried).toMatchObject({ ok: false, detail: expect.stringContaining("answer") as string });
    expect(await operations.failures.answer(head, "applied", act)).toMatchObject({ ok: true });
    await takeEffect("k/0", "k/2", "k/3");
    expect(await state()).toBe("applied");
  });

  test("of a lane where nothing stands is not found", async () => {
    const { operations } = await standing();
    const nowhere = { group: "toy.notes", key: "nowhere" };
    expect(await operations.lanes.get(nowhere)).toBeUndefined();
    for (const name of ["retry", "skip", "release"] as const)
      expect(await operations.lanes[name](nowhere, act)).toMatchObject({ ok: false, code: "notFound" });
  });
});

describe("who stands behind", () => {
  test("is neither replayed nor hurried: it is behind the head, by name", async () => {
    const { operations, head, behind } = await standing();
    const reason = `behind ${deliveryId(head)}`;
    const preview = await operations.replays.preview({ ids: [behind] });
    expect(preview).toMatchObject({ eligible: 0, reasons: [{ reason, count: 1 }] });
    const hurried = await operations.failures.retryNow(behind, act);
    expect(hurried).toMatchObject({ ok: false, detail: expect.stringContaining(reason) as string });
  });

  test("can be discarded, and the others keep their order", async () => {
    const { operations, behind, takeEffect, mend } = await standing();
    expect(await operations.failures.discard(behind, act)).toMatchObject({ ok: true });
    expect((await operations.lanes.get(lane))?.depth).toBe(2);
    mend();
    await operations.lanes.retry(lane, act);
    await takeEffect("k/0", "k/1", "k/3");
  });
});
