import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aGroup } from "./testing/fake-operations.ts";

const path = "/api/v1/failure-groups/change";
const said = { state: "acknowledged", reason: "their outage" };
const ids = { selection: { ids: [aGroup.id] }, ...said };
const filter = { state: "open,regressed", connection: "paytronix", includeSettled: "true" };

test("groups that a filter finds are changed where they are as many, and those, that the operator saw", async () => {
  const { ask, recorded } = adminClient();
  const seen = (await ask("/api/v1/failure-groups?connection=paytronix&limit=1")).json.count;
  expect(seen).toEqual({ value: 1, checksum: "12" });
  const selection = { filter, expectedCount: 1, expectedChecksum: "12" };
  const done = { selected: 1, changed: 1, unchanged: 0, skipped: 0 };
  expect(await ask(path, { json: { selection, ...said } })).toMatchObject({ status: 200, json: done });
  const asked = { states: ["open", "regressed"], connection: "paytronix", includeSettled: true };
  expect(recorded.acts).toMatchObject([{ act: { reason: said.reason } }]);
  expect(JSON.parse(recorded.acts[0]?.name ?? "")).toEqual({
    selection: { filter: asked, expectedCount: 1, expectedChecksum: "12" },
    change: { state: "acknowledged" },
  });
});

test.each([
  ["another number", { expectedCount: 3 }, /finds 1 now; look again/],
  ["others", { expectedCount: 1, expectedChecksum: "-7" }, /finds 1 now, too, but not the same ones/],
])("%s than the operator saw is told", async (_, expected, detail) => {
  const { ask } = adminClient();
  const differs = await ask(path, { json: { selection: { filter, ...expected }, ...said } });
  expect(differs).toMatchObject({ status: 409, json: { code: "count-differs", count: 1 } });
  expect(differs.json.detail).toMatch(detail);
});

test("named groups take a state, a snooze with what ends it, an owner and a ticket", async () => {
  const { ask, recorded } = adminClient();
  const { selection } = ids;
  for (const what of [
    { state: "resolved" },
    { state: "open" },
    { state: "snoozed", snooze: { count: 20 } },
    { owner: "ana" },
    { ticket: null },
  ])
    expect([what, (await ask(path, { json: { selection, ...what, reason: "x" } })).status]).toEqual([
      what,
      200,
    ]);
  expect(recorded.acts).toHaveLength(5);
});

test("a repeat under its key is answered as before, and acts no second time", async () => {
  const { ask, recorded } = adminClient();
  const headers = { "idempotency-key": "k-1" };
  const first = await ask(path, { json: ids, headers });
  expect((await ask(path, { json: ids, headers })).json).toEqual(first.json);
  expect(recorded.acts).toHaveLength(1);
});

test.each([
  ["an empty filter", { ...said, selection: { filter: {}, expectedCount: 0 } }],
  [
    "a filter that only widens",
    { ...said, selection: { filter: { includeSettled: "true" }, expectedCount: 0 } },
  ],
  ["a filter without a count", { ...said, selection: { filter } }],
  ["no group", { ...said, selection: { ids: [] } }],
  ["no reason", { ...ids, reason: undefined }],
  ["nothing to say", { selection: ids.selection, reason: "x" }],
  ["a snooze that never ends", { ...ids, state: "snoozed" }],
  ["what ends a snooze, without one", { ...ids, snooze: { count: 20 } }],
  ["a note, which is about one", { ...ids, note: "asked" }],
  ["a state that nobody gives", { ...ids, state: "regressed" }],
])("%s changes nothing", async (_, json) => {
  const { ask, recorded } = adminClient();
  expect(await ask(path, { json })).toMatchObject({ status: 422 });
  expect(recorded.acts).toEqual([]);
});

test("who only reads changes nothing", async () => {
  const { ask, recorded } = adminClient();
  expect((await ask(path, { token: "viewer", json: ids })).status).toBe(403);
  expect(recorded.acts).toEqual([]);
});
