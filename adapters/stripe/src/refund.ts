import {
  applied,
  blocked,
  emission,
  inDoubt,
  postForm,
  rejected,
  tellingRefusal,
  type InterpretContext,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorRequest,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  otherProcessorOf,
  paymentRefund,
  paymentRefundRequested,
  type DataOf,
  type RefundReason,
} from "@spindlebus/contracts";
import { instant, paymentRefs, refundDetails, refundIdKey } from "./canonical.ts";
import { refusal } from "./errors.ts";
import { stripeAmount } from "./money.ts";
import { refundRefused } from "./refund-refused.ts";
import type { StripeSettings } from "./settings.ts";
import { RefundObject } from "./vendor.ts";

type Refund = DataOf<typeof paymentRefund>;

/** Gives money back: `POST /v1/refunds` (docs.stripe.com/api/refunds/create). */
export const refund: Operation<Refund, StripeSettings> = {
  on: paymentRefund,
  summary: "Refunds a Stripe payment, whole or in part.",
  // Stripe keeps a key and its answer for at least a day (docs.stripe.com/api/idempotent_requests).
  idempotency: "key",
  key: { header: "Idempotency-Key", validFor: "24h" },
  skip(command) {
    const other = otherProcessorOf(command, "stripe");
    return other !== undefined && `the payment is of another vendor: ${other}`;
  },
  request: (command, context) =>
    tellingRefusal(refundRequest(command, context), (refused) => [refundRefused(refused, command, context)]),
  interpret: readRefund,
};

/** The request that the bus adds the bearer token and the idempotency key to. Nothing in it differs between two tries. */
function refundRequest(
  command: Refund,
  { settings, message }: OperationContext<StripeSettings>,
): VendorRequest | Outcome {
  const payment = paymentField(command);
  if (!payment)
    return blocked(
      "not_a_stripe_payment",
      "Neither paymentId nor refs name a Stripe payment intent (pi_…) or charge (ch_…, py_…): mend the message.",
    );
  const amount = command.amount && stripeAmount(command.amount);
  if (amount !== undefined && !(amount > 0 && Number.isSafeInteger(amount)))
    return rejected(
      "amount_invalid",
      "The amount of a refund is positive and a whole number of Stripe's minor units.",
    );
  const fields = {
    ...payment,
    amount,
    reason: command.reason && stripeReason[command.reason],
    [`metadata[${settings.orderIdKey}]`]: command.orderRef,
    [`metadata[${refundIdKey}]`]: command.refundId,
    "metadata[spindle_message]": message.id,
  };
  return postForm("/v1/refunds", fields, { headers: { "stripe-version": settings.stripeVersion } });
}

function paymentField({ paymentId, refs = [] }: Refund): Readonly<Record<string, string>> | undefined {
  const ours = refs.filter(({ vendor }) => vendor === "stripe");
  const named = (type: string, pattern: RegExp) =>
    ours.find((ref) => ref.type === type)?.id ?? (pattern.test(paymentId) ? paymentId : undefined);
  const intent = named("payment_intent", /^pi_/);
  if (intent) return { payment_intent: intent };
  const charge = named("charge", /^(ch|py)_/);
  return charge ? { charge } : undefined;
}

/** Stripe has three reasons; `fraudulent` also blocks the card from then on. */
const stripeReason: Readonly<Record<RefundReason, string | undefined>> = {
  customer_request: "requested_by_customer",
  return: "requested_by_customer",
  duplicate: "duplicate",
  fraud: "fraudulent",
  other: undefined,
};

function readRefund(
  response: VendorResponse,
  command: Refund,
  context: InterpretContext<StripeSettings>,
): Outcome {
  if (response.status < 200 || response.status > 299)
    return tellingRefusal(refusal(response), (refused) => [
      refundRefused(refused, command, context, response),
    ]);
  const read = RefundObject.safeParse(response.json);
  if (!read.success)
    return inDoubt("unreadable_answer", `Stripe answered ${response.status} without a readable refund.`);
  const made = read.data;
  // It has an id, so the webhook refund.failed tells it: one fact has one source.
  if (made.status === "failed" || made.status === "canceled")
    return rejected(
      made.failure_reason ?? made.status,
      `Stripe took the refund on as ${made.id}, and it ${made.status}.`,
    );
  return applied({
    reference: made.id,
    emit: [requested(command, made)],
    remember: [
      {
        kind: "refund",
        id: command.refundId,
        vendorId: made.id,
        facts: { paymentId: command.paymentId, amount: made.amount, currency: made.currency },
      },
    ],
  });
}

/** That it was taken on. That it succeeded or failed is told by the webhook alone, so that one fact has one source. */
function requested(command: Refund, made: RefundObject) {
  const occurredAt = instant(made.created);
  const data = {
    paymentId: command.paymentId,
    refs: paymentRefs(made),
    orderRef: command.orderRef,
    refund: {
      ...refundDetails(made),
      requestId: command.refundId,
      reason: command.reason,
      status: "requested" as const,
    },
    occurredAt,
    finality: "provisional" as const,
  };
  return emission(paymentRefundRequested, data, occurredAt);
}
