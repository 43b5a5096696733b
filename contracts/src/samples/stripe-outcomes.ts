import { paymentAuthorizationFailed, paymentDisputeClosed } from "../messages/payment/index.ts";
import { delivery, type Sample } from "./sample.ts";

const intent = "/data/object";
const error = `${intent}/last_payment_error`;
const dispute = "/data/object";

const envelope = {
  "/id": "/extensions/vendoreventid",
  "/object": delivery,
  "/api_version": delivery,
  "/created": "/time",
  "/type": "/extensions/vendoreventtype",
  "/livemode": ["/extensions/testmode", "true"],
  "/request": delivery,
} as const;

const event = {
  object: "event",
  api_version: "2026-10-28.endive",
  livemode: false,
  request: { id: "req_1", idempotency_key: "k-1" },
};

/** A payment that the guest's bank refused. */
const paymentFailed: Sample = {
  title: "Stripe payment_intent.payment_failed",
  body: {
    ...event,
    id: "evt_2",
    created: 1768500245,
    type: "payment_intent.payment_failed",
    data: {
      object: {
        id: "pi_1",
        object: "payment_intent",
        amount: 1402,
        amount_capturable: 0,
        amount_received: 0,
        capture_method: "manual",
        created: 1768500200,
        currency: "usd",
        customer: "cus_1",
        description: "Order ord-7001",
        last_payment_error: {
          type: "card_error",
          code: "card_declined",
          decline_code: "insufficient_funds",
          network_decline_code: "51",
          advice_code: "try_again_later",
          message: "Your card has insufficient funds.",
          charge: "ch_1",
        },
        latest_charge: "ch_1",
        metadata: { order_id: "ord-7001" },
        payment_method_types: ["card"],
        status: "requires_payment_method",
      },
    },
  },
  contract: paymentAuthorizationFailed,
  message: {
    time: "2026-01-15T18:04:05.000Z",
    extensions: {
      vendoreventid: "evt_2",
      vendoreventtype: "payment_intent.payment_failed",
      testmode: "true",
    },
    data: {
      paymentId: "pi_1",
      refs: [
        { vendor: "stripe", type: "payment_intent", id: "pi_1" },
        { vendor: "stripe", type: "charge", id: "ch_1" },
      ],
      orderRef: "ord-7001",
      amount: { amount: 1402, currency: "USD" },
      method: { type: "card", vendorMethod: "card" },
      vendorStatus: "requires_payment_method",
      reason: "insufficient_funds",
      responseCode: "51",
      error: {
        vendorCode: "card_declined",
        vendorSubcode: "insufficient_funds",
        message: "Your card has insufficient funds.",
        retryable: true,
      },
      occurredAt: "2026-01-15T18:04:05.000Z",
      finality: "final",
      ext: {
        stripe: {
          capture_method: "manual",
          created: 1768500200,
          customer: "cus_1",
          description: "Order ord-7001",
          last_payment_error: { type: "card_error" },
        },
      },
    },
  },
  homes: {
    ...envelope,
    [`${intent}/id`]: "/data/paymentId",
    [`${intent}/object`]: "/data/refs/0/type",
    [`${intent}/amount`]: ["/data/amount/amount", 1402],
    [`${intent}/amount_capturable`]: { raw: "said by the message's type: nothing is reserved" },
    [`${intent}/amount_received`]: { raw: "said by the message's type: nothing was taken" },
    [`${intent}/capture_method`]: "/data/ext/stripe/capture_method",
    [`${intent}/created`]: ["/data/ext/stripe/created", 1768500200],
    [`${intent}/currency`]: ["/data/amount/currency", "USD"],
    [`${intent}/customer`]: "/data/ext/stripe/customer",
    [`${intent}/description`]: "/data/ext/stripe/description",
    [`${error}/type`]: "/data/ext/stripe/last_payment_error/type",
    [`${error}/code`]: "/data/error/vendorCode",
    [`${error}/decline_code`]: "/data/error/vendorSubcode",
    [`${error}/network_decline_code`]: "/data/responseCode",
    [`${error}/advice_code`]: ["/data/error/retryable", true],
    [`${error}/message`]: "/data/error/message",
    [`${error}/charge`]: "/data/refs/1/id",
    [`${intent}/latest_charge`]: "/data/refs/1/id",
    [`${intent}/metadata/order_id`]: "/data/orderRef",
    [`${intent}/payment_method_types/0`]: "/data/method/vendorMethod",
    [`${intent}/status`]: "/data/vendorStatus",
  },
};

/** A dispute that the chain won: the money that it had taken is back. */
const disputeClosed: Sample = {
  title: "Stripe charge.dispute.closed",
  body: {
    ...event,
    id: "evt_3",
    created: 1768500245,
    type: "charge.dispute.closed",
    data: {
      object: {
        id: "du_1",
        object: "dispute",
        amount: 1402,
        balance_transactions: [
          { id: "txn_1", amount: -1402, fee: 1500 },
          { id: "txn_2", amount: 1402, fee: 0 },
        ],
        charge: "ch_1",
        created: 1768000000,
        currency: "usd",
        evidence_details: { due_by: 1768400000, has_evidence: true, past_due: false, submission_count: 1 },
        is_charge_refundable: false,
        metadata: { order_id: "ord-7001" },
        network_reason_code: "13.1",
        payment_intent: "pi_1",
        payment_method_details: { type: "card", card: { brand: "visa" } },
        reason: "product_not_received",
        status: "won",
      },
    },
  },
  contract: paymentDisputeClosed,
  message: {
    time: "2026-01-15T18:04:05.000Z",
    extensions: { vendoreventid: "evt_3", vendoreventtype: "charge.dispute.closed", testmode: "true" },
    data: {
      paymentId: "pi_1",
      refs: [
        { vendor: "stripe", type: "payment_intent", id: "pi_1" },
        { vendor: "stripe", type: "charge", id: "ch_1" },
      ],
      orderRef: "ord-7001",
      method: { type: "card", brand: "visa" },
      dispute: {
        disputeId: "du_1",
        refs: [{ vendor: "stripe", type: "dispute", id: "du_1" }],
        amount: { amount: 1402, currency: "USD" },
        reason: "product_not_received",
        networkReasonCode: "13.1",
        status: "won",
        stage: "chargeback",
        evidenceDueAt: "2026-01-14T14:13:20.000Z",
        outcome: "won",
        amountReturned: { amount: 1402, currency: "USD" },
      },
      occurredAt: "2026-01-15T18:04:05.000Z",
      finality: "final",
      ext: {
        stripe: {
          created: 1768000000,
          balance_transactions: [
            { id: "txn_1", amount: -1402, fee: 1500 },
            { id: "txn_2", amount: 1402, fee: 0 },
          ],
          evidence_details: { has_evidence: true, past_due: false, submission_count: 1 },
          is_charge_refundable: false,
        },
      },
    },
  },
  homes: {
    ...envelope,
    [`${dispute}/id`]: "/data/dispute/disputeId",
    [`${dispute}/object`]: "/data/dispute/refs/0/type",
    [`${dispute}/amount`]: ["/data/dispute/amount/amount", 1402],
    [`${dispute}/balance_transactions`]: "/data/ext/stripe/balance_transactions",
    [`${dispute}/charge`]: "/data/refs/1/id",
    [`${dispute}/created`]: ["/data/ext/stripe/created", 1768000000],
    [`${dispute}/currency`]: ["/data/dispute/amount/currency", "USD"],
    [`${dispute}/evidence_details/due_by`]: "/data/dispute/evidenceDueAt",
    [`${dispute}/evidence_details/has_evidence`]: "/data/ext/stripe/evidence_details/has_evidence",
    [`${dispute}/evidence_details/past_due`]: "/data/ext/stripe/evidence_details/past_due",
    [`${dispute}/evidence_details/submission_count`]: [
      "/data/ext/stripe/evidence_details/submission_count",
      1,
    ],
    [`${dispute}/is_charge_refundable`]: "/data/ext/stripe/is_charge_refundable",
    [`${dispute}/metadata/order_id`]: "/data/orderRef",
    [`${dispute}/network_reason_code`]: "/data/dispute/networkReasonCode",
    [`${dispute}/payment_intent`]: "/data/paymentId",
    [`${dispute}/payment_method_details/type`]: "/data/method/type",
    [`${dispute}/payment_method_details/card/brand`]: "/data/method/brand",
    [`${dispute}/reason`]: "/data/dispute/reason",
    [`${dispute}/status`]: "/data/dispute/status",
  },
};

/** How payments end that did not simply succeed. */
export const stripeOutcomes: readonly Sample[] = [paymentFailed, disputeClosed];
