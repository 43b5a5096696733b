import stripe from "@spindlebus/adapter-stripe";
import { canonicalContracts, orderCompleted, type Publication } from "@spindlebus/contracts";
import { CloudEvent, HTTP } from "cloudevents";
import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { Stripe } from "stripe";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refundUpdated } from "../../adapters/stripe/fixtures/events.ts";
import { planBus } from "../../bus/src/config/bus-plan.ts";
import { plannedTypes } from "../../bus/src/config/routed-types.ts";
import { createIngressApp } from "../../bus/src/ingress/app.ts";
import { startIngress, type RunningIngress } from "../../bus/src/ingress/start.ts";
import { openIntake } from "../../bus/src/intake/intake.ts";
import { messagePublisher } from "../../bus/src/intake/message-publisher.ts";
import { openDatabase, type Database } from "../../bus/src/postgres/connect.ts";
import { postgresIntakeFailures } from "../../bus/src/postgres/intake-failures.ts";
import { postgresBodies } from "../../bus/src/postgres/bodies/open-bodies.ts";
import { postgresIntakeStore } from "../../bus/src/postgres/intake-store.ts";
import { postgresReceipts } from "../../bus/src/postgres/receipts.ts";
import { createToken, findToken } from "../../bus/src/postgres/tokens.ts";
import { consume } from "../../bus/src/rabbitmq/consumer.ts";
import { exchanges, workQueue } from "../../bus/src/rabbitmq/names.ts";
import { openPublisher, type Published, type Publisher } from "../../bus/src/rabbitmq/publisher.ts";
import { openSession, type Session } from "../../bus/src/rabbitmq/session.ts";
import { openSteward } from "../../bus/src/rabbitmq/steward.ts";
import { topologyOf } from "../../bus/src/rabbitmq/topology.ts";
import { readSettings } from "../../bus/src/settings.ts";
import { noteAdapter } from "../bench/note-adapter.ts";
import { migratedDatabase, freshVhost } from "../support/servers.ts";
import { openProxy, type Proxy } from "../faults/support/proxy/proxy.ts";

const log = pino({ level: "silent" });
const readyMs = 30_000;
const webhookSecret = "whsec_integration";
const [example] = orderCompleted.examples;
if (!example) throw new Error("order.completed.v1 has no example");

const plan = planBus(
  {
    contracts: canonicalContracts,
    connections: {
      note: { adapter: noteAdapter, settings: { baseUrl: "http://127.0.0.1:1" } },
      stripe: { adapter: stripe, settings: {} },
    },
  },
  (_connection, secret) => (secret === "webhookSecret" ? webhookSecret : "sk_test_integration"),
);
const noteRoute = "note.take";

let ingress: RunningIngress;
let database: Database;
let publisher: Publisher;
let queue: Session;
let broker: Proxy;
let databaseLink: Proxy;
let token: string;
/** Bus ids of what has reached the route's work queue. */
const queued: string[] = [];

beforeAll(async () => {
  const [amqpUrl, databaseUrl] = await Promise.all([freshVhost(), migratedDatabase()]);
  database = openDatabase({ url: databaseUrl, connections: 2, name: "test" });
  ({ token } = await createToken(database.sql, { name: "pos", roles: ["producer"], loopbackOnly: true }));
  const steward = openSteward({ url: amqpUrl, name: "test steward", log });
  await steward.ready(readyMs);
  await steward.declare(topologyOf(plannedTypes(plan.routes)));
  await steward.close();
  publisher = openPublisher({ url: amqpUrl, name: "test publisher", log });
  queue = openSession({
    url: amqpUrl,
    name: "test consumer",
    log,
    setup: (generation) =>
      consume(generation, {
        queue: workQueue(noteRoute),
        prefetch: 100,
        onMessage: (message) => {
          queued.push(message.id ?? "");
          message.ack();
        },
      }),
  });
  [broker, databaseLink] = await Promise.all([openProxy(amqpUrl), openProxy(databaseUrl)]);
  ingress = await startIngress({
    settings: {
      ...readSettings({ SPINDLE_INGRESS_PORT: "0" }),
      amqpUrl: broker.url,
      databaseUrl: databaseLink.url,
    },
    plan,
    log,
    name: "test ingress",
  });
  await Promise.all([publisher.ready(readyMs), queue.ready(readyMs)]);
});

afterAll(async () => {
  await ingress?.stop();
  await Promise.all([publisher?.close(), queue?.close(), database?.close()]);
  await Promise.all([broker?.cut(), databaseLink?.cut()]);
});

type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> };

async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${ingress.port}${path}`, init);
  // Every answer of the ingress is a JSON object.
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body };
}

const publish = (headers: Readonly<Record<string, unknown>>, body: unknown): Promise<Answer> =>
  send("/v1/messages", {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, ...(headers as Record<string, string>) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

type EventParts = { readonly id?: string; readonly orderId?: string; readonly causationid?: string };

const event = ({ id = randomUUID(), orderId = "ord-1", ...extensions }: EventParts = {}) => ({
  specversion: "1.0",
  id,
  source: "/pos/0042",
  type: orderCompleted.type,
  ...extensions,
  data: { ...example, orderId },
});

const structured = (parts?: EventParts) =>
  publish({ "content-type": "application/cloudevents+json" }, event(parts));
const receiptOf = (id: unknown) =>
  send(`/v1/messages/${String(id)}`, { headers: { authorization: `Bearer ${token}` } });
const rowsOf = (sourceId: string) => database.sql`SELECT id FROM intake WHERE source_id = ${sourceId}`;
const reachesQueue = (id: unknown) =>
  expect.poll(() => queued.includes(String(id)), { timeout: 30_000 }).toBe(true);

test("an accepted message is in its route's queue and in its receipt, pending", async () => {
  const id = randomUUID();
  const accepted = await structured({ id });
  expect([accepted.status, accepted.body["duplicate"]]).toEqual([202, false]);
  await reachesQueue(accepted.body["id"]);
  const receipt = await receiptOf(accepted.body["id"]);
  expect(accepted.headers.get("location")).toBe(`/v1/messages/${String(accepted.body["id"])}`);
  expect([receipt.status, receipt.body]).toEqual([
    200,
    {
      id: accepted.body["id"],
      type: orderCompleted.type,
      source: "/pos/0042",
      sourceId: id,
      acceptedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      deliveries: [
        {
          route: noteRoute,
          state: "pending",
          attempts: 0,
          settledAt: null,
          nextAttemptAt: null,
          vendorReference: null,
        },
      ],
      results: [],
    },
  ]);
});

test("a receipt names the messages that the message begot", async () => {
  const cause = await structured();
  const causationid = String(cause.body["id"]);
  const result = await structured({ causationid });
  const receipt = await receiptOf(causationid);
  expect(receipt.body["results"]).toEqual([{ id: result.body["id"], type: orderCompleted.type }]);
});

test("the receipt of an id that nobody has is 404", async () => {
  expect((await receiptOf(randomUUID())).status).toBe(404);
});

test("50 parallel posts of one message are one message", async () => {
  const id = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, () => structured({ id })));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
  expect(new Set(answers.map(({ body }) => body["id"])).size).toBe(1);
  expect(answers.filter(({ body }) => body["duplicate"] === false)).toHaveLength(1);
  expect(await rowsOf(id)).toHaveLength(1);
});

test("the same id with another body is a conflict, and the first stays", async () => {
  const id = randomUUID();
  const first = await structured({ id });
  const other = await structured({ id, orderId: "ord-other" });
  expect([other.status, other.body["id"]]).toEqual([409, first.body["id"]]);
  expect(await rowsOf(id)).toHaveLength(1);
});

test("what was committed and never confirmed is published by a repeat, under the same id", async () => {
  const { app, outbox } = ingressWhosePublishesEnd(["unknown"]);
  const id = randomUUID();
  const init = {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/cloudevents+json" },
    body: JSON.stringify(event({ id })),
  };
  const local = { incoming: undefined };
  const lost = await app.request("/v1/messages", init, local);
  expect([lost.status, lost.headers.has("retry-after")]).toEqual([503, true]);
  const [row] = await rowsOf(id);
  expect(await outbox()).toContain(row?.["id"]);

  const repeated = await app.request("/v1/messages", init, local);
  expect([repeated.status, await repeated.json()]).toEqual([202, { id: row?.["id"], duplicate: true }]);
  await reachesQueue(row?.["id"]);
  await expect.poll(outbox).not.toContain(row?.["id"]);
});

test("messages that share a commit are kept with their own bytes until they are confirmed", async () => {
  const { app } = ingressWhosePublishesEnd(["unknown", "unknown", "unknown"]);
  const events = ["ord-1", "ord-käse-☕", "ord-3 is longer than the others"].map((orderId) =>
    event({ orderId }),
  );
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/cloudevents-batch+json" };
  const init = { method: "POST", headers, body: JSON.stringify(events) };
  await app.request("/v1/messages", init, { incoming: undefined });
  const kept = await database.sql<{ source_id: string; routes: string[]; body: Buffer }[]>`
    SELECT source_id, routes, body FROM outbox JOIN intake ON id = message_id`;
  const bodies = new Map(kept.map(({ source_id: id, body }) => [id, JSON.parse(body.toString()) as unknown]));
  expect(bodies).toEqual(new Map(events.map(({ id, data }) => [id, data])));
  expect(new Set(kept.map(({ routes }) => routes.join()))).toEqual(new Set([noteRoute]));
});

/** An ingress on the same database whose first publishes end like this, as if it had been killed in between. */
function ingressWhosePublishesEnd(ends: readonly Published[]) {
  const { sql } = database;
  const { registry, routesFor, routing, connections } = plan;
  const left = [...ends];
  const toBroker = messagePublisher(publisher);
  const intake = openIntake({
    registry,
    routing,
    store: postgresIntakeStore(sql),
    bodies: postgresBodies(sql),
    publish: (accepted) => {
      const end = left.shift();
      return end ? Promise.resolve(end) : toBroker(accepted);
    },
  });
  const app = createIngressApp({
    intake,
    registry,
    routesFor,
    connections,
    receipts: postgresReceipts(sql),
    tokens: {
      // Requests that do not come over a socket are from nowhere.
      find: async (text) => {
        const principal = await findToken(sql, text);
        return principal && { ...principal, loopbackOnly: false };
      },
    },
    failures: postgresIntakeFailures(sql, postgresBodies(sql)),
    health: () => Promise.resolve({ database: true, broker: true }),
    clock: Date,
    log,
    closing: new AbortController().signal,
  });
  const outbox = async () =>
    (await sql`SELECT message_id FROM outbox`).map((row) => row["message_id"] as unknown);
  return { app, outbox };
}

const sdkEvent = (orderId: string) =>
  new CloudEvent({
    id: randomUUID(),
    source: "/sdk/0042",
    type: orderCompleted.type,
    datacontenttype: "application/json",
    data: { ...example, orderId },
  });

test.each([
  ["structured", HTTP.structured],
  ["binary", HTTP.binary],
])("the official SDK's %s mode is understood", async (_mode, encode) => {
  const { headers, body } = encode(sdkEvent("ord-sdk"));
  const { status, body: answer } = await publish(headers, body);
  expect(status).toBe(202);
  await reachesQueue(answer["id"]);
});

test("the official SDK's events are understood as a batch", async () => {
  const events = ["ord-a", "ord-b"].map((orderId) => sdkEvent(orderId));
  const { status, body } = await publish({ "content-type": "application/cloudevents-batch+json" }, events);
  const accepted = expect.objectContaining({ status: 202, duplicate: false });
  expect([status, body["results"]]).toEqual([200, [accepted, accepted]]);
});

test("without the broker the answer is 503 with Retry-After, and all is well once it is back", async () => {
  const id = randomUUID();
  await broker.cut();
  const refused = await structured({ id });
  expect([refused.status, refused.headers.has("retry-after")]).toEqual([503, true]);
  const unready = await send("/readyz");
  expect([unready.status, unready.body["checks"]]).toEqual([503, { database: "up", broker: "down" }]);
  expect((await send("/livez")).status).toBe(200);
  await broker.mend();
  await expect
    .poll(async () => (await structured({ id })).status, { timeout: 30_000, interval: 200 })
    .toBe(202);
  const [row] = await rowsOf(id);
  await reachesQueue(row?.["id"]);
});

test("without the database the answer is 503 with Retry-After, and all is well once it is back", async () => {
  const id = randomUUID();
  await structured();
  await databaseLink.cut();
  const refused = await structured({ id });
  expect([refused.status, refused.headers.has("retry-after")]).toEqual([503, true]);
  expect((await send("/readyz")).body["checks"]).toMatchObject({ database: "down" });
  await databaseLink.mend();
  await expect
    .poll(async () => (await structured({ id })).status, { timeout: 30_000, interval: 200 })
    .toBe(202);
});

test.each([
  ["database", () => databaseLink],
  ["broker", () => broker],
])(
  "while the %s hangs what is beyond the bound is refused at once, and what gets a 2xx is stored",
  async (_name, link) => {
    const many = 2_300;
    const statuses = new Map<string, number>();
    const refused = Promise.withResolvers<void>();
    link().stall();
    const all = Array.from({ length: many }, async () => {
      const id = randomUUID();
      const { status, headers } = await structured({ id });
      statuses.set(id, status);
      expect(status === 202 || headers.has("retry-after")).toBe(true);
      if (statuses.size === 300) refused.resolve();
    });
    await refused.promise;
    expect(new Set(statuses.values())).toEqual(new Set([503]));
    await link().mend();
    await Promise.all(all);
    const accepted = [...statuses].filter(([, status]) => status === 202).map(([id]) => id);
    expect(accepted.length).toBeGreaterThan(0);
    const [stored] = await database.sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM intake WHERE source_id = ANY(${accepted})`;
    expect(stored?.count).toBe(accepted.length);
  },
  60_000,
);

const nowSeconds = () => Math.floor(Date.now() / 1_000);

/** A webhook request that Stripe's own SDK signed. */
function stripeWebhook(
  payload: string,
  { timestamp = nowSeconds(), secret = webhookSecret } = {},
): Promise<Answer> {
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return send("/v1/webhooks/stripe/events", {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8", "stripe-signature": signature },
    body: payload,
  });
}

test("a refund that Stripe signed is one canonical message, however often it is sent", async () => {
  const payload = JSON.stringify(refundUpdated, undefined, 2);
  const first = await stripeWebhook(payload);
  expect([first.status, first.body]).toEqual([
    200,
    { messages: [{ id: expect.any(String), type: "payment.refunded.v1", duplicate: false }] },
  ]);
  const [{ id }] = first.body["messages"] as [{ id: string }];
  expect((await receiptOf(id)).body).toMatchObject({ source: "/connections/stripe", deliveries: [] });
  const again = await stripeWebhook(payload);
  expect(again.body).toEqual({ messages: [{ id, type: "payment.refunded.v1", duplicate: true }] });
});

test.each([
  ["with another secret", { secret: "whsec_other" }],
  ["ten minutes ago", { timestamp: nowSeconds() - 600 }],
  ["ten minutes from now", { timestamp: nowSeconds() + 600 }],
])("what was signed %s is answered 401 and leaves no row", async (_title, signing) => {
  const payload = JSON.stringify({ ...refundUpdated, id: randomUUID() });
  const before = await countIntake();
  expect((await stripeWebhook(payload, signing)).status).toBe(401);
  expect(await countIntake()).toBe(before);
});

const countIntake = async () =>
  (await database.sql`SELECT count(*)::int AS n FROM intake`)[0]?.["n"] as number;

test("a signed webhook that cannot be translated is one dead delivery of the route intake, with its bytes", async () => {
  const payload = JSON.stringify(
    { ...refundUpdated, id: randomUUID(), data: { object: { id: 7 } } },
    undefined,
    1,
  );
  const answers = [await stripeWebhook(payload), await stripeWebhook(payload)];
  expect(answers.map(({ status, body }) => [status, body])).toEqual([
    [200, { messages: [] }],
    [200, { messages: [] }],
  ]);
  const rows = await database.sql`
    SELECT d.state, d.error_code, d.error_message, d.first_failed_at IS NOT NULL AS failed, g.code AS group_code,
           i.type, i.routes, i.entity_key, b.content_type, b.body
    FROM intake i JOIN delivery d ON d.message_id = i.id JOIN failure_group g ON g.id = d.group_id
    JOIN message_body b ON b.message_id = i.id
    WHERE i.source = '/connections/stripe/webhooks/events'`;
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    state: "dead",
    error_code: "unexpected-body",
    error_message: expect.stringMatching(/^stripe\/events: \/data\/object/),
    failed: true,
    group_code: "unexpected-body",
    type: "intake.webhook",
    routes: ["intake"],
    entity_key: "/connections/stripe/webhooks/events",
    content_type: "application/json; charset=utf-8",
  });
  expect(String(rows[0]?.["body"])).toBe(payload);
});

type AmqpParts = {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
  readonly body: unknown;
};

/** Publishes to the bus's own way in for AMQP. */
const publishByAmqp = ({
  headers = {},
  contentType = "application/json",
  body,
}: AmqpParts): Promise<Published> =>
  publisher.publish({
    exchange: exchanges.intake,
    routingKey: "",
    id: randomUUID(),
    type: "",
    contentType,
    headers,
    body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  });

const amqpHeaders = ({ source, sourceId, type }: Pick<Publication, "source" | "sourceId" | "type">) => ({
  "cloudEvents:specversion": "1.0",
  "cloudEvents:id": sourceId,
  "cloudEvents:source": source,
  "cloudEvents:type": type,
});

const idOf = async (sourceId: string) => (await rowsOf(sourceId))[0]?.["id"] as unknown;
const isAccepted = (sourceId: string) => expect.poll(() => idOf(sourceId), { timeout: 30_000 }).toBeDefined();

test("messages by AMQP go the same way, in binary and in structured mode", async () => {
  const [binary, whole] = [randomUUID(), randomUUID()];
  const headers = amqpHeaders({ source: "/pos/0042", sourceId: binary, type: orderCompleted.type });
  await publishByAmqp({ headers, body: example });
  await publishByAmqp({ contentType: "application/cloudevents+json", body: event({ id: whole }) });
  await isAccepted(binary);
  await isAccepted(whole);
  const both = expect.arrayContaining([await idOf(binary), await idOf(whole)]);
  await expect.poll(() => queued, { timeout: 30_000 }).toEqual(both);
});

test("what comes by AMQP and is no message is a failure, and those behind it are not held up", async () => {
  const behind = randomUUID();
  const headers = amqpHeaders({ source: "/pos/0042", sourceId: randomUUID(), type: orderCompleted.type });
  await publishByAmqp({ headers, body: { orderId: 7 } });
  await publishByAmqp({ headers: { ...headers, "cloudEvents:id": randomUUID() }, body: { orderId: 7 } });
  await publishByAmqp({ body: "{ no json" });
  await publishByAmqp({ contentType: "application/cloudevents+json", body: event({ id: behind }) });
  await isAccepted(behind);
  const failures = () => database.sql<{ code: string }[]>`
    SELECT d.error_code AS code FROM intake i JOIN delivery d ON d.message_id = i.id AND d.route = 'intake'
    WHERE i.source = '/amqp' AND d.state = 'dead' ORDER BY code`;
  await expect
    .poll(async () => (await failures()).map(({ code }) => code), { timeout: 30_000 })
    .toEqual(["contract-violation", "contract-violation", "not-a-cloudevent"]);
});

test("a message by AMQP that cannot be stored for now is stored later", async () => {
  const id = randomUUID();
  await databaseLink.cut();
  await publishByAmqp({ contentType: "application/cloudevents+json", body: event({ id }) });
  await databaseLink.mend();
  await expect.poll(() => idOf(id), { timeout: 30_000 }).toBeDefined();
});

test("an expired token is refused, and one that is made again keeps its id and takes its new limits", async () => {
  const made = { name: "till", roles: ["producer"], token: `till-${randomUUID()}` } as const;
  const past = await createToken(database.sql, { ...made, expiresAt: new Date(Date.now() - 1_000) });
  expect(await findToken(database.sql, made.token)).toBeUndefined();
  const now = await createToken(database.sql, { ...made, name: "till 2", loopbackOnly: true });
  expect([past.fresh, now]).toEqual([true, { ...past, fresh: false }]);
  expect(await findToken(database.sql, made.token)).toEqual({
    id: past.id,
    name: "till 2",
    roles: ["producer"],
    loopbackOnly: true,
    sources: null,
    types: null,
    connections: null,
    brands: null,
    ratePerSecond: null,
    burst: null,
  });
});
