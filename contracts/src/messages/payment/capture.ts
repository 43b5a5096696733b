import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { PositiveMoney } from "../../values/money.ts";
import { Refs } from "../../values/ref.ts";
import { Id } from "../../values/text.ts";
import { PaymentId } from "./payment.ts";

/** Take money that was reserved; answered by payment.captured, or by payment.capture_failed. */
export const paymentCapture = defineCommand({
  type: "payment.capture.v1",
  summary: "Take all or a part of the money that was authorised.",
  data: z.strictObject({
    captureId: locked(Id).meta({
      description: "The business id of this capture; asking twice with one id captures once.",
    }),
    paymentId: PaymentId,
    refs: Refs.optional().meta({ description: "What vendors call the payment." }),
    amount: PositiveMoney.optional().meta({ description: "Above zero; absent: all that can be captured." }),
    final: z.boolean().optional().meta({
      description:
        "false: further captures follow, where the processor allows it. Absent or true: the rest is released.",
    }),
    orderRef: Id.optional().meta({ description: "The orderId of the order that is paid." }),
    ext: Ext.optional(),
  }),
  entityKey: "paymentId",
  semantics: "delta",
  owner: "payments",
  indexed: ["paymentId", "captureId", "orderRef"],
  examples: [
    {
      captureId: "cp-7001-1",
      paymentId: "pi_3SpindleExample7001",
      refs: [{ vendor: "stripe", type: "payment_intent", id: "pi_3SpindleExample7001" }],
      amount: { amount: 1402, currency: "USD" },
      final: true,
      orderRef: "ord-7001",
      ext: { stripe: { statement_descriptor_suffix: "MAIN ST" } },
    },
    { captureId: "cp-7002-1", paymentId: "9913140798220028" },
  ],
});
