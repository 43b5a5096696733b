import { z } from "zod";
import { UnsignedMoney } from "../../values/money.ts";
import { Refs } from "../../values/ref.ts";
import { Id } from "../../values/text.ts";

/** One taking of a payment's money; a payment may be captured in parts. */
export const CaptureDetails = z
  .strictObject({
    captureId: Id.optional().meta({ description: "The processor's id of this capture, where it has one." }),
    refs: Refs.optional().meta({ description: "What vendors call this capture." }),
    requestId: Id.optional().meta({
      description: "The captureId of the payment.capture command that asked for it, where one did.",
    }),
    amount: UnsignedMoney.optional().meta({ description: "This capture alone." }),
    final: z.boolean().optional().meta({
      description: "true: no further capture follows, and what is left of the authorisation is released.",
    }),
  })
  .meta({ id: "CaptureDetails", description: "One taking of a payment's money." });
