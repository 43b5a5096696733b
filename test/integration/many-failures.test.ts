import { afterAll, beforeAll, expect, test } from "vitest";
import type { Selection } from "../../bus/src/operations/replays.ts";
import {
  operatedLedger,
  pointsRoute,
  refused,
  unreachable,
  type OperatedLedger,
} from "../support/operated-ledger.ts";

let bus: OperatedLedger;
beforeAll(async () => {
  bus = await operatedLedger();
});
afterAll(() => bus.close());

const act = { actor: "ana", reason: "sold out" };
const onPoints = (messageId: string) => ({ messageId, route: pointsRoute });
const stateOf = async (id: string) => (await bus.operations.failures.get(onPoints(id)))?.state;
const change = (what: "discard" | "restore", selection: Selection) =>
  bus.operations.manyFailures.change(what, selection, act);
const lines = async (action: string) => (await bus.operations.audit.list({ action }, { limit: 50 })).data;

test("a filter discards what the operator saw, each with its line, and restores it to what it was", async () => {
  const dead = await bus.fail(refused("of one kind"));
  const alike = await bus.fail(refused("of one kind"));
  const waiting = await bus.fail(unreachable);
  const group = (await bus.operations.failures.get(onPoints(dead)))?.groupId ?? "";

  const wrong = await change("discard", { filter: { group }, expectedCount: 3 });
  expect(wrong).toEqual({ ok: false, code: "countDiffers", count: 2 });
  expect(await stateOf(dead)).toBe("dead");

  const discarded = await change("discard", { filter: { group }, expectedCount: 2 });
  expect(discarded).toMatchObject({ value: { selected: 2, changed: 2, skipped: 0, reasons: [] } });
  expect([await stateOf(dead), await stateOf(alike), await stateOf(waiting)]).toEqual([
    "discarded",
    "discarded",
    "waiting",
  ]);
  const batch = discarded.ok ? discarded.value.batch : "";
  const each = await lines("failure.discard");
  expect(each.map(({ target, detail, reason }) => [target, detail, reason]).toReversed()).toMatchObject([
    [`${dead}:${pointsRoute}`, { batch, before: { state: "dead" } }, act.reason],
    [`${alike}:${pointsRoute}`, { batch }, act.reason],
  ]);
  const [line] = await lines("failures.discard");
  expect(line).toMatchObject({
    target: `failures:${batch}`,
    at: each[0]?.at,
    detail: { filter: { group }, expectedCount: 2, after: { changed: 2, skipped: 0 } },
  });

  const restored = await change("restore", { filter: { group }, expectedCount: 2 });
  expect(restored).toMatchObject({ value: { changed: 2 } });
  expect([await stateOf(dead), await stateOf(alike)]).toEqual(["dead", "dead"]);
});

test("where one has left and another came, the number is as it was and nothing is done", async () => {
  const left = await bus.fail(refused("of those that were seen"));
  await bus.fail(refused("of those that were seen"));
  const filter = { group: (await bus.operations.failures.get(onPoints(left)))?.groupId ?? "" };
  const look = async () => {
    const { count } = await bus.operations.failures.list(filter, { limit: 1 });
    return { filter, expectedCount: count.value, expectedChecksum: count.checksum ?? "" };
  };
  const seen = await look();
  await bus.operations.failures.discard(onPoints(left), act);
  const came = await bus.fail(refused("of those that were seen"));
  const refusal = { ok: false, code: "countDiffers", count: 2 };
  expect(await change("discard", seen)).toEqual(refusal);
  expect(await bus.operations.replays.create({ selection: seen }, act)).toEqual(refusal);
  const preview = await bus.operations.replays.preview(seen);
  expect(await stateOf(came)).toBe("dead");
  const now = await look();
  expect(preview).toMatchObject({ selected: 2, checksum: now.expectedChecksum });
  expect(await change("discard", now)).toMatchObject({ value: { changed: 2 } });
});

test("what cannot be is skipped, with the reason, and the rest is done", async () => {
  const dead = await bus.fail(refused());
  const held = await bus.accept();
  await bus.claim(held);
  const unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
  const ids = [dead, held, unknown, dead].map(onPoints);
  expect(await change("discard", { ids })).toMatchObject({
    value: {
      selected: 3,
      changed: 1,
      skipped: 2,
      reasons: expect.arrayContaining([
        { reason: "It is running; that cannot be discarded.", count: 1 },
        { reason: "the ledger has no such delivery", count: 1 },
      ]),
    },
  });
});

test("a lane goes on without what many discards take from it, and that cannot come back into it", async () => {
  const { sql } = bus.database;
  const head = await bus.fail(refused());
  await sql`INSERT INTO lane (lane_group, key, depth) VALUES ('points-us.line', ${head}, 1)`;
  await sql`INSERT INTO parked (lane_group, key, message_id, route) VALUES ('points-us.line', ${head}, ${head}, ${pointsRoute})`;
  await change("discard", { ids: [onPoints(head)] });
  expect(await sql`SELECT FROM parked WHERE message_id = ${head}`).toHaveLength(0);
  const back = await change("restore", { ids: [onPoints(head)] });
  expect(back).toMatchObject({
    value: { changed: 0, reasons: [{ reason: expect.stringContaining("has gone on") }] },
  });
});

test("where the ledger has none of them, nothing is found", async () => {
  const ids = [onPoints("01890a5d-ac96-774b-bcce-b302099a8057")];
  expect(await change("restore", { ids })).toMatchObject({ code: "notFound" });
});

test("more than one commit takes are refused", async () => {
  const ids = Array.from({ length: 2_001 }, (_, n) =>
    onPoints(`01890a5d-ac96-774b-bcce-${n.toString(16).padStart(12, "0")}`),
  );
  expect(await change("discard", { ids })).toMatchObject({ code: "conflict" });
});
