import stripe from "@spindlebus/adapter-stripe";
import { canonicalContracts, paymentRefunded } from "@spindlebus/contracts";
import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { Stripe } from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startAdmin, type RunningAdmin } from "../../../admin-api/src/index.ts";
import { refundUpdated } from "../../../adapters/stripe/fixtures/events.ts";
import { planBus } from "../../../bus/src/config/bus-plan.ts";
import { createToken } from "../../../bus/src/postgres/tokens.ts";
import { exchanges } from "../../../bus/src/rabbitmq/names.ts";
import type { RunningRole } from "../../../bus/src/role.ts";
import { startScheduler } from "../../../bus/src/roles/scheduler.ts";
import { readSettings } from "../../../bus/src/settings.ts";
import { eventually } from "../../support/eventually.ts";
import { openWayIn, type WayIn } from "../../support/way-in.ts";

/*
 * What failed at the way in is mended and replayed like any other failure, by the admin API alone.
 */

const secret = "whsec_retake";
const log = pino({ level: "silent" });
const plan = planBus(
  { contracts: canonicalContracts, connections: { stripe: { adapter: stripe, settings: {} } } },
  (_connection, name) => (name === "webhookSecret" ? secret : "sk_test"),
);

let way: WayIn;
let admin: RunningAdmin;
let scheduler: RunningRole;
let token: string;

beforeAll(async () => {
  way = await openWayIn(plan);
  ({ token } = await createToken(way.sql, { name: "ana", roles: ["admin"] }));
  const settings = { ...readSettings({}), adminPort: 0, amqpUrl: way.amqpUrl, databaseUrl: way.databaseUrl };
  admin = await startAdmin({ settings, plan, log, name: "test admin" });
  scheduler = await startScheduler({ settings, plan, log, name: "test scheduler" });
});
afterAll(() => Promise.all([admin?.stop(), scheduler?.stop()]));

type Json = Record<string, unknown>;

async function ask(path: string, json?: unknown): Promise<{ readonly status: number; readonly json: Json }> {
  const response = await fetch(`http://127.0.0.1:${admin.port}/api/v1/${path}`, {
    method: json === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  // Every answer of the admin API is a JSON object.
  return { status: response.status, json: (await response.json()) as Json };
}

type Failure = {
  readonly id: string;
  readonly state: string;
  readonly vendorReference: string | null;
  readonly error: { code: string } | null;
};

/** The one failure whose message has this text in its envelope. */
async function failureWith(text: string): Promise<string> {
  const [row] = await eventually(
    "the failure",
    () =>
      way.sql<{ id: string }[]>`SELECT message_id AS id FROM message_body WHERE envelope LIKE ${`%${text}%`}`,
    ({ length }) => length > 0,
  );
  return `${row?.id}:intake`;
}

const becomes = (id: string, ...states: readonly string[]) =>
  eventually(
    `${id} to become ${states.join(" or ")}`,
    async () => (await ask(`failures/${id}`)).json as unknown as Failure,
    ({ state }) => states.includes(state),
  );

async function replay(id: string): Promise<void> {
  const created = await ask("replays", { selection: { ids: [id] }, reason: "mended" });
  expect(created.status).toBe(202);
  await eventually(
    "the replay to end",
    async () => (await ask(`replays/${String(created.json["id"])}`)).json,
    ({ state }) => state === "completed",
  );
}

const [example] = paymentRefunded.examples;

function publish(id: string, body: unknown): void {
  way.channel.publish(exchanges.intake, "", Buffer.from(JSON.stringify(body)), {
    contentType: "application/json",
    headers: {
      "cloudEvents:specversion": "1.0",
      "cloudEvents:id": id,
      "cloudEvents:source": "/pos",
      "cloudEvents:type": paymentRefunded.type,
    },
  });
}

const publishedAs = (id: string) =>
  eventually(
    `${id} to be published`,
    async () => way.heard.filter(({ heading }) => heading.event["id"] === id),
    ({ length }) => length > 0,
  );

test("a message by AMQP that is mended and replayed is taken in, once, under its own id", async () => {
  const sourceId = randomUUID();
  publish(sourceId, { paymentId: 7 });
  const id = await failureWith(sourceId);
  const before = await ask(`failures/${id}`);
  expect(before.json).toMatchObject({ state: "dead", error: { code: "contract-violation" } });
  const mended = await ask(`failures/${id}/revisions`, {
    body: JSON.stringify(example),
    reason: "as it was meant",
  });
  expect(mended.status).toBe(200);
  await replay(id);
  const failure = await becomes(id, "applied");
  const [message, ...others] = await publishedAs(sourceId);
  expect([failure.vendorReference, others]).toEqual([message?.id, []]);
  expect(JSON.parse(String(message?.body))).toEqual(example);
  const attempts = await ask(`failures/${id}/attempts`);
  expect(attempts.json["data"]).toMatchObject([{ n: 1, generation: 1, outcome: "applied" }]);
});

test("one that is replayed as it is fails again, with the reason of today", async () => {
  const sourceId = randomUUID();
  publish(sourceId, { paymentId: 8 });
  const id = await failureWith(sourceId);
  await replay(id);
  const failure = await becomes(id, "dead");
  expect(failure).toMatchObject({ error: { code: "contract-violation" }, generation: 1, attempts: 1 });
  const history = await ask(`failures/${id}/history`);
  expect(history.json["data"]).toMatchObject([{ action: "failure.replay", replay: { item: "failedAgain" } }]);
});

test("a large one is judged by all its bytes when it is replayed, and may be mended by as many", async () => {
  const sourceId = randomUUID();
  publish(sourceId, { ...example, paymentId: 7, text: "x".repeat(600_000) });
  const id = await failureWith(sourceId);
  await replay(id);
  expect(await becomes(id, "dead")).toMatchObject({ error: { code: "contract-violation" }, generation: 1 });
  const body = `${" ".repeat(2_000_000)}${JSON.stringify(example)}`;
  expect((await ask(`failures/${id}/revisions`, { body, reason: "as it was meant" })).status).toBe(200);
  await replay(id);
  await becomes(id, "applied");
  const [message] = await publishedAs(sourceId);
  expect(message?.body.length).toBe(0);
  expect(message?.heading.event["dataref"]).toMatch(/^urn:spindle:body:/);
});

test("an edit that would fail again is refused, and the original stays as it came", async () => {
  const sourceId = randomUUID();
  publish(sourceId, { paymentId: 9 });
  const id = await failureWith(sourceId);
  const { status, json } = await ask(`failures/${id}/revisions`, {
    body: '{"paymentId":10}',
    reason: "wrong",
  });
  expect(status).toBe(422);
  expect(json["errors"]).toContainEqual({ pointer: "/data/paymentId", detail: expect.any(String) });
  await ask(`failures/${id}/revisions`, { body: JSON.stringify(example), reason: "right" });
  const [row] = await way.sql<{ body: Buffer }[]>`
    SELECT body FROM message_body WHERE message_id = ${id.slice(0, 36)}`;
  expect(String(row?.body)).toBe('{"paymentId":9}');
});

test("a verified webhook that is mended and replayed is translated, without its signature", async () => {
  const payload = JSON.stringify({
    ...refundUpdated,
    id: `evt_${randomUUID()}`,
    data: { object: { id: 7 } },
  });
  await fetch(`${way.url}/v1/webhooks/stripe/events`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "stripe-signature": Stripe.webhooks.generateTestHeaderString({ payload, secret }),
    },
    body: payload,
  });
  const id = await failureWith("/connections/stripe/webhooks/events");
  const event = { ...refundUpdated, id: `evt_${randomUUID()}` };
  expect(
    (await ask(`failures/${id}/revisions`, { body: JSON.stringify(event), reason: "whole" })).status,
  ).toBe(200);
  await replay(id);
  const { vendorReference } = await becomes(id, "applied");
  const message = await way.published(String(vendorReference));
  expect(message.heading.event).toMatchObject({ type: paymentRefunded.type, source: "/connections/stripe" });
});

test("one whose message was accepted meanwhile is applied by that one: nothing is published twice", async () => {
  const sourceId = randomUUID();
  publish(sourceId, { paymentId: 11 });
  const id = await failureWith(sourceId);
  publish(sourceId, example);
  const [message] = await publishedAs(sourceId);
  await ask(`failures/${id}/revisions`, { body: JSON.stringify(example), reason: "the producer did, too" });
  await replay(id);
  expect((await becomes(id, "applied")).vendorReference).toBe(message?.id);
  expect(await publishedAs(sourceId)).toHaveLength(1);
});
