import { randomUUID } from "node:crypto";
import { customerProfileChanged, paymentRefunded } from "@spindlebus/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { migratedDatabase, freshVhost } from "../support/servers.ts";
import { type RunningSpindle, startSpindle } from "../support/spindle.ts";
import { type Tour, tourOf } from "../support/tour.ts";

/** Strict lanes, latestWins, batches and doubts that only a person can settle, each in a shipped adapter at work. */
let spindle: RunningSpindle;
let tour: Tour;

beforeAll(async () => {
  spindle = await startSpindle({ amqpUrl: await freshVhost(), databaseUrl: await migratedDatabase() });
  tour = tourOf(spindle);
}, 120_000);

afterAll(async () => {
  await spindle?.stop();
});

beforeEach(async () => {
  await tour.fault("paytronix", { kind: "none" });
  await tour.fault("braze", { kind: "none" });
});

describe("strict: points come and go in the order of an order and its refund", () => {
  test("although Paytronix hangs up after some of the orders", async () => {
    await tour.fault("paytronix", { kind: "commitThenDrop", operation: "accruePoints", count: 3 });
    const orders = Array.from({ length: 6 }, () => `ord-${randomUUID()}`);
    const refunds = await Promise.all(orders.map(async (orderId) => (await orderAndRefund(orderId)).refund));
    await eventually(
      "a refund stands behind its order, which is in doubt",
      () => Promise.all(refunds.map((id) => stateOf(id, "paytronix.reverseOrAdjust"))),
      (states) => states.includes("parked"),
    );
    for (const id of refunds) await settled(id, "paytronix.reverseOrAdjust", "applied");
    for (const orderId of orders) {
      expect(await pointsAbout(orderId)).toEqual([orderId, `re-${orderId}`]);
    }
  }, 90_000);

  test("although the refund was published before its order", async () => {
    const orderId = `ord-${randomUUID()}`;
    const refund = await publishRefund(orderId);
    await eventually(
      "the refund waits",
      () => stateOf(refund, "paytronix.reverseOrAdjust"),
      (state) => state === "waiting",
    );
    await settled(await tour.publishOrder(orderId), "paytronix.accruePoints", "applied");
    await settled(refund, "paytronix.reverseOrAdjust", "applied");
    expect(await pointsAbout(orderId)).toEqual([orderId, `re-${orderId}`]);
  });
});

test("latestWins: of two versions of a profile the newest stays, whichever comes first", async () => {
  const memberId = `mbr-${randomUUID()}`;
  const publish = (version: number, givenName: string) =>
    tour.publish(customerProfileChanged.type, { memberId, version, givenName });
  await settled(await publish(2, "Augusta"), "braze.updateProfile", "applied");
  await settled(await publish(1, "Ada"), "braze.updateProfile", "superseded");
  const told = (await tour.effects("braze")).filter(({ reference }) => reference === memberId);
  expect(told).toMatchObject([{ attributes: { first_name: "Augusta" } }]);
});

test("batched: a hundred orders are a few requests, and each order is told once", async () => {
  const orders = Array.from({ length: 100 }, () => `ord-${randomUUID()}`);
  const ids = await Promise.all(orders.map((orderId) => tour.publishOrder(orderId)));
  for (const id of ids) await settled(id, "braze.trackOrders", "applied");
  const told = (await tour.effects("braze")).filter(({ reference }) => orders.includes(reference));
  expect(told.map(({ reference }) => reference).toSorted()).toEqual(orders.toSorted());
  expect(new Set(told.map(({ request }) => request)).size).toBeLessThanOrEqual(20);
});

describe("none: where the vendor cannot be asked, a person is", () => {
  test("and answers that it was done: nothing is sent again", async () => {
    const { failure, refundId } = await refundInDoubt({ kind: "commitThenDrop" });
    expect(failure).toMatchObject({ state: "inDoubt", attempts: 1 });
    await tour.post(`failures/${failure.id}/answer`, { answer: "applied", reason: "the guest has the text" });
    await settled(failure.messageId, "braze.announceRefund", "applied");
    expect(await messagesAbout(refundId)).toHaveLength(1);
  });

  test("and answers that it was not: it is sent", async () => {
    const { failure, refundId } = await refundInDoubt({ kind: "outage", mode: "503" });
    expect(await messagesAbout(refundId)).toEqual([]);
    await tour.post(`failures/${failure.id}/answer`, { answer: "absent", reason: "not in the log of Braze" });
    await settled(failure.messageId, "braze.announceRefund", "applied");
    expect(await messagesAbout(refundId)).toHaveLength(1);
  });
});

/** A refund whose guest was told, or not: nobody knows. */
async function refundInDoubt(fault: Readonly<Record<string, unknown>>) {
  const orderId = `ord-${randomUUID()}`;
  await settled(await tour.publishOrder(orderId), "braze.trackOrders", "applied");
  await tour.fault("braze", { ...fault, operation: "announceRefund", count: 1 });
  const id = await publishRefund(orderId);
  const [failure] = await eventually(
    "a person is asked",
    async () => (await tour.failures("route=braze.announceRefund")).filter((each) => each.messageId === id),
    (failures) => failures.some(({ state }) => state === "inDoubt"),
  );
  if (!failure) throw new Error("there is no failure");
  return { failure, refundId: `re-${orderId}` };
}

/** What Paytronix did about an order and its refund, in order. */
const pointsAbout = async (orderId: string) =>
  (await tour.effects("paytronix"))
    .map(({ reference }) => reference)
    .filter((reference) => reference.endsWith(orderId));

const messagesAbout = async (refundId: string) =>
  (await tour.effects("braze")).filter(({ reference }) => reference === refundId);

async function orderAndRefund(orderId: string) {
  const order = await tour.publishOrder(orderId);
  return { order, refund: await publishRefund(orderId) };
}

/** Five dollars back for an order. */
function publishRefund(orderId: string): Promise<string> {
  const [example] = paymentRefunded.examples;
  if (!example) throw new Error("payment.refunded.v1 has no example");
  const refund = { ...example.refund, refundId: `re-${orderId}` };
  const paymentId = `pi_${orderId}`;
  const data = { ...example, paymentId, refs: [], orderRef: orderId, merchantReference: orderId, refund };
  return tour.publish(paymentRefunded.type, data);
}

const stateOf = async (id: string, route: string): Promise<string | undefined> =>
  (await tour.receipt(id)).deliveries.find((each) => each.route === route)?.state;

async function settled(id: string, route: string, state: string): Promise<void> {
  await eventually(
    `${route} of ${id} is ${state}`,
    () => stateOf(id, route),
    (now) => now === state,
    60_000,
  );
}
