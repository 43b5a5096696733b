import { expect, test } from "vitest";
import { adminClient } from "./testing/admin-client.ts";
import { anAlert } from "./testing/fake-operations.ts";

test("alerts are listed by state and kind", async () => {
  const { ask } = adminClient();
  expect((await ask("/api/v1/alerts?state=open&kind=circuitOpen")).json).toEqual({
    data: [anAlert],
    next: null,
  });
  expect((await ask("/api/v1/alerts?state=ended")).json).toEqual({ data: [], next: null });
  expect((await ask("/api/v1/alerts?kind=circuit")).status).toBe(400);
});

test("who is told is shown without the secret that its URL may be", async () => {
  const { ask } = adminClient();
  const { json, text } = await ask("/api/v1/alert-endpoints");
  expect(json.data).toEqual([
    { name: "ops", format: "slack", origin: "https://hooks.slack.example", kinds: ["circuitOpen"] },
  ]);
  const standing = await ask("/api/v1/notice-endpoints");
  expect(standing.json.data[1]).toMatchObject({ name: "ops", configured: true, on: ["alert"] });
  expect(text + standing.text).not.toContain("a-secret");
});

test("a test is an act with a reason, and names who is there where its endpoint is not", async () => {
  const { ask, recorded } = adminClient();
  const sendTest = (name: string, json: object = { reason: "is it on" }) =>
    ask(`/api/v1/alert-endpoints/${name}/test`, { token: "operator", json });
  expect(await sendTest("ops")).toMatchObject({ status: 202, json: { noticeId: "n-1" } });
  expect(recorded.acts).toEqual([
    { name: "test slack", target: "ops", act: { actor: "ana", reason: "is it on" } },
  ]);
  expect(await sendTest("pager")).toMatchObject({
    status: 404,
    json: { detail: expect.stringContaining("it has ops") },
  });
  expect((await sendTest("ops", {})).status).toBe(422);
});
