import { paymentRefunded } from "../messages/payment/index.ts";
import { delivery, type Sample } from "./sample.ts";

const refund = "/data/object";

/** One business fact is told by several events: what differs between them must not be in the data. */
export const stripeSamples: readonly Sample[] = [
  {
    title: "Stripe refund.updated",
    body: {
      id: "evt_1",
      object: "event",
      api_version: "2026-10-28.endive",
      created: 1768500245,
      type: "refund.updated",
      livemode: false,
      request: { id: null, idempotency_key: null },
      data: {
        object: {
          id: "re_1",
          object: "refund",
          amount: 500,
          currency: "usd",
          payment_intent: "pi_1",
          charge: "ch_1",
          status: "succeeded",
          reason: "requested_by_customer",
          metadata: { order_id: "ord-7001" },
        },
        previous_attributes: { status: "pending" },
      },
    },
    contract: paymentRefunded,
    message: {
      time: "2026-01-15T18:04:05.000Z",
      extensions: { vendoreventid: "evt_1", vendoreventtype: "refund.updated", testmode: "true" },
      data: {
        paymentId: "pi_1",
        refs: [
          { vendor: "stripe", type: "payment_intent", id: "pi_1" },
          { vendor: "stripe", type: "charge", id: "ch_1" },
        ],
        orderRef: "ord-7001",
        refund: {
          refundId: "re_1",
          refs: [{ vendor: "stripe", type: "refund", id: "re_1" }],
          amount: { amount: 500, currency: "USD" },
          reason: "customer_request",
          status: "succeeded",
        },
        occurredAt: "2026-01-15T18:04:05.000Z",
        finality: "provisional",
      },
    },
    homes: {
      "/id": "/extensions/vendoreventid",
      "/object": delivery,
      "/api_version": delivery,
      "/created": "/time",
      "/type": "/extensions/vendoreventtype",
      "/livemode": ["/extensions/testmode", "true"],
      "/request": delivery,
      [`${refund}/id`]: "/data/refund/refundId",
      [`${refund}/object`]: "/data/refund/refs/0/type",
      [`${refund}/amount`]: ["/data/refund/amount/amount", 500],
      [`${refund}/currency`]: ["/data/refund/amount/currency", "USD"],
      [`${refund}/payment_intent`]: "/data/paymentId",
      [`${refund}/charge`]: "/data/refs/1/id",
      [`${refund}/status`]: "/data/refund/status",
      [`${refund}/reason`]: ["/data/refund/reason", "customer_request"],
      [`${refund}/metadata/order_id`]: "/data/orderRef",
      "/data/previous_attributes": { raw: "differs between two events that tell one fact" },
    },
  },
];
