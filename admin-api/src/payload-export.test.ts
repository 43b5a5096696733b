import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";

const path = "/api/v1/failures/export";
const filter = { route: "points.accrue" };
const json = { filter, payload: true, reason: "a legal request" };
const payload = { contentType: "application/json", body: Buffer.from('{\n "rate": 1.10}') };

test("an export with data has each message's data as it was accepted, and ends with the number", async () => {
  const { text, headers } = await adminClient({ payload }).ask(path, { json, token: "payload-reader" });
  expect(headers.get("content-type")).toBe("application/x-ndjson");
  const lines = text.trimEnd().split("\n");
  expect(lines).toHaveLength(4);
  expect(JSON.parse(lines[0] ?? "").payload).toEqual({
    contentType: "application/json",
    text: '{\n "rate": 1.10}',
  });
  expect(JSON.parse(lines[3] ?? "")).toEqual({ end: true, count: 3 });
});

test("data that is no UTF-8 comes in base64, and what is gone says so", async () => {
  const bytes = { contentType: "image/png", body: Buffer.from([0x89, 0xff]) };
  const { text } = await adminClient({ payload: bytes }).ask(path, { json, token: "payload-reader" });
  expect(text).toContain('"payload":{"contentType":"image/png","base64":"if8="}');
  expect((await adminClient().ask(path, { json, token: "admin" })).text).toContain('"payload":{"gone":');
});

test("the audit has the reason before anything is shown, and the number at the end", async () => {
  const { ask, recorded } = adminClient({ payload });
  await ask(path, { json, token: "payload-reader" });
  const reason = "a legal request";
  expect(recorded.lines).toMatchObject([
    { action: "failures.exportPayloads", reason, detail: { filter, count: { value: 3 } } },
    { action: "failures.exported", reason, detail: { payload: true, count: 3, complete: true } },
  ]);
  expect(recorded.payloadReaders).toEqual([]);
});

test("nothing is shown where that cannot be written down", async () => {
  const { ask } = adminClient({ payload, unwritable: new Error("the disk is full") });
  const { status, text } = await ask(path, { json, token: "payload-reader" });
  expect([status, text.includes("rate")]).toEqual([500, false]);
});

test.each([
  ["without a reason", { filter, payload: true }, "payload-reader", 422],
  ["with an empty filter", { ...json, filter: {} }, "payload-reader", 422],
  ["by whom may not see data", json, "operator", 403],
] as const)("an export with data %s is refused", async (_, asked, token, status) => {
  expect(await adminClient({ payload }).ask(path, { json: asked, token })).toMatchObject({ status });
});
