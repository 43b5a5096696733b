import { environmentOf } from "@spindlebus/bus/engine";
import { orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { aConnection, aRoute } from "./testing/a-plan.ts";
import { adminClient, person } from "./testing/admin-client.ts";
import { fakeTestMessages } from "./testing/fake-test-messages.ts";
import { messageId } from "./testing/fake-operations.ts";

const path = `/api/v1/contracts/${orderCompleted.type}/test-message`;
const [data] = orderCompleted.examples;
const json = { data, reason: "does it arrive?" };

test("an operator sends what fits the contract, and is told where the message is", async () => {
  const testMessages = fakeTestMessages();
  const { ask } = adminClient({ testMessages });
  const { status, headers, json: answer } = await ask(path, { token: "operator", json });
  expect([status, answer]).toEqual([202, { id: messageId, duplicate: false }]);
  expect(headers.get("location")).toBe(`/api/v1/messages/${messageId}`);
  expect(testMessages.sent).toMatchObject([
    [
      { type: orderCompleted.type, data },
      { actor: "ana", reason: "does it arrive?" },
    ],
  ]);
});

test("the data go on digit for digit", async () => {
  const testMessages = fakeTestMessages();
  const spelling = JSON.stringify(data, null, 3).replace(/: (\d+)(?=,\n)/, " :  $1.0");
  expect(spelling).toMatch(/ : {2}\d+\.0/);
  const text = `{"reason":"x","data": ${spelling} }`;
  expect((await adminClient({ testMessages }).ask(path, { text })).status).toBe(202);
  expect(Buffer.from(testMessages.sent[0]?.[0].body ?? []).toString()).toBe(spelling);
});

test("a repeat under a key is the same message, each person's own", async () => {
  const testMessages = fakeTestMessages();
  const { ask } = adminClient({ testMessages });
  const keyed = { json, headers: { "idempotency-key": "one" } };
  for (const token of ["operator", "operator", "admin"]) await ask(path, { ...keyed, token });
  await ask(path, { json });
  await ask(path, { json });
  const ids = testMessages.sent.map(([{ sourceId }]) => sourceId);
  expect(ids[1]).toBe(ids[0]);
  expect(new Set(ids).size).toBe(4);
});

test("everything that the contract finds wrong is told by its place in the request, and nothing is sent", async () => {
  const testMessages = fakeTestMessages();
  const { ask } = adminClient({ testMessages });
  const { totals: _totals, ...rest } = data ?? {};
  const wrong = await ask(path, { json: { ...json, data: { ...rest, placedAt: "yesterday", surprise: 1 } } });
  const pointers = wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer);
  expect([wrong.status, wrong.json.code]).toEqual([422, "invalid"]);
  expect(pointers.toSorted()).toEqual(["/data/placedAt", "/data/surprise", "/data/totals"]);
  const missing = await ask(path, { json: { reason: "x" } });
  expect(missing.json.errors).toEqual([{ pointer: "/data", detail: "is required" }]);
  expect(testMessages.sent).toEqual([]);
});

test.each([
  [{ production: true }, 403, "allow it by admin.environment.testMessages"],
  [{ production: true, testMessages: true }, 202, ""],
  [{ testMessages: false }, 403, "switched test messages off"],
])("in production nobody sends one unless the configuration allows it: %j", async (some, expected, words) => {
  const testMessages = fakeTestMessages();
  const environment = environmentOf({ name: "live", ...some });
  const { status, text } = await adminClient({ testMessages, environment }).ask(path, { json });
  expect(status).toBe(expected);
  expect(text).toContain(words);
  expect(testMessages.sent).toHaveLength(expected === 202 ? 1 : 0);
});

test.each([
  [["till.ring"], 202, ""],
  [["till.ring", "books.keep"], 403, "connections beyond"],
  [[], 403, "No route takes"],
])("whoever is limited to the till sends what goes to %j: %i", async (routes, expected, words) => {
  const { status, text } = await adminClient({
    connections: new Map([[aConnection.id, aConnection]]),
    routes: [aRoute],
    tokens: { limited: { ...person("ana", "operator"), connections: [aConnection.id] } },
    testMessages: fakeTestMessages({ routes }),
  }).ask(path, { token: "limited", json });
  expect([status, text]).toEqual([expected, expect.stringContaining(words)]);
});

test.each([
  [{ kind: "unpublished", id: messageId }, 503, messageId],
  [{ kind: "notStored", reason: "db.internal is away" }, 503, "nothing was sent"],
  [{ kind: "conflict", id: messageId }, 422, "another Idempotency-Key"],
  [{ kind: "unstorable", reason: "it has a NUL" }, 422, "it has a NUL"],
] as const)("what was %o is answered %i", async (sending, expected, words) => {
  const { ask } = adminClient({ testMessages: fakeTestMessages({ sending }) });
  const { status, json: problem } = await ask(path, { json });
  expect([status, problem.detail]).toEqual([expected, expect.stringContaining(words)]);
  expect(problem.detail).not.toContain("db.internal");
});

test("a type that no contract has is not found, and the nearest is named", async () => {
  const { status, json: problem } = await adminClient().ask(path.replace("completed", "complete"), { json });
  expect([status, problem.detail]).toEqual([404, expect.stringContaining(orderCompleted.type)]);
});
