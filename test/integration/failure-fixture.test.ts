import { orderCompleted } from "@spindlebus/contracts";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { startAdmin } from "../../admin-api/src/index.ts";
import type { AnyAdapter } from "../../bus/src/adapter/index.ts";
import { capturedHost } from "../../bus/src/command/captured-host.ts";
import { toyWorkspace } from "../../bus/src/command/fixture/toy-workspace.ts";
import { main } from "../../bus/src/command/main.ts";
import { startIngress } from "../../bus/src/ingress/start.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { loopbackReceiver } from "../../bus/src/testing/index.ts";
import { openToyBus } from "../support/toy-bus.ts";

/** A bus with the adapter of a workspace, a vendor that refuses, the admin API, and the command in that workspace. */
async function setup() {
  const workspace = toyWorkspace();
  onTestFinished(workspace.remove);
  const memo = join(workspace.adapters, "memo");
  const { default: adapter } = (await import(pathToFileURL(join(memo, "src/index.ts")).href)) as {
    default: AnyAdapter;
  };
  const vendor = await loopbackReceiver([{ status: 422, body: '{"code":"301","guest":"Augusta King"}' }]);
  onTestFinished(vendor.close);
  const bus = await openToyBus({
    operations: ["earn"],
    adapter,
    contracts: [orderCompleted],
    vendorUrl: vendor.url,
  });
  const { amqpUrl, databaseUrl, plan, sql } = bus;
  await createToken(sql, { name: "rita", roles: ["payload-reader"], loopbackOnly: true, token: "t-reader" });
  await createToken(sql, { name: "pos", roles: ["producer"], loopbackOnly: true, token: "t-producer" });
  const settings = { ...readSettings({}), adminPort: 0, amqpUrl, databaseUrl };
  const admin = await startAdmin({ settings, plan, log: pino({ level: "silent" }), name: "test" });
  onTestFinished(() => admin.stop());
  const host = capturedHost({
    env: { SPINDLE_DATA_DIR: workspace.folder, SPINDLE_CONFIG: workspace.config },
    answer: (request) => fetch(request),
  });
  const show = (id: string, token = "t-reader") => {
    writeFileSync(join(workspace.folder, "token"), token);
    const at = ["--url", `http://127.0.0.1:${admin.port}`, "--token-file", join(workspace.folder, "token")];
    const why = ["--reason", "ticket 7"];
    return main(["failures", "show", id, "--as-fixture", ...why, "--dir", workspace.adapters, ...at], host);
  };
  const read = (kind: RegExp) => {
    const name =
      readdirSync(memo, { recursive: true, encoding: "utf8" }).find((file) => kind.test(file)) ?? "";
    return { path: join(memo, name), text: readFileSync(join(memo, name), "utf8") };
  };
  return { bus, host, show, read, memo, adapter };
}

/** Runs the tests of a folder as its author does. */
async function runTests(folder: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const words = ["node_modules/vitest/vitest.mjs", "run", "--root", folder];
  const child = spawn(process.execPath, words, { env: { ...process.env, NO_COLOR: "1" } });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output };
}

test("a refusal at the vendor becomes a test that fails until its author has decided, and nothing personal is written", async () => {
  const { bus, host, show, read, memo } = await setup();
  const [example] = orderCompleted.examples;
  const data = { ...example, customer: { email: "ada@mail.org", givenName: "Augusta" } };
  const message = { source: "/tests", sourceId: "evt-1", type: orderCompleted.type, extensions: {}, data };
  await bus.start(startWorker);
  await bus.accept([{ message, contentType: "application/json", body: Buffer.from(JSON.stringify(data)) }]);
  const [row] = await bus.allBecome(1, "dead");
  expect([await show(`${row?.message_id}:toy.earn`), host.err()]).toEqual([0, ""]);

  const [source, fixture] = [read(/\.test\.ts$/), read(/failures.*\.json$/)];
  expect(source.text + fixture.text).not.toMatch(/ada@|Augusta|King/);
  const undecided = await runTests(memo);
  expect(undecided.output).toContain("Decide what should come of this failure of memo");
  expect(undecided.code).toBe(1);
  const expected = '{ request: { method: "POST" }, outcome: { kind: "rejected", code: "301" } }';
  writeFileSync(source.path, source.text.replace("expected = undecided", `expected = ${expected}`));
  expect(await runTests(memo)).toMatchObject({ code: 0 });
  const [audit] = await bus.sql`SELECT actor, action, reason FROM audit`;
  expect(audit).toEqual({ actor: "rita", action: "payload.read", reason: "ticket 7" });
});

test("a webhook that does not translate becomes a test, with the body's digits and without its persons", async () => {
  const { bus, host, show, read } = await setup();
  const ingress = await bus.start(startIngress, { ingressPort: 0 });
  const body =
    '{"event":"note.taken","id":"e-1","customer":{"name":"Augusta"},"note":{"text":"tea","total":"1.50"},"orderId":12345678901234567890}';
  const { port } = ingress as Awaited<ReturnType<typeof startIngress>>;
  const headers = { "content-type": "application/json", "x-memo-topic": "notes" };
  const response = await fetch(`http://127.0.0.1:${port}/v1/webhooks/toy/events`, {
    method: "POST",
    headers,
    body,
  });
  await response.body?.cancel();
  expect(response.status).toBe(200);
  const [row] = await bus.allBecome(1, "dead");
  expect([await show(`${row?.message_id}:intake`), host.err()]).toEqual([0, ""]);
  const { text } = read(/failures.*\.json$/);
  expect(text).not.toContain("Augusta");
  expect(text).toContain("12345678901234567890");
  expect(JSON.parse(text)).toMatchObject({
    webhook: "events",
    headers: { "x-memo-topic": "notes" },
    toFill: [],
  });
});

test("whoever may not read payloads gets no fixture", async () => {
  const { bus, host, show } = await setup();
  await bus.start(startWorker);
  const [data] = orderCompleted.examples;
  const message = { source: "/tests", sourceId: "evt-1", type: orderCompleted.type, extensions: {}, data };
  await bus.accept([{ message, contentType: "application/json", body: Buffer.from(JSON.stringify(data)) }]);
  const [row] = await bus.allBecome(1, "dead");
  expect(await show(`${row?.message_id}:toy.earn`, "t-producer")).toBe(1);
  expect(host.err()).toMatch(/403|may not read/);
});
