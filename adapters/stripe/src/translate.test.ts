import { checkData } from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import * as events from "../fixtures/events.ts";
import { translate } from "./translate.ts";
import { EventBody } from "./vendor.ts";

/** Reads an event as the bus does, and translates it; every message must satisfy its contract. */
function messagesOf(event: unknown, orderIdKey = "order_id") {
  const messages = translate(EventBody.parse(event), { settings: { orderIdKey } });
  for (const { contract, data } of messages) expect(checkData(contract, data)).toMatchObject({ ok: true });
  return messages.map(({ contract, eventId, data, time }) => ({ type: contract.type, eventId, data, time }));
}

const withRefund = (changes: object) => ({
  ...events.refundUpdated,
  data: { object: { ...events.refundUpdated.data.object, ...changes } },
});

describe("a refund", () => {
  test("that succeeded is payment.refunded", () => {
    expect(messagesOf(events.refundCreated)).toEqual([
      {
        type: "payment.refunded.v1",
        eventId: "re_3SpindleExample1:succeeded",
        time: "2026-01-15T19:00:00.000Z",
        data: {
          paymentId: "pi_3SpindleExample7001",
          refs: [
            { vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" },
            { vendor: "stripe", type: "charge", id: "ch_3SpindleExample7001" },
          ],
          orderRef: "ord-7001",
          refund: {
            refundId: "re_3SpindleExample1",
            refs: [{ vendor: "stripe", type: "refund", id: "re_3SpindleExample1" }],
            requestId: "rf-7001-1",
            amount: { amount: 500, currency: "USD" },
            reason: "customer_request",
            status: "succeeded",
          },
          occurredAt: "2026-01-15T19:00:00.000Z",
          finality: "provisional",
        },
      },
    ]);
  });

  test("told twice as succeeded gives the same event id and the same data", () => {
    const [created] = messagesOf(events.refundCreated);
    const [updated] = messagesOf(events.refundUpdated);
    expect(updated?.eventId).toBe(created?.eventId);
    expect(updated?.data).toEqual(created?.data);
  });

  test("that failed after it had succeeded is a second message, payment.refund_failed", () => {
    const [failed] = messagesOf(events.refundFailed);
    expect(failed).toMatchObject({
      type: "payment.refund_failed.v1",
      eventId: "re_3SpindleExample1:failed",
      data: { refund: { status: "failed", failureCode: "expired_or_canceled_card" } },
    });
  });

  test("told as failed by refund.updated and by refund.failed is one message", () => {
    const failed = withRefund({ status: "failed", failure_reason: "expired_or_canceled_card" });
    const [byUpdate] = messagesOf(failed);
    const [byFailure] = messagesOf(events.refundFailed);
    expect([byUpdate?.eventId, byUpdate?.data]).toEqual([byFailure?.eventId, byFailure?.data]);
  });

  test("that was cancelled did not reach the guest either", () => {
    expect(messagesOf(withRefund({ status: "canceled" }))).toMatchObject([
      {
        type: "payment.refund_failed.v1",
        eventId: "re_3SpindleExample1:canceled",
        data: { refund: { failureCode: "canceled" } },
      },
    ]);
  });

  test.each(["pending", "requires_action", "a_status_of_the_future", null])(
    "in the status %s says nothing yet",
    (status) => {
      expect(messagesOf(withRefund({ status }))).toEqual([]);
    },
  );

  test("of a payment without payment intent is known by its charge", () => {
    expect(messagesOf(withRefund({ payment_intent: null }))).toMatchObject([
      {
        data: {
          paymentId: "ch_3SpindleExample7001",
          refs: [{ vendor: "stripe", type: "charge", id: "ch_3SpindleExample7001" }],
        },
      },
    ]);
  });

  test("of no payment at all says nothing", () => {
    expect(messagesOf(withRefund({ payment_intent: null, charge: null }))).toEqual([]);
  });

  test("of an authorisation that expired uncaptured gives no money back", () => {
    expect(messagesOf(withRefund({ reason: "expired_uncaptured_charge" }))).toEqual([]);
  });

  test.each([{}, null, { order_id: "" }, { refund_id: "" }])(
    "without our metadata (%j) has neither order nor request",
    (metadata) => {
      const [message] = messagesOf(withRefund({ metadata }));
      expect(message?.data).toMatchObject({ orderRef: undefined, refund: { requestId: undefined } });
    },
  );

  test("carries the order under the name that the settings give", () => {
    const [message] = messagesOf(withRefund({ metadata: { bestellung: "ord-9" } }), "bestellung");
    expect(message?.data).toMatchObject({ orderRef: "ord-9" });
  });

  test.each([
    ["jpy", 500, { amount: 500, currency: "JPY" }],
    ["isk", 500, { amount: 5, currency: "ISK" }],
    ["ugx", 120_000, { amount: 1_200, currency: "UGX" }],
    ["mga", 5, { amount: 500, currency: "MGA" }],
    ["kwd", 5_120, { amount: 5_120, currency: "KWD" }],
  ])("in %s has its amount in the minor units of ISO 4217", (currency, amount, money) => {
    expect(messagesOf(withRefund({ currency, amount }))).toMatchObject([
      { data: { refund: { amount: money } } },
    ]);
  });
});

test("a payment that succeeded is payment.captured", () => {
  expect(messagesOf(events.paymentSucceeded)).toEqual([
    {
      type: "payment.captured.v1",
      eventId: "pi_3SpindleExample7001:captured",
      time: "2026-01-15T18:04:05.000Z",
      data: {
        paymentId: "pi_3SpindleExample7001",
        refs: [
          { vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" },
          { vendor: "stripe", type: "charge", id: "ch_3SpindleExample7001" },
        ],
        orderRef: "ord-7001",
        amount: { amount: 1402, currency: "USD" },
        amountCaptured: { amount: 1402, currency: "USD" },
        occurredAt: "2026-01-15T18:04:05.000Z",
        finality: "final",
      },
    },
  ]);
});

test("a dispute that was created is payment.dispute.opened", () => {
  expect(messagesOf(events.disputeCreated)).toMatchObject([
    {
      type: "payment.dispute.opened.v1",
      eventId: "dp_1SpindleExample1:opened",
      data: {
        paymentId: "pi_3SpindleExample7001",
        dispute: {
          disputeId: "dp_1SpindleExample1",
          amount: { amount: 1402, currency: "USD" },
          reason: "product_not_received",
          status: "needs_response",
          evidenceDueAt: "2026-02-01T23:59:59.000Z",
        },
        finality: "provisional",
      },
    },
  ]);
});

test.each([
  "charge.refunded",
  "charge.captured",
  "charge.succeeded",
  "payment_intent.created",
  "constructor",
])("the event %s says nothing that another does not say", (type) => {
  expect(messagesOf({ ...events.refundCreated, type })).toEqual([]);
});

test("an expanded object counts as its id", () => {
  const [message] = messagesOf(withRefund({ payment_intent: { id: "pi_9", object: "payment_intent" } }));
  expect(message?.data).toMatchObject({ paymentId: "pi_9" });
});

test("fields that are new at Stripe do no harm", () => {
  const event = { ...withRefund({ a_new_field: { deep: [1] } }), another: true };
  expect(messagesOf(event)).toHaveLength(1);
});

test.each([
  ["an amount that is no integer", { amount: 5.5 }, "amount"],
  ["no currency", { currency: undefined }, "currency"],
  ["another object", { object: "charge" }, "object"],
  ["a time beyond all dates", { created: 9e15 }, "created"],
])("a refund with %s is refused, and the place is named", (_case, changes, field) => {
  const read = EventBody.safeParse(withRefund(changes));
  expect(read.error?.issues.map(({ path }) => path.join("."))).toEqual([`data.object.${field}`]);
});

test("what is not an event is refused", () => {
  for (const body of [
    null,
    [],
    "event",
    {},
    { object: "event" },
    { ...events.refundCreated, object: "v2.core.event" },
  ])
    expect(EventBody.safeParse(body).success).toBe(false);
});
