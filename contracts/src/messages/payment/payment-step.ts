import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { paymentEvent } from "./payment.ts";

/** One step of a payment that says nothing beside what every event about a payment says. */
export const paymentStep = ({
  type,
  summary,
  at,
  finality,
}: {
  readonly type: string;
  readonly summary: string;
  /** When it happened in the examples. */
  readonly at: string;
  /** Whether a later event may take it back. */
  readonly finality: "final" | "provisional";
}) =>
  defineEvent({
    type,
    summary,
    data: z.strictObject(paymentEvent),
    entityKey: "paymentId",
    semantics: "delta",
    owner: "payments",
    indexed: ["paymentId", "orderRef"],
    examples: [
      {
        paymentId: "pi_3SpindleExample7001",
        refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" }],
        orderRef: "ord-7001",
        merchantReference: "ord-7001",
        amount: { amount: 1402, currency: "USD" },
        method: { type: "card", brand: "visa", last4: "4242", wallet: "apple_pay" },
        store: { storeId: "0042" },
        occurredAt: at,
        finality,
        ext: { stripe: { capture_method: "manual" } },
      },
      {
        paymentId: "9913140798220028",
        refs: [{ vendor: "adyen", type: "payment", id: "9913140798220028" }],
        occurredAt: at,
        finality,
      },
    ],
  });
