import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { startAdmin } from "../../admin-api/src/index.ts";
import { post, put, type AnyAdapter } from "../../bus/src/adapter/index.ts";
import { capturedHost } from "../../bus/src/command/captured-host.ts";
import { main } from "../../bus/src/command/main.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { loopbackReceiver } from "../../bus/src/testing/index.ts";
import { noteTaken } from "../../bus/src/testing/delivery/note.ts";
import { noteFiled, noteRefused, toyAdapter } from "../../bus/src/testing/delivery/toy-adapter.ts";
import { noteDraft, openToyBus, type ToyBus } from "../support/toy-bus.ts";

const refusal = { status: 400, body: '{"code":"no_room","message":"There is no room for it."}' };
const log = pino({ level: "silent" });

/** A bus whose vendor has refused two notes, one of them in an operation that keeps the newest state only. */
async function setup() {
  const vendor = await loopbackReceiver(Array.from({ length: 20 }, () => refusal));
  onTestFinished(vendor.close);
  const operations = ["natural", "latest"];
  const bus = await openToyBus({ operations, vendorUrl: vendor.url, contracts: [noteRefused] });
  await createToken(bus.sql, { name: "vera", roles: ["viewer"], loopbackOnly: true, token: "t-viewer" });
  const worker = await bus.start(startWorker);
  const { message, ...draft } = noteDraft("n-1");
  await bus.accept([{ ...draft, message: { ...message, extensions: { entityversion: "7" } } }]);
  const [first] = await bus.allBecome(2, "dead");
  await worker.stop();
  const sent = vendor.requests.length;
  return {
    bus,
    operations,
    messageId: first?.message_id ?? "",
    sentSince: () => vendor.requests.length - sent,
  };
}

type Answer = { readonly dryRun?: { readonly verdicts: readonly object[] } };

/** The admin API of a bus whose adapter has been changed since, in these operations. */
async function openAdmin(
  { databaseUrl, amqpUrl }: ToyBus,
  operations: readonly string[],
  changes: object = {},
) {
  const adapter = { ...toyAdapter, operations: { ...toyAdapter.operations, ...changes } } as AnyAdapter; // as: changed at will
  const connections = { toy: { adapter, settings: { baseUrl: "http://127.0.0.1:1" }, operations } };
  const plan = planBus({ contracts: [noteTaken, noteFiled, noteRefused], connections }, () => "k");
  const settings = { ...readSettings({}), adminPort: 0, amqpUrl, databaseUrl };
  const admin = await startAdmin({ settings, plan, log, name: "test admin" });
  onTestFinished(() => admin.stop());
  const url = `http://127.0.0.1:${admin.port}`;
  const ask = async (path: string, body?: object) => {
    const headers = { authorization: "Bearer t-viewer", ...(body && { "content-type": "application/json" }) };
    const init = { method: "POST", headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`${url}/api/v1/${path}`, init);
    return { status: response.status, json: (await response.json()) as Answer };
  };
  return { url, ask };
}

const { natural, latest } = toyAdapter.operations;
const mended = {
  natural: {
    ...natural,
    request: (note: { readonly noteId: string }) => put("/v2/notes", { ...note, count: 2 }),
  },
};

test("the adapter of today is run on what failed under that of yesterday; nothing is sent, and the reading is audited", async () => {
  const { bus, operations, messageId, sentSince } = await setup();
  const { ask } = await openAdmin(bus, operations, mended);
  const dry = await ask(`failures/${messageId}:toy.natural/dry-run`);
  expect(dry).toMatchObject({
    status: 200,
    json: {
      verdict: "differs",
      words: "The request differs at path: /notes → /v2/notes, and at 1 more.",
      wouldSend: { method: "PUT", path: "/v2/notes", body: '{"noteId":"n-1","text":"•••","count":2}' },
      changes: [{ place: "path" }, { place: "/count", change: "added", before: null, now: "2" }],
    },
  });
  expect(await ask(`failures/${messageId}:toy.latest/dry-run`, {})).toMatchObject({
    json: { verdict: "same" },
  });
  expect(sentSince()).toBe(0);
  expect((await bus.deliveries()).map(({ state }) => state)).toEqual(["dead", "dead"]);
  const audit = await bus.sql`SELECT actor, target FROM audit WHERE action = 'failure.dry-run' ORDER BY id`;
  expect(audit).toMatchObject([
    { actor: "vera", target: `${messageId}:toy.natural` },
    { actor: "vera", target: `${messageId}:toy.latest` },
  ]);
});

test("a state is superseded once the vendor has a newer one", async () => {
  const { bus, operations, messageId } = await setup();
  const { ask } = await openAdmin(bus, operations);
  const dryRun = () => ask(`failures/${messageId}:toy.latest/dry-run`);
  expect(await dryRun()).toMatchObject({ json: { verdict: "same" } });
  const { count } = await bus.sql`UPDATE applied_version SET version = held_version || '9'`;
  expect(count).toBe(1);
  expect(await dryRun()).toMatchObject({ json: { verdict: "superseded", wouldSend: null } });
});

test("what its adapter recalls is looked up, and named where it is not there", async () => {
  const { bus, messageId } = await setup();
  await bus.sql`UPDATE delivery SET route = 'toy.recalling' WHERE route = 'toy.natural'`;
  const { ask } = await openAdmin(bus, ["recalling"]);
  const dryRun = () => ask(`failures/${messageId}:toy.recalling/dry-run`);
  expect(await dryRun()).toMatchObject({ json: { verdict: "factsMissing", wouldSend: null } });
  await bus.sql`
    INSERT INTO reference (connection, kind, id, vendor_id, facts) VALUES ('toy', 'note', 'n-1', 'p-7', '{}')`;
  expect(await dryRun()).toMatchObject({ json: { verdict: "sends", wouldSend: { path: "/notes/p-7" } } });
});

test("one that stands behind the head of its lane names it, and is not held up by itself", async () => {
  const { bus, operations, messageId } = await setup();
  const { ask } = await openAdmin(bus, operations);
  const [head, route] = ["01890a5d-ac96-774b-bcce-b302099a8057", "toy.natural"];
  await bus.sql`INSERT INTO lane (lane_group, key, depth) VALUES ('toy.notes', 'n-1', 2)`;
  for (const id of [head, messageId])
    await bus.sql`INSERT INTO parked (lane_group, key, message_id, route) VALUES ('toy.notes', 'n-1', ${id}, ${route})`;
  const dryRun = () => ask(`failures/${messageId}:${route}/dry-run`);
  const words = `It waits in its lane behind ${head}:${route}.`;
  expect(await dryRun()).toMatchObject({ json: { verdict: "behindLaneHead", words } });
  await bus.sql`DELETE FROM parked WHERE message_id = ${head}`;
  expect(await dryRun()).toMatchObject({ json: { verdict: "same" } });
});

test("a message whose bytes or whose route are gone says so", async () => {
  const { bus, messageId } = await setup();
  const { ask } = await openAdmin(bus, ["natural"]);
  expect(await ask(`failures/${messageId}:toy.latest/dry-run`)).toMatchObject({
    json: { verdict: "routeGone" },
  });
  await bus.sql`DELETE FROM message_body`;
  expect(await ask(`failures/${messageId}:toy.natural/dry-run`)).toMatchObject({
    json: { verdict: "bodyGone" },
  });
  const nobody = "01890a5d-ac96-774b-bcce-ffffffffffff";
  expect((await ask(`failures/${nobody}:toy.natural/dry-run`)).status).toBe(404);
});

test("a preview counts verdicts over a filter, with examples and the places that differ, and the fields it always had", async () => {
  const { bus, operations, messageId, sentSince } = await setup();
  const { ask } = await openAdmin(bus, operations, mended);
  const { status, json } = await ask("replays/preview", { selection: { filter: { connection: "toy" } } });
  expect(status).toBe(200);
  const [naturalId, latestId] = [`${messageId}:toy.natural`, `${messageId}:toy.latest`];
  expect(json).toMatchObject({
    selected: 2,
    eligible: 2,
    skipped: 0,
    reasons: [],
    dryRun: {
      looked: 2,
      cut: null,
      verdicts: [
        { verdict: "differs", count: 1, examples: [naturalId] },
        { verdict: "same", count: 1, examples: [latestId] },
      ],
      groups: [{ route: "toy.natural", places: ["/count", "path"], count: 1, examples: [naturalId] }],
    },
  });
  expect(sentSince()).toBe(0);
});

test("an adapter without end is stopped, and the API answers others all the same", async () => {
  const { bus, operations, messageId } = await setup();
  const endless = () => {
    for (;;);
  };
  const changes = {
    natural: { ...natural, request: endless },
    latest: { ...latest, request: () => post("/x", {}) },
  };
  const { ask, url } = await openAdmin(bus, operations, changes);
  expect(await ask(`failures/${messageId}:toy.natural/dry-run`)).toMatchObject({ json: { verdict: "hung" } });
  const preview = ask("replays/preview", { selection: { filter: { connection: "toy" } } });
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  expect((await preview).json.dryRun?.verdicts).toMatchObject([
    { verdict: "differs", count: 1 },
    { verdict: "hung", count: 1 },
  ]);
});

test("the command shows both", async () => {
  const { bus, operations, messageId } = await setup();
  const { url } = await openAdmin(bus, operations, mended);
  const dir = mkdtempSync(join(tmpdir(), "dry-run-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, "admin-token"), "t-viewer");
  const host = capturedHost({ env: { SPINDLE_DATA_DIR: dir }, answer: (request) => fetch(request) });
  expect([
    await main(["failures", "dry-run", `${messageId}:toy.natural`, "--url", url], host),
    host.err(),
  ]).toEqual([0, ""]);
  expect(host.out()).toContain("would send PUT /v2/notes");
  expect([await main(["replay", "preview", "--connection", "toy", "--url", url], host), host.err()]).toEqual([
    0,
    "",
  ]);
  expect(host.out()).toContain("would send a different request than the one that failed");
});
