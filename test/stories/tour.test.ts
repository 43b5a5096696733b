import { randomUUID } from "node:crypto";
import { openDatabase } from "../../bus/src/postgres/connect.ts";
import { Stripe } from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { freshDatabase, freshVhost } from "../support/servers.ts";
import { type RunningSpindle, startSpindle } from "../support/spindle.ts";
import { type Tour, tourOf } from "../support/tour.ts";

/** The tour of the README, on real processes and real servers. */
let spindle: RunningSpindle;
let tour: Tour;
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  spindle = await startSpindle({ amqpUrl: await freshVhost(), databaseUrl });
  tour = tourOf(spindle);
}, 120_000);

afterAll(async () => {
  await spindle.stop();
});

beforeEach(async () => {
  await tour.fault("paytronix", { kind: "none" });
  await tour.fault("stripe", { kind: "none" });
});

test("an order earns points, once, and says so", async () => {
  const orderId = `ord-${randomUUID()}`;
  const id = await tour.publishOrder(orderId);

  const receipt = await settled(id, "paytronix.accruePoints", "applied");
  expect(receipt.vendorReference).toMatch(/^\d+$/);
  expect(await effectsOf([orderId])).toEqual({ [orderId]: 1 });
  const { results } = await tour.receipt(id);
  expect(results?.map(({ type }) => type)).toEqual(["loyalty.points.accrued.v1"]);
});

describe("a refund takes them back", () => {
  test("a whole refund is a reversal; the same event again changes nothing", async () => {
    const orderId = `ord-${randomUUID()}`;
    await settled(await tour.publishOrder(orderId), "paytronix.accruePoints", "applied");
    const refundId = `re_${randomUUID().slice(0, 8)}`;
    const body = refundEvent({ refundId, orderId, amount: 1402 });

    expect((await tour.webhook("stripe/events", signature(body), body)).ok).toBe(true);
    const [taken] = await eventually(
      "the points are taken back",
      async () => (await tour.effects("paytronix")).filter(({ reference }) => reference === refundId),
      ({ length }) => length > 0,
    );
    expect(taken?.operation).toBe("reverseOrAdjust");
    expect((await tour.webhook("stripe/events", signature(body), body)).ok).toBe(true);
    await quiet();
    expect(await effectsOf([refundId])).toEqual({ [refundId]: 1 });
  });

  test("a part of it takes back a part of the points", async () => {
    const orderId = `ord-${randomUUID()}`;
    await settled(await tour.publishOrder(orderId), "paytronix.accruePoints", "applied");
    const refundId = `re_${randomUUID().slice(0, 8)}`;
    const body = refundEvent({ refundId, orderId, amount: 701 });

    await tour.webhook("stripe/events", signature(body), body);
    await eventually(
      "an adjustment",
      () => effectsOf([refundId]),
      (counts) => counts[refundId] === 1,
    );
    const paths = (await tour.requests("paytronix")).map(({ path }) => path);
    expect(paths.at(-1)).not.toContain("reverse");
  });

  test.each([
    ["a bad", () => ({ "stripe-signature": `t=${Math.floor(Date.now() / 1_000)},v1=${"0".repeat(64)}` })],
    ["no", () => ({})],
    ["an old", (body: string) => signature(body, Math.floor(Date.now() / 1_000) - 3_600)],
    ["a far-future", (body: string) => signature(body, Math.floor(Date.now() / 1_000) + 3_600)],
  ])("%s signature gets 401, and leaves only a line in the log", async (_which, headersFor) => {
    const before = await intakeRows();
    const body = refundEvent({ refundId: "re_forged", orderId: "ord-forged", amount: 1 });
    const response = await tour.webhook("stripe/events", headersFor(body), body);
    expect(response.status).toBe(401);
    expect(await intakeRows()).toBe(before);
    await eventually(
      "a line in the log",
      async () => spindle.output(),
      (text) => text.includes("webhook"),
      5_000,
    );
  });
});

test("a command is one refund at Stripe, under a key, and its outcome an event", async () => {
  const refundId = `rf-${randomUUID()}`;
  const id = await tour.publish("payment.refund.v1", {
    refundId,
    paymentId: "pi_tour",
    refs: [{ vendor: "stripe", account: "acct", type: "payment_intent", id: "pi_tour" }],
    amount: { amount: 500, currency: "USD" },
    reason: "customer_request",
  });
  const { vendorReference } = await settled(id, "stripe.refund", "applied");
  expect(vendorReference).toMatch(/^re_/);
  const refunds = (await tour.effects("stripe")).filter(({ reference }) => reference === refundId);
  expect(refunds).toHaveLength(1);
  const request = (await tour.requests("stripe")).findLast(({ path }) => path.includes("/v1/refunds"));
  expect(request?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  expect((await tour.receipt(id)).results?.map(({ type }) => type)).toContain("payment.refund.requested.v1");
});

test.each([["refuse"], ["503"]])(
  "an outage (%s) heals itself: everything is applied once, and nothing was dead",
  async (mode) => {
    await tour.fault("paytronix", { kind: "outage", mode });
    const orders = await publishOrders(50);
    await eventually("the circuit opens", openCircuits, (open) => open.includes("paytronix"));
    expect((await tour.failures("state=dead")).filter(({ messageId }) => orders.has(messageId))).toEqual([]);

    await tour.fault("paytronix", { kind: "none" });
    await allApplied(orders, 60_000);
    expect(await effectsOf([...orders.values()])).toEqual(onceEach(orders));
  },
  120_000,
);

test("a refusal is replayed, and the history tells both lives", async () => {
  await tour.fault("paytronix", { kind: "reject" });
  const orderId = `ord-${randomUUID()}`;
  const id = await tour.publishOrder(orderId);
  const fellow = await tour.publishOrder(`ord-${randomUUID()}`);
  await settled(id, "paytronix.accruePoints", "dead");
  await settled(fellow, "paytronix.accruePoints", "dead");
  const failures = (await tour.failures("state=dead")).filter(({ messageId }) =>
    [id, fellow].includes(messageId),
  );
  expect(failures).toHaveLength(2);
  const [failure] = failures;
  expect(new Set(failures.map(({ groupId }) => groupId)).size).toBe(1);
  expect(failure?.error.code).toMatch(/\d{3}|denied/);
  expect(failure?.error.message.length).toBeGreaterThan(5);

  await tour.fault("paytronix", { kind: "none" });
  await tour.post("replays", {
    selection: { ids: failures.map(({ id: failureId }) => failureId) },
    reason: "the programme was switched on again",
  });
  await settled(id, "paytronix.accruePoints", "applied");
  await settled(fellow, "paytronix.accruePoints", "applied");
  expect(await effectsOf([orderId])).toEqual({ [orderId]: 1 });
  const { data } = await tour.get<{ data: { generation: number; outcome: string }[] }>(
    `failures/${encodeURIComponent(`${id}:paytronix.accruePoints`)}/attempts`,
  );
  expect(data.map(({ generation, outcome }) => `${generation} ${outcome}`).toSorted()).toEqual([
    "0 rejected",
    "1 applied",
  ]);
  const audit = await tour.get<{ data: { actor: string; action: string; reason: string | null }[] }>("audit");
  expect(audit.data.some(({ reason }) => reason === "the programme was switched on again")).toBe(true);
});

test("a vendor that applies and then hangs up is asked, and nothing happens twice", async () => {
  await tour.fault("paytronix", { kind: "commitThenDrop" });
  const orders = await publishOrders(200);
  await eventually(
    "the first drops",
    () => tour.failures("state=waiting"),
    ({ length }) => length > 0,
  );
  // The vendor hangs up on every write for as long as the fault stands; the probes find what was done.
  await allApplied(orders, 110_000);
  expect(await effectsOf([...orders.values()])).toEqual(onceEach(orders));
}, 150_000);

async function settled(id: string, route: string, state: string) {
  const receipt = await eventually(
    `${route} of ${id} is ${state}`,
    () => tour.receipt(id),
    ({ deliveries }) => deliveries.some((each) => each.route === route && each.state === state),
  );
  const delivery = receipt.deliveries.find((each) => each.route === route);
  if (!delivery) throw new Error(`no delivery on ${route}`);
  return delivery;
}

/** Message id → order id. */
async function publishOrders(count: number): Promise<Map<string, string>> {
  const published = await Promise.all(
    Array.from({ length: count }, async () => {
      const orderId = `ord-${randomUUID()}`;
      return [await tour.publishOrder(orderId), orderId] as const;
    }),
  );
  return new Map(published);
}

async function allApplied(orders: ReadonlyMap<string, string>, withinMs: number): Promise<void> {
  await eventually(
    "every order is applied",
    () =>
      withDatabase(
        (sql) => sql<{ state: string; count: number }[]>`
      SELECT state, count(*)::int AS count FROM delivery
      WHERE message_id = ANY(${[...orders.keys()]}::uuid[]) AND route = 'paytronix.accruePoints' GROUP BY state`,
      ),
    (rows) => rows.every(({ state }) => state === "applied") && rows[0]?.count === orders.size,
    withinMs,
  );
}

const onceEach = (orders: ReadonlyMap<string, string>) =>
  Object.fromEntries([...orders.values()].map((orderId) => [orderId, 1]));

async function effectsOf(references: readonly string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { reference } of await tour.effects("paytronix")) {
    if (references.includes(reference)) counts[reference] = (counts[reference] ?? 0) + 1;
  }
  return counts;
}

const openCircuits = (): Promise<string[]> =>
  withDatabase(async (sql) =>
    (await sql<{ connection: string }[]>`SELECT connection FROM governor WHERE circuit = 'open'`).map(
      ({ connection }) => connection,
    ),
  );

const intakeRows = (): Promise<number> =>
  withDatabase(
    async (sql) => (await sql<{ count: number }[]>`SELECT count(*)::int AS count FROM intake`)[0]?.count ?? 0,
  );

/** Every delivery that was begun has ended. */
const quiet = () =>
  eventually(
    "nothing is under way",
    () => withDatabase((sql) => sql`SELECT FROM delivery WHERE state IN ('running', 'queued', 'waiting')`),
    ({ length }) => length === 0,
  );

async function withDatabase<T>(
  use: (sql: ReturnType<typeof openDatabase>["sql"]) => PromiseLike<T>,
): Promise<T> {
  const database = openDatabase({ url: databaseUrl, connections: 1, name: "tour" });
  try {
    return await use(database.sql);
  } finally {
    await database.close();
  }
}

function signature(body: string, timestamp?: number): Record<string, string> {
  const secrets = JSON.parse(spindle.file("dev-secrets.json")) as { stripe: { webhookSecret: string } };
  const stripe = new Stripe("sk_test_unused");
  const header = stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: secrets.stripe.webhookSecret,
    ...(timestamp !== undefined && { timestamp }),
  });
  return { "stripe-signature": header };
}

function refundEvent({
  refundId,
  orderId,
  amount,
}: {
  refundId: string;
  orderId: string;
  amount: number;
}): string {
  return JSON.stringify({
    id: `evt_${refundId}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(Date.now() / 1_000),
    type: "refund.updated",
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    data: {
      object: {
        id: refundId,
        object: "refund",
        amount,
        balance_transaction: null,
        charge: "ch_tour",
        created: Math.floor(Date.now() / 1_000),
        currency: "usd",
        metadata: { order_id: orderId },
        payment_intent: `pi_${orderId}`,
        reason: "customer_request",
        receipt_number: null,
        source_transfer_reversal: null,
        status: "succeeded",
        transfer_reversal: null,
      },
      previous_attributes: { status: "pending" },
    },
  });
}
