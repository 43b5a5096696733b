import { z } from "zod";
import { Money } from "../../values/money.ts";
import { Refs } from "../../values/ref.ts";
import { Code, Id } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

/** A guest's objection to a payment, as every event about it shows it. */
export const Dispute = z
  .strictObject({
    disputeId: Id.meta({ description: "The processor's id of the dispute: the key to tell disputes apart." }),
    refs: Refs.meta({ description: "What vendors call this dispute." }),
    amount: Money.optional().meta({ description: "What is disputed." }),
    reason: Code.optional().meta({ description: "The processor's reason code." }),
    networkReasonCode: Code.optional().meta({
      description: 'The card network\'s own reason code: "13.1", "4853".',
    }),
    status: Code.optional().meta({ description: "The processor's status." }),
    stage: z.enum(["inquiry", "chargeback", "arbitration"]).optional().meta({
      description:
        "inquiry: a question, no money moved; chargeback: the money is gone; arbitration: contested again.",
    }),
    evidenceDueAt: Instant.optional().meta({ description: "When evidence has to be in." }),
  })
  .meta({ id: "Dispute", description: "A guest's objection to a payment." });
