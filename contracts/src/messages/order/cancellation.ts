import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Id } from "../../values/text.ts";

/** The business id of an order.cancel command. */
export const CancellationId = locked(Id).meta({
  description: "The business id of this wish to cancel; asking twice with one id asks once.",
});

/** Which order.cancel command an answer belongs to. */
export const AnsweredCancellation = Id.meta({
  description: "The cancellationId of the order.cancel command that asked for it.",
});

/** Why an order is not to be made after all. */
export const CancelReason = z
  .enum([
    "customer_request",
    "item_unavailable",
    "store_closed",
    "payment_failed",
    "duplicate",
    "fraud",
    "no_show",
    "other",
  ])
  .meta({ id: "CancelReason", description: "Why an order is not to be made; no_show: nobody came for it." });

/** Who wanted an order cancelled. */
export const CancelledBy = z.enum(["customer", "store", "courier", "system"]).meta({
  id: "CancelledBy",
  description: "Who wanted it cancelled; system: a rule, such as a time that ran out.",
});
