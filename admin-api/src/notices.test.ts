import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { aNotice } from "./testing/fake-operations.ts";

const act = { token: "operator", json: { reason: "the receiver is back" } };

test("every endpoint is listed, also one that is no longer configured; of its URL and secret nothing is shown that is secret", async () => {
  const { status, json, text } = await adminClient().ask("/api/v1/notice-endpoints", { token: "viewer" });
  expect(status).toBe(200);
  expect(json.data).toMatchObject([
    { name: "pos", configured: true, origin: "https://pos.example", state: "well", sources: ["/pos/*"] },
    { name: "ops", configured: true, on: ["alert"], state: "well" },
    { name: "removed", configured: false, origin: null, state: "failing", waiting: 3 },
  ]);
  expect(text).not.toMatch(/secret-in-it|never shown|keys/);
});

test("notices are listed by endpoint, state and message", async () => {
  const { ask } = adminClient();
  const found = await ask(`/api/v1/notices?endpoint=pos&state=givenUp&messageId=${aNotice.messageId}`);
  expect(found.json).toEqual({ data: [aNotice], next: null });
  expect((await ask("/api/v1/notices?state=lost")).status).toBe(400);
});

test.each([
  ["notice-endpoints/pos/enable", "enable", "pos"],
  ["notice-endpoints/pos/resend", "resend given up", "pos"],
  [`notices/${aNotice.id}/resend`, "resend", aNotice.id],
])("an operator may POST %s, and says why", async (path, name, target) => {
  const { ask, recorded } = adminClient();
  expect((await ask(`/api/v1/${path}`, act)).status).toBe(200);
  expect(recorded.acts).toEqual([{ name, target, act: { actor: "ana", reason: act.json.reason } }]);
  expect((await ask(`/api/v1/${path}`, { ...act, token: "viewer" })).status).toBe(403);
  expect((await ask(`/api/v1/${path}`, { token: "operator", json: {} })).status).toBe(422);
});
