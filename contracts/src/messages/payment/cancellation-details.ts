import { z } from "zod";
import { Refs } from "../../values/ref.ts";
import { Code, Id } from "../../values/text.ts";

/** Why a payment is not to be taken. */
export const CancellationReason = z
  .enum(["customer_request", "duplicate", "fraud", "abandoned", "technical", "other"])
  .meta({
    id: "CancellationReason",
    description:
      "Why a payment is not to be taken; technical: the processor undid it because an answer was lost.",
  });

/** One calling off of a payment. */
export const CancellationDetails = z
  .strictObject({
    refs: Refs.optional().meta({ description: "What vendors call this cancellation." }),
    requestId: Id.optional().meta({
      description: "The cancellationId of the payment.cancel command that asked for it, where one did.",
    }),
    reason: CancellationReason.optional(),
    vendorReason: Code.optional().meta({
      description: "The processor's own word for the reason: requested_by_customer.",
    }),
  })
  .meta({ id: "CancellationDetails", description: "One calling off of a payment." });
