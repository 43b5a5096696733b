import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { Money } from "../../values/money.ts";
import { Dispute } from "./dispute.ts";
import { adyenPayment, stripePayment } from "./example-payments.ts";
import { paymentEvent } from "./payment.ts";

const ClosedDispute = Dispute.safeExtend({
  outcome: z.enum(["won", "lost", "accepted", "withdrawn"]).meta({
    description:
      "won: the chain keeps the money; lost: the guest; accepted: the chain did not contest it; withdrawn: no decision was needed.",
  }),
  amountReturned: Money.optional().meta({
    description: "What the chain gets back of money that the dispute had taken; zero where it is lost.",
  }),
}).meta({ id: "ClosedDispute", description: "A dispute and how it ended." });

/** A dispute has ended; where the finality is provisional the guest's bank may open it once more. */
export const paymentDisputeClosed = defineEvent({
  type: "payment.dispute.closed.v1",
  summary: "A dispute about a payment has ended: won, lost, accepted or withdrawn.",
  data: z.strictObject({ ...paymentEvent, dispute: ClosedDispute }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "orderRef", "dispute.disputeId"],
  examples: [
    {
      ...stripePayment,
      dispute: {
        disputeId: "dp_3SpindleExample1",
        refs: [{ vendor: "stripe", type: "dispute", id: "dp_3SpindleExample1" }],
        amount: { amount: 1402, currency: "USD" },
        reason: "product_not_received",
        networkReasonCode: "13.1",
        status: "won",
        stage: "chargeback",
        evidenceDueAt: "2026-02-01T23:59:59.000Z",
        outcome: "won",
        amountReturned: { amount: 1402, currency: "USD" },
      },
      occurredAt: "2026-03-02T10:00:00.000Z",
      finality: "final",
    },
    {
      ...adyenPayment,
      vendorStatus: "CHARGEBACK_REVERSED",
      dispute: {
        disputeId: "9915555555555555",
        refs: [{ vendor: "adyen", account: "BusTestMerchant", type: "dispute", id: "9915555555555555" }],
        outcome: "won",
      },
      occurredAt: "2026-03-02T10:00:00.000Z",
      finality: "provisional",
    },
  ],
});
