import { expect, test } from "vitest";
import { adminClient, person, type Ask } from "./testing/admin-client.ts";
import { diagnosedInFake } from "./testing/fake-installed.ts";

const path = "/api/v1/diagnostics";
const limited = { ...person("lia", "viewer"), connections: ["paytronix"], brands: null };
const { ask, recorded } = adminClient({ tokens: { limited } });
const wordsFor = async (how: Ask) =>
  (await ask(path, how)).json.checks.map(({ words }: { words?: string }) => words);

test("everybody learns which part is down, and nothing else", async () => {
  const { status, json } = await ask(path, { token: "" });
  expect([status, json]).toEqual([
    200,
    {
      checks: [
        { name: "database", ok: true },
        { name: "broker", ok: true },
        { name: "adapters", ok: true },
      ],
    },
  ]);
});

test("who may read learns what is the matter, and since when it runs", async () => {
  const { json } = await ask(path, { token: "viewer" });
  expect(json).toMatchObject({ version: "1.2.3", startedAt: "2026-11-23T12:00:00.000Z" });
  expect(json.checks[1]).toMatchObject({ name: "broker", words: "broker is well", next: null });
});

test("who may only publish learns no more than everybody", async () => {
  expect(await wordsFor({ token: "producer" })).toEqual([undefined, undefined, undefined]);
});

test("who is limited to some connections does not learn how others do", async () => {
  expect(await wordsFor({ token: "limited" })).toEqual(["database is well", "broker is well", undefined]);
});

test("a wrong token is refused and noted, so that nobody guesses one here", async () => {
  expect((await ask(path, { token: "nonsense" })).status).toBe(401);
  expect(recorded.lines).toMatchObject([{ action: "authentication.failed", target: path }]);
});

test("a cookie that has had its time is no reason to refuse: the page about the trouble comes with it", async () => {
  const cookie = { host: "localhost:8081", cookie: "spindle-session-8081=over" };
  const { status, json, headers } = await ask(path, { token: "", from: "127.0.0.1", headers: cookie });
  expect([status, json.checks[0]]).toEqual([200, { name: "database", ok: true }]);
  expect(headers.get("www-authenticate")).toBeNull();
});

test("while the database is away it answers in its short form, and asks no token", async () => {
  const diagnose = async () =>
    diagnosedInFake("broker").concat({ ...diagnosedInFake("database")[0]!, ok: false });
  const { status, json } = await adminClient({ diagnose }).ask(path, { token: "admin" });
  expect([status, json.checks]).toEqual([
    200,
    [
      { name: "broker", ok: true },
      { name: "database", ok: false },
    ],
  ]);
});

test("what is installed is told, and what is away is null", async () => {
  const broker = { version: () => Promise.reject(new Error("away")) };
  const { json } = await adminClient({ broker }).ask("/api/v1/about", { token: "viewer" });
  expect(json).toMatchObject({ version: "1.2.3", database: { version: "18.0" }, broker: null });
  expect(json.roles).toContainEqual({ name: "viewer", rights: ["read"] });
});

test("how it is configured is for those who administer it", async () => {
  expect((await ask("/api/v1/configuration", { token: "operator" })).status).toBe(403);
  const { json } = await ask("/api/v1/configuration");
  expect(json).toMatchObject({ config: { retention: { ledgerDays: 14 } }, sealing: { masterKey: null } });
});
