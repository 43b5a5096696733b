import {
  applied,
  blocked,
  emission,
  post,
  rejected,
  tellingRefusal,
  unchanged,
  type Operation,
  type OperationContext,
  type Outcome,
  type VendorResponse,
} from "@spindlebus/bus/adapter";
import {
  loyaltyPointsReversed,
  loyaltyReverseFailed,
  orderRefunded,
  type DataOf,
} from "@spindlebus/contracts";
import { z } from "zod";
import { checkinFields } from "./checkin-body.ts";
import { errorOf, refusal } from "./errors.ts";
import { isSome } from "./exact.ts";
import { pointsRefused } from "./refused.ts";
import type { PunchhSettings } from "./settings.ts";

type Refunded = DataOf<typeof orderRefunded>;

const Facts = z.object({
  transactionNo: z.string(),
  storeNumber: z.string(),
  amount: z.string(),
  payable: z.string(),
  receiptAt: z.string(),
  member: z.union([
    z.object({ user_id: z.string() }),
    z.object({ email: z.string() }),
    z.object({ phone: z.string() }),
  ]),
  refs: z.array(z.object({ vendor: z.string(), type: z.string(), id: z.string() })),
  total: z.int(),
  points: z.string().nullable(),
  pending: z.string().nullable(),
});

/** Takes the check-in of a wholly refunded order back while its points are pending: the check-in again, as `void`. */
export const voidCheckin: Operation<Refunded, PunchhSettings> = {
  on: orderRefunded,
  summary: "Voids the pending check-in of an order that was refunded whole.",
  // What is void stays so.
  idempotency: "natural",
  lane: { group: "points", key: ({ orderId }) => orderId },
  skip: (_refund, { settings }) =>
    settings.pendingPoints ? false : "check-ins are committed at once, and Punchh voids pending ones only",
  recall: ({ orderId }) => ({
    checkin: {
      kind: "checkin",
      ids: [orderId],
      writtenBy: "accruePoints",
      entityKey: orderId,
      optional: true,
    },
  }),
  request(refund, context) {
    if (context.recalled["checkin"] === undefined) return unchanged("the order earned nothing here");
    const facts = factsIn(context);
    if (facts === undefined)
      return blocked("checkin_unknown", "What was remembered of the order's check-in cannot be read.");
    const back = refund.amountRefunded ?? refund.refund.amount;
    const tip = refund.refund.tip?.amount ?? 0;
    if (back.amount - tip < facts.total)
      return unchanged("a part was refunded; Punchh takes a check-in back whole");
    return post("/api2/dashboard/checkins", {
      ...facts.member,
      ...checkinFields(refund.orderId, facts),
      state: "void",
    });
  },
  interpret: (response, refund, context) =>
    tellingRefusal(
      readVoid(response, refund, context),
      pointsRefused(loyaltyReverseFailed, reversingOf(refund, context), context.message, response),
    ),
};

function readVoid(
  response: VendorResponse,
  refund: Refunded,
  context: OperationContext<PunchhSettings>,
): Outcome {
  if (response.status >= 200 && response.status < 300)
    return applied({ reference: context.recalled["checkin"]?.vendorId, emit: reversed(refund, context) });
  if (response.status === 417) return rejected("not_pending", errorOf(response).message);
  return refusal(response);
}

/** Whose points were to be taken back, and for what. */
function reversingOf(refund: Refunded, context: OperationContext<PunchhSettings>) {
  const { orderId, occurredAt } = refund;
  const transaction = {
    transactionId: refund.refund.refundId,
    orderRef: orderId,
    reverses: orderId,
    occurredAt,
    reason: "refund",
  };
  return { member: { refs: factsIn(context)?.refs ?? [] }, transaction };
}

const factsIn = ({ recalled }: OperationContext<PunchhSettings>) =>
  Facts.safeParse(recalled["checkin"]?.facts).data;

function reversed(refund: Refunded, context: OperationContext<PunchhSettings>) {
  const facts = factsIn(context);
  const points = [facts?.points, facts?.pending].find((quantity) => isSome(quantity ?? undefined));
  if (!facts || !points || facts.refs.length === 0) return [];
  const { refundId } = refund.refund;
  const data = {
    member: { refs: facts.refs },
    transaction: {
      transactionId: refundId,
      orderRef: refund.orderId,
      reverses: refund.orderId,
      occurredAt: refund.occurredAt,
      reason: "refund",
    },
    changes: [
      {
        value: { kind: "points" as const, code: "points", quantity: `-${points}` },
        operation: "void_add" as const,
        pending: true,
      },
    ],
  };
  return [emission(loyaltyPointsReversed, data, refund.occurredAt)];
}
