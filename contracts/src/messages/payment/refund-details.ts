import { z } from "zod";
import { Money } from "../../values/money.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id } from "../../values/text.ts";

/** Why money goes back. */
export const RefundReason = z
  .enum(["customer_request", "return", "duplicate", "fraud", "other"])
  .meta({ id: "RefundReason", description: "Why money goes back." });
export type RefundReason = z.infer<typeof RefundReason>;

/** One refund of a payment. */
export const RefundDetails = z
  .strictObject({
    refundId: Id.meta({
      description:
        "The payment processor's id of this refund: the key to tell refunds apart. Of one that was refused before it had any: the command's.",
    }),
    refs: Refs.meta({ description: "What vendors call this refund." }),
    requestId: Id.optional().meta({
      description: "The refundId of the payment.refund command that asked for it, where one did.",
    }),
    amount: Money.optional().meta({ description: "This refund alone; positive." }),
    tipAmount: Money.optional().meta({ description: "The part of the amount that was tip." }),
    reason: RefundReason.optional(),
    status: z
      .enum(["requested", "pending", "succeeded", "failed"])
      .meta({ description: "How far the refund is." }),
    failureCode: Code.optional().meta({ description: "The processor's code, for the status failed." }),
  })
  .meta({ id: "RefundDetails", description: "One refund of a payment." });
export type RefundDetails = z.infer<typeof RefundDetails>;
