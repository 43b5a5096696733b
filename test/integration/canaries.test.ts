import { canonicalContracts, fieldClasses } from "@spindlebus/contracts";
import getPort from "get-port";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { startAdmin } from "../../admin-api/src/index.ts";
import { startIngress } from "../../bus/src/ingress/start.ts";
import { createToken } from "../../bus/src/postgres/tokens.ts";
import { exchanges } from "../../bus/src/rabbitmq/names.ts";
import { startRecorder } from "../../bus/src/roles/recorder.ts";
import { startScheduler } from "../../bus/src/roles/scheduler.ts";
import { startWorker } from "../../bus/src/roles/worker.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { openCanaries } from "../support/canaries.ts";
import { openLogIns } from "../support/canary-log-ins.ts";
import { openEchoingVendor } from "../support/echoing-vendor.ts";
import { eventually } from "../support/eventually.ts";
import { gossipOf, relayHeader } from "../support/gossip.ts";
import { openNoticeReceiver } from "../support/notice-receiver.ts";
import { openToyBus } from "../support/toy-bus.ts";

/*
 * Personal values in every field that contracts mark so, and secrets in every place for them, through a run in which everything
 * goes wrong: none may come out anywhere. There are no spans yet; when there are, they belong in `cameOut`.
 */

const canaries = openCanaries();

/** Those contracts of which most is personal. */
const contracts = canonicalContracts
  .toSorted((one, other) => fieldClasses(other).length - fieldClasses(one).length)
  .slice(0, 4);

const gossip = gossipOf(contracts);

/** What came out, by where. */
const cameOut = new Map<string, string>();

async function setup() {
  const vendor = await openEchoingVendor();
  onTestFinished(vendor.close);
  const told = await openNoticeReceiver();
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const vendorSecret = canaries.one("secret of the connection");
  const bus = await openToyBus({
    adapter: gossip,
    contracts,
    operations: Object.keys(gossip.operations),
    vendorUrl: vendor.url,
    vendorSecret,
    notices: { told: { url: told.url } },
    alerts: { to: { duty: { url: told.url } } },
    retry: { base: "20ms", cap: "40ms", attempts: 2 },
    log,
  });
  const { amqpUrl, databaseUrl, plan, sql } = bus;
  const producer = (await createToken(sql, { name: "till", roles: ["producer"] })).token;
  const viewer = (await createToken(sql, { name: "vera", roles: ["viewer"] })).token;
  const reader = (await createToken(sql, { name: "rita", roles: ["payload-reader"] })).token;
  for (const role of [startWorker, startScheduler, startRecorder]) await bus.start(role);
  const ingress = await startIngress({
    settings: { ...readSettings({}), ingressPort: 0, amqpUrl, databaseUrl },
    plan,
    log,
    name: "ingress",
  });
  const adminPort = await getPort();
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  const logIns = await openLogIns(canaries, adminUrl);
  const settings = { ...readSettings({}), adminPort, amqpUrl, databaseUrl };
  const admin = await startAdmin({ settings, plan: { ...plan, admin: logIns.plan }, log, name: "admin" });
  onTestFinished(async () => void (await Promise.all([ingress.stop(), admin.stop()])));
  const publish = (type: string, data: unknown, token = producer) =>
    came(`the answer to ${type}`, `http://127.0.0.1:${ingress.port}/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/cloudevents+json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ specversion: "1.0", id: uuidv7(), source: "/tests", type, data }),
    });
  const relay = (body: string, secret = vendorSecret) =>
    came("the answer to a webhook", `http://127.0.0.1:${ingress.port}/v1/webhooks/toy/relay`, {
      method: "POST",
      headers: { "content-type": "application/json", [relayHeader]: secret },
      body,
    });
  return { bus, told, lines, publish, relay, viewer, reader, logIns, adminUrl };
}

type Run = Awaited<ReturnType<typeof setup>>;

/** What is not valid, by both ways in; gives how many of it become failures. */
async function sendBroken({ bus, publish }: Run): Promise<number> {
  for (const contract of contracts) {
    const [data] = canaries.plant(contract);
    const broken = { ...Object(data), nickname: canaries.one("a field of no contract") };
    await publish(contract.type, broken);
    await publish("nobody.knows.v1", broken);
    for (const body of [JSON.stringify(broken), `{"name":"${canaries.one("a torn body")}`]) {
      const attributes = { id: uuidv7(), source: "/tests", type: contract.type, specversion: "1.0" };
      const headers = Object.fromEntries(Object.entries(attributes).map(([k, v]) => [`cloudEvents:${k}`, v]));
      const contentType = "application/json";
      bus.channel.publish(exchanges.intake, "", Buffer.from(body), { headers, contentType });
    }
  }
  await publish(contracts[0]?.type ?? "", {}, canaries.one("a token of a publisher"));
  return 2 * contracts.length;
}

/** Webhooks of the vendor: a valid one, and in every way not; gives how many of them become deliveries. */
async function sendWebhooks({ relay }: Run): Promise<number> {
  const [contract] = contracts;
  if (!contract) throw new Error("there are no contracts");
  const event = (type: string, data: unknown) => JSON.stringify({ eventId: uuidv7(), type, data });
  const [data] = canaries.plant(contract);
  const strange = withoutIds(data);
  // After what is valid: not what the contract says, nothing that is known, no event, and no JSON.
  const bodies = [
    event(contract.type, data),
    event(contract.type, { ...strange, nickname: canaries.one("a webhook's own field") }),
    event("nobody.knows.v1", strange),
    JSON.stringify({ data: strange, note: canaries.one("a webhook that is no event") }),
    `{"name":"${canaries.one("a torn webhook")}`,
  ];
  for (const body of bodies) await relay(body);
  await relay(event(contract.type, data), canaries.one("a secret of somebody else"));
  return bodies.length;
}

/** What no contract knows shows its ids to operators, who look a guest up at the vendor by them: there is no canary in those. */
const withoutIds = (data: unknown): object =>
  Object(JSON.parse(JSON.stringify(data), (key, value: unknown) => (key === "id" ? undefined : value)));

/** Everything that a viewer can read, and what somebody is told who is nobody. */
async function readAll({ bus, adminUrl, viewer }: Run): Promise<void> {
  const headers = { authorization: `Bearer ${viewer}`, "content-type": "application/json" };
  const rows = await bus.deliveries();
  const groups = await bus.sql<{ id: string }[]>`SELECT id FROM failure_group`;
  const paths = await readablePaths(`${adminUrl}/openapi.json`);
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths)
    for (const id of idsFor(
      path,
      rows,
      groups.map((group) => group.id),
    ))
      await came(`GET ${path}`, `${adminUrl}${path.replace(/\{\w+\}/, encodeURIComponent(id))}`, { headers });
  for (const { route, message_id } of rows)
    await came("a dry run", `${adminUrl}/api/v1/failures/${message_id}:${route}/dry-run`, {
      method: "POST",
      headers,
      body: "{}",
    });
  const failures = `${adminUrl}/api/v1/failures`;
  await came("a search", `${failures}?reference=${canaries.one("a search")}`, { headers });
  const authorization = `Bearer ${canaries.one("a token of a person")}`;
  await came("a bad token", failures, { headers: { authorization } });
  const pasted = { token: canaries.one("a token that was pasted") };
  const own = { origin: adminUrl, "x-spindle-request": "1", "content-type": "application/json" };
  await came("a bad log-in", `${adminUrl}/auth/token`, {
    method: "POST",
    headers: own,
    body: JSON.stringify(pasted),
  });
}

test(
  "no secret and no personal value comes out of a run in which everything fails",
  { timeout: 40_000 },
  async () => {
    const run = await setup();
    const { bus, told, lines, publish } = run;
    const messages = contracts.flatMap((contract) =>
      canaries.plant(contract).map((data) => ({ type: contract.type, data })),
    );
    for (const { type, data } of messages) await publish(type, data);
    expect(canaries.count()).toBeGreaterThan(40);
    const expected = messages.length + (await sendBroken(run)) + (await sendWebhooks(run));
    await eventually(
      "everything to have failed",
      bus.deliveries,
      (rows) => rows.length >= expected && rows.every(({ state }) => /dead|blocked|inDoubt/.test(state)),
    );
    const people = await run.logIns.all();
    expect(people.map(({ status }) => status)).toEqual([401, 401, 401, 403, 303]);
    cameOut.set("what browsers are shown", people.map(({ text }) => text).join("\n"));
    await readAll(run);
    cameOut.set("the log", lines.join(""));
    const kept =
      await bus.sql`SELECT a::text AS text FROM audit a UNION ALL SELECT s::text FROM admin_session s`;
    cameOut.set("the audit and the sessions", kept.map(({ text }) => String(text)).join("\n"));
    cameOut.set("notices and alerts", JSON.stringify(told.notices));
    expect(lines.length).toBeGreaterThan(expected);
    expect(told.notices.length).toBeGreaterThan(0);
    expect(cameOut.get("GET /api/v1/failures/{id}/attempts")).toContain("•••");
    expect(cameOut.get("GET /metrics")).toMatch(
      /\nspindle_failures\{route="toy\.\w+",connection="toy",state="\w+"\} [1-9]/,
    );
    expect(canaries.foundIn(await revealed(run))).not.toEqual([]);
    const leaks = [...cameOut].flatMap(([where, text]) =>
      canaries.foundIn(text).map((from) => `${where}: ${from}`),
    );
    expect([...new Set(leaks)]).toEqual([]);
  },
);

/** What somebody is given who has the right and says why: the canaries are there. */
async function revealed({ bus, adminUrl, reader }: Run): Promise<string> {
  const row = (await bus.deliveries()).find(({ route }) => route !== "intake");
  const url = `${adminUrl}/api/v1/failures/${row?.message_id}:${row?.route}/payload?reason=test`;
  return (await fetch(url, { headers: { authorization: `Bearer ${reader}` } })).text();
}

/** Keeps what an answer says, with its headers, under what was asked. */
async function came(what: string, url: string, init: RequestInit): Promise<void> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(2_000) });
  const headers = JSON.stringify([...response.headers]);
  // Events are told as they happen, and this one never ends.
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) return response.body?.cancel();
  cameOut.set(what, `${cameOut.get(what) ?? ""}${headers}${await response.text()}\n`);
}

/** All that can be read, as the description says. */
async function readablePaths(url: string): Promise<readonly string[]> {
  const shape = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
  const { paths } = shape.parse(await (await fetch(url)).json());
  return Object.entries(paths).flatMap(([path, methods]) => ("get" in methods ? [path] : []));
}

/** What the path is asked with: everything of the run that it may be about. */
function idsFor(
  path: string,
  rows: Awaited<ReturnType<Run["bus"]["deliveries"]>>,
  groups: readonly string[],
): readonly string[] {
  if (path.includes("/failures/{id}")) return rows.map(({ message_id, route }) => `${message_id}:${route}`);
  if (path.includes("/messages/{id}")) return rows.map(({ message_id }) => message_id);
  if (path.includes("/failure-groups/{id}")) return groups;
  if (path.includes("/connections/{id}")) return ["toy"];
  if (path.includes("/contracts/")) return contracts.map(({ type }) => type);
  return path.includes("{") ? [uuidv7()] : [""];
}
