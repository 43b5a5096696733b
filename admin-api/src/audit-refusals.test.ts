import { expect, test } from "vitest";
import { failedAuthentications } from "./failed-authentications.ts";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure } from "./testing/fake-operations.ts";

const failure = `/api/v1/failures/${aFailure(1).id}`;
const reason = { reason: "x" };

test("what a token does not allow is in the audit, with who wanted it", async () => {
  const { ask, recorded } = adminClient();
  await ask(`${failure}/retry-now`, { token: "viewer", json: reason });
  expect(recorded.lines).toEqual([
    {
      actor: "vera",
      action: "request.refused",
      target: `${failure}/retry-now`,
      detail: { method: "POST", status: 403, code: "forbidden", detail: expect.stringContaining("operator") },
    },
  ]);
});

test("what a state does not allow is in the audit, with the reason that was answered", async () => {
  const { ask, recorded } = adminClient();
  const { json } = await ask(`${failure}/discard`, { json: reason });
  expect(recorded.lines).toMatchObject([
    { actor: "root", detail: { status: 409, code: "conflict", detail: json.detail } },
  ]);
});

test("what was done, what there is not, and what is malformed is no refusal", async () => {
  const { ask, recorded } = adminClient();
  for (const [path, json] of [
    [`${failure}/retry-now`, reason],
    [`/api/v1/failures/${aFailure(9).id}/retry-now`, reason],
    [`${failure}/retry-now`, {}],
  ] as const)
    await ask(path, { json });
  expect(recorded.lines).toEqual([]);
});

test("a token that is none is in the audit, and nothing of it; who shows none is only asked for one", async () => {
  const { ask, recorded } = adminClient();
  await ask("/api/v1/failures", { token: "stolen-s3cret" });
  await ask("/api/v1/failures", { token: "local" });
  await ask("/api/v1/failures", { token: "" });
  const line = { actor: "unknown", action: "authentication.failed", target: "/api/v1/failures" };
  expect(recorded.lines).toEqual([
    { ...line, detail: { from: "10.0.0.9" } },
    { ...line, detail: { from: "10.0.0.9" } },
  ]);
});

test("where a refusal cannot be noted, the answer is not the refusal", async () => {
  const isOutage = () => true;
  const { ask } = adminClient({ isOutage, unwritable: new Error("no database") });
  expect((await ask(`${failure}/retry-now`, { token: "viewer", json: reason })).status).toBe(503);
});

test("ten failed authentications a minute have a line, and the next line after them says how many had none", async () => {
  const lines: { detail: object }[] = [];
  let nowMs = 0;
  const note = failedAuthentications({ append: async (line) => void lines.push(line) }, () => nowMs);
  const failed = { from: "10.0.0.9", path: "/api/v1/failures" };
  await Promise.all(Array.from({ length: 1_000 }, () => note(failed)));
  expect(lines).toHaveLength(10);
  nowMs = 60_000;
  await note(failed);
  await note(failed);
  expect(lines.slice(10).map(({ detail }) => detail)).toEqual([
    { from: "10.0.0.9", unwritten: 990 },
    { from: "10.0.0.9" },
  ]);
});
