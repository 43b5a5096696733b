import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure, aGroup } from "./testing/fake-operations.ts";

const reason = "sold out";
const filter = { group: aGroup.id };

test("many are discarded where they are as many as the operator saw", async () => {
  const { ask, recorded } = adminClient();
  const discard = (expectedCount: number) => ({ json: { selection: { filter, expectedCount }, reason } });
  expect((await ask("/api/v1/failures/discard", discard(2))).json).toMatchObject({ selected: 2, changed: 2 });
  expect(recorded.acts).toMatchObject([{ name: "discard many", act: { reason } }]);
  const differs = await ask("/api/v1/failures/discard", discard(3));
  expect(differs).toMatchObject({ status: 409, json: { code: "count-differs", count: 2 } });
});

test("as many, but others, than the operator saw are refused, and told apart", async () => {
  const selection = { filter, expectedCount: 2, expectedChecksum: "12" };
  const discard = (json: object) => adminClient().ask("/api/v1/failures/discard", { json });
  expect((await discard({ selection, reason })).status).toBe(200);
  const others = await discard({ selection: { ...selection, expectedChecksum: "-7" }, reason });
  expect(others).toMatchObject({ status: 409, json: { code: "count-differs", count: 2 } });
  expect(others.json.detail).toMatch(/finds 2 now, too, but not the same ones/);
});

test("many are restored by their ids", async () => {
  const { ask, recorded } = adminClient();
  const json = { selection: { ids: [aFailure(1).id] }, reason };
  expect(await ask("/api/v1/failures/restore", { json })).toMatchObject({ status: 200 });
  expect(recorded.acts).toMatchObject([{ name: "restore many" }]);
});

test.each([
  ["an empty filter", { selection: { filter: {}, expectedCount: 0 }, reason }],
  ["a filter without a count", { selection: { filter }, reason }],
  ["no reason", { selection: { ids: [aFailure(1).id] } }],
])("%s changes nothing", async (_, json) => {
  const { ask, recorded } = adminClient();
  expect(await ask("/api/v1/failures/discard", { json })).toMatchObject({ status: 422 });
  expect(recorded.acts).toEqual([]);
});
