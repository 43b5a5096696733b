import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure, messageId } from "./testing/fake-operations.ts";

const path = `/api/v1/failures/${aFailure(1).id}/dry-run`;
const selection = { ids: [aFailure(1).id, aFailure(2).id] };

test("a dry run needs no body, and is noted under whoever asked", async () => {
  const { ask, recorded } = adminClient();
  const { status, json } = await ask(path, { method: "POST", token: "viewer" });
  expect([status, json.verdict]).toEqual([200, "routeGone"]);
  expect(recorded.payloadReaders).toEqual([`vera ${aFailure(1).id}`]);
  expect((await ask(path, { json: {}, token: "viewer" })).status).toBe(200);
  expect((await ask(path, { json: { send: true }, token: "viewer" })).status).toBe(422);
});

test("a dry run of what does not exist is 404, and nothing is noted", async () => {
  const { ask, recorded } = adminClient();
  const nobody = `/api/v1/failures/${messageId.replace(/8057$/, "ffff")}:paytronix.accruePoints/dry-run`;
  expect((await ask(nobody, { method: "POST" })).status).toBe(404);
  expect(recorded.payloadReaders).toEqual([]);
});

test("whoever may not read payloads may not run one", async () => {
  expect((await adminClient().ask(path, { method: "POST", token: "producer" })).status).toBe(403);
});

test("a preview keeps its fields, and has the verdicts beside them", async () => {
  const { ask, recorded } = adminClient();
  const { json } = await ask("/api/v1/replays/preview", { json: { selection } });
  expect(json).toMatchObject({
    selected: 2,
    eligible: 1,
    skipped: 1,
    reasons: [{ reason: "it is applied", count: 1 }],
    dryRun: { looked: 2, cut: null, verdicts: [{ verdict: "routeGone", count: 2 }], groups: [] },
  });
  expect(recorded.payloadReaders).toHaveLength(1);
});

test("a preview without dry runs counts only, and reads nothing", async () => {
  const { ask, recorded } = adminClient();
  const { json } = await ask("/api/v1/replays/preview", { json: { selection, dryRun: false } });
  expect([json.selected, json.dryRun]).toEqual([2, null]);
  expect(recorded.payloadReaders).toEqual([]);
});
