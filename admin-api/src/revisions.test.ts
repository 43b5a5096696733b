import { orderCompleted } from "@spindlebus/contracts";
import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aFailure } from "./testing/fake-operations.ts";

const path = `/api/v1/failures/${aFailure(1).id}/revisions`;
const good = JSON.stringify(orderCompleted.examples[0]);
const revise = (json: unknown) => {
  const client = adminClient();
  return client.ask(path, { token: "operator", json }).then((answer) => ({ ...answer, ...client }));
};

test("what would be taken in is kept, with who mended it and why", async () => {
  const { status, recorded } = await revise({ body: good, reason: "the till left the lines out" });
  expect(status).toBe(200);
  expect(recorded.acts).toEqual([
    {
      name: `revise application/json ${good}`,
      target: aFailure(1).id,
      act: { actor: "ana", reason: "the till left the lines out" },
    },
  ]);
});

test("bytes that are no text are given in Base64", async () => {
  const bodyBase64 = Buffer.from(good).toString("base64");
  expect((await revise({ bodyBase64, reason: "x" })).recorded.acts[0]?.name).toContain(good);
});

test.each([
  ["data against the contract", { body: '{"orderId":7}' }, "/data/orderId"],
  ["no JSON", { body: "{" }, "/data"],
  [
    "an unknown type",
    { body: good, attributes: { specversion: "1.0", id: "1", source: "/a", type: "x.v1" } },
    "/type",
  ],
  ["another media type", { body: good, contentType: "text/plain" }, "/datacontenttype"],
  ["no attributes", { body: good, attributes: {} }, "/specversion"],
])("%s is refused at its place, and nothing is kept", async (_what, given, pointer) => {
  const { status, json, recorded } = await revise({ ...given, reason: "x" });
  expect([status, json.code]).toEqual([422, "invalid"]);
  expect(json.errors[0].pointer).toBe(pointer);
  expect(recorded.acts).toEqual([]);
});

test("both spellings of the bytes at once, or no reason, are refused", async () => {
  expect((await revise({ body: "a", bodyBase64: "YQ==", reason: "x" })).status).toBe(422);
  expect((await revise({ body: good })).status).toBe(422);
});

test("what did not fail at the way in cannot be mended", async () => {
  const other = `/api/v1/failures/${aFailure(9).id}/revisions`;
  const { status } = await adminClient().ask(other, { token: "operator", json: { body: good, reason: "x" } });
  expect(status).toBe(404);
});

test("a mended message may be as large as one that is published, and nothing else may", async () => {
  const large = " ".repeat(3_000_000) + good;
  expect((await revise({ body: large, reason: "x" })).status).toBe(200);
  const path9 = { token: "operator", json: { reason: "x".repeat(3_000_000) } } as const;
  expect((await adminClient().ask("/api/v1/replays", path9)).status).toBe(413);
  expect((await revise({ body: " ".repeat(18_000_000), reason: "x" })).status).toBe(413);
});
