import {
  applied,
  blocked,
  unchanged,
  unclear,
  type Applied,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorResponse,
  tellingRefusal,
} from "@spindlebus/bus/adapter";
import { loyaltyReverseFailed, paymentRefunded } from "@spindlebus/contracts";
import {
  accrualKind,
  type AccrualFact,
  orderPaymentFactId,
  paymentFactId,
  readAccrualFact,
} from "./accrual-fact.ts";
import { readAnswer } from "./answer.ts";
import { earliest, findTicket, historyRequest, type Search } from "./history.ts";
import { pointsLane } from "./lane.ts";
import { laneKeyOf } from "./refund-lane.ts";
import { type Plan, planRefund } from "./refund-plan.ts";
import { requestFor } from "./refund-requests.ts";
import { pointsRefused } from "./refused.ts";
import type { PaytronixSettings } from "./settings.ts";
import { failedKind, takenFacts } from "./taken-fact.ts";
import { type Done, memberOf, type Refund, reversed } from "./translate.ts";
import { changesIn } from "./wallets.ts";

type Context = OperationContext<PaytronixSettings>;

/** A refund takes back what its order earned: a whole one by a reversal, a part by an adjustment. */
export const reverseOrAdjust: Operation<Refund, PaytronixSettings> = {
  on: paymentRefunded,
  summary: "Takes back the points of a refunded order, in proportion to what was refunded.",
  idempotency: "probe",
  lane: { group: pointsLane, key: laneKeyOf },

  // The lane keeps a refund behind its order; this finds what the order earned, also where the refund came first, or
  // names its payment alone.
  recall: (refund) => ({
    accrual: {
      kind: accrualKind,
      ids: accrualIds(refund),
      writtenBy: "accruePoints",
      entityKey: refund.orderRef,
    },
    failed: {
      kind: failedKind,
      ids: [refund.refund.refundId],
      writtenBy: "giveBackFailed",
      optional: true,
    },
  }),

  request(refund, context) {
    const accrual = accrualIn(context);
    if (accrual === undefined) return noAccrual;
    if (context.recalled["failed"] !== undefined)
      return unchanged("The refund failed, which was told first.");
    const plan = planFor(refund, accrual, context);
    if (plan.kind === "nothing") return unchanged(plan.reason);
    if (plan.kind === "impossible") return blocked(plan.code, plan.reason);
    return requestFor(plan, { refund, accrual, settings: context.settings });
  },

  interpret(response, refund, context) {
    const answer = readAnswer(response, context.settings);
    if (answer.kind !== "done") return telling(answer, refund, context, response);
    const done = { transactionId: answer.transactionId, changes: changesIn(answer.reply) };
    return takenBack(refund, done, context) ?? noAccrual;
  },

  probe: {
    readLag: "2s",
    request: (refund, context) => historyRequest(searchFor(refund, context), context.settings),
    interpret(response, refund, context) {
      const finding = findTicket(response, searchFor(refund, context), context.settings);
      if (finding.kind !== "found") return finding;
      return takenBack(refund, finding.done, context) ?? unclear("The accrual is no longer remembered.");
    },
  },
};

/** A refusal leaves what the order earned as it is, and says so. */
function telling(outcome: Outcome, refund: Refund, context: Context, response: VendorResponse): Outcome {
  const accrual = accrualIn(context);
  if (accrual === undefined) return outcome;
  const { orderId, card, memberId } = accrual;
  const transaction = {
    transactionId: refund.refund.refundId,
    orderRef: orderId,
    reverses: orderId,
    occurredAt: refund.occurredAt,
    reason: "refund",
  };
  const of = { member: memberOf(card, memberId, context.settings), transaction };
  return tellingRefusal(outcome, pointsRefused(loyaltyReverseFailed, of, context.message, response));
}

/** Best first: this payment of this order (it knows which part of the order it paid), the order, the payment alone. */
const accrualIds = ({ paymentId, refs, orderRef, merchantReference }: Refund): readonly string[] => {
  const payments = [...new Set([paymentId, ...refs.map(({ id }) => id)])];
  const orders = [...new Set([orderRef, merchantReference])].filter((id) => id !== undefined);
  const pairs = orders.flatMap((orderId) => payments.map((payment) => orderPaymentFactId(orderId, payment)));
  return [...pairs, ...orders, ...payments.map(paymentFactId)];
};

const accrualIn = ({ recalled }: Context): AccrualFact | undefined => readAccrualFact(recalled["accrual"]);

const noAccrual = blocked(
  "unreadableAccrual",
  "What is remembered of this order's accrual is not readable: take the points back at Paytronix by hand.",
);

const planFor = (refund: Refund, accrual: AccrualFact, { settings, message }: Context): Plan =>
  planRefund(refund, accrual, { settings, refundedAt: message.time ?? refund.occurredAt });

/** The same for an answer and for a probe; undefined where the accrual is not at hand. */
function takenBack(refund: Refund, done: Done, context: Context): Applied | undefined {
  const { settings } = context;
  const accrual = accrualIn(context);
  if (accrual === undefined) return undefined;
  const { transactionId } = done;
  const isReversal = planFor(refund, accrual, context).kind === "reverse";
  // A reversal undoes the accrual as it was, and its answer does not list the wallets.
  const changes = isReversal ? { added: [], taken: accrual.wallets } : done.changes;
  const how = { operation: isReversal ? "void_add" : "subtract", settings } as const;
  return applied({
    reference: transactionId,
    emit: reversed(refund, accrual, { transactionId, changes }, how),
    remember: takenFacts(refund.refund, accrual, { transactionId, wallets: changes.taken, isReversal }),
  });
}

/** Without the accrual the card is unknown, and Paytronix refuses the empty one. */
const searchFor = (refund: Refund, context: Context): Search => ({
  card: accrualIn(context)?.card ?? "",
  identifier: refund.refund.refundId,
  since: earliest(context.message, refund.occurredAt),
});
