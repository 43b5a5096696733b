import { post } from "@spindlebus/bus/adapter";
import { expect, test } from "vitest";
import { aConnection } from "./testing/a-plan.ts";
import { adminClient } from "./testing/admin-client.ts";

const path = `/api/v1/connections/${aConnection.id}`;
const connections = new Map([[aConnection.id, aConnection]]);
const act = { token: "operator", json: { reason: "new credentials" } };
const found = { reached: true, authenticated: true, status: 200, durationMs: 12, words: "It takes them." };

test("a connection shows its settings and where they come from, and of secrets only whether they are set", async () => {
  const settings = { baseUrl: "https://u:pw@till.example/", storeToken: "hidden", rounding: "up" };
  const connection = { ...aConnection, settings, given: ["baseUrl", "storeToken"] };
  const { ask } = adminClient({
    connections: new Map([[connection.id, connection]]),
    secretOrigin: () => "file",
  });
  const { json, text } = await ask(path, { token: "viewer" });
  expect(json.settings).toEqual([
    { name: "baseUrl", secret: false, value: "https://till.example/", set: true, source: "config" },
    { name: "storeToken", secret: false, value: null, set: true, source: "config" },
    { name: "rounding", secret: false, value: "up", set: true, source: "default" },
    { name: "key", secret: true, value: null, set: true, source: "file" },
  ]);
  expect(text).not.toMatch(/never-shown|hidden|pw/);
});

test("a connection names its vendor's status page, its adapter's kit, and what a test of it asks", async () => {
  const check = { summary: "Looks for nobody.", request: () => post("/search", {}) };
  const said = { kit: "0.1.0", statusPage: "https://status.till.example", check };
  const connection = { ...aConnection, adapter: { ...aConnection.adapter, ...said } };
  const { ask } = adminClient({ connections: new Map([[connection.id, connection]]) });
  expect((await ask(path)).json).toMatchObject({ ...said, check: check.summary, noCheck: null });
  const { json } = await adminClient({ connections }).ask(path);
  expect(json).toMatchObject({ kit: null, statusPage: null, check: null });
});

test("a connection tells what is left of its limits, and of those of its accounts", async () => {
  const limits = { ...aConnection.limits, perKey: { concurrency: 1 } };
  const { ask } = adminClient({ connections: new Map([[aConnection.id, { ...aConnection, limits }]]) });
  const left = { atATime: 1, inSecond: 10 };
  const accounts = [{ key: "store-7", atATime: 0, inSecond: null }];
  expect((await ask(path)).json).toMatchObject({ left, accounts });
  expect((await ask("/api/v1/connections")).json.data).toMatchObject([{ left }]);
});

test("a secret that no variable gives was made for the simulators", async () => {
  const { json } = await adminClient({ connections }).ask(path);
  expect(json.settings.at(-1)).toMatchObject({ name: "key", source: "development" });
});

test("an operator tests a connection with a reason, and the audit has what was found out", async () => {
  const { ask, recorded } = adminClient({ connections, connectionTests: { test: async () => found } });
  expect((await ask(`${path}/test`, act)).json).toEqual(found);
  expect(recorded.lines).toEqual([
    {
      actor: "ana",
      action: "connection.test",
      target: "connection:till",
      reason: "new credentials",
      detail: { after: found },
    },
  ]);
  expect((await ask(`${path}/test`, { ...act, json: {} })).status).toBe(422);
  expect((await ask(`${path}/test`, { ...act, token: "viewer" })).status).toBe(403);
  expect((await ask("/api/v1/connections/other/test", act)).status).toBe(404);
});

test("where the limits let nothing through, nothing is said of the vendor", async () => {
  const { ask } = adminClient({ connections, connectionTests: { test: async () => undefined } });
  expect((await ask(`${path}/test`, act)).status).toBe(503);
});
