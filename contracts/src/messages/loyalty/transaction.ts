import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Refs } from "../../values/ref.ts";
import { Store } from "../../values/store.ts";
import { Id, Text } from "../../values/text.ts";
import { BusinessDate, Instant } from "../../values/time.ts";

/** What changed a balance, of a membership or of a gift card: an order, a refund, a hand at a console. */
export const LoyaltyTransaction = z
  .strictObject({
    transactionId: locked(Id).meta({
      description:
        "The business id of what caused it: the order for an accrual, the refund for a reversal; else the vendor's own.",
    }),
    refs: Refs.optional().meta({ description: "What the loyalty vendor calls the transaction." }),
    orderRef: Id.optional().meta({ description: "The orderId of the order." }),
    reverses: Id.optional().meta({
      description: "The transactionId that this one takes back, in all or in part.",
    }),
    store: Store.optional().meta({
      description: "The store at which it happened; absent: at none, or not said.",
    }),
    businessDate: BusinessDate.optional().meta({
      description: "The day to whose books the store gives it; after midnight it may still be yesterday.",
    }),
    occurredAt: Instant.meta({
      description: "When it happened at the store or at the vendor, not when it was told.",
    }),
    reason: Text.optional().meta({ description: "Why, in the words of the vendor or of whoever did it." }),
  })
  .meta({ id: "LoyaltyTransaction", description: "What a member did, or what was done to its balances." });

/** A transaction that takes an earlier one back, and so must name it. */
export const ReversingTransaction = LoyaltyTransaction.extend({
  reverses: locked(Id).meta({ description: "The transactionId that is taken back, in all or in part." }),
}).meta({ id: "ReversingTransaction", description: "What takes an earlier transaction back." });

/** A transaction that corrects balances by hand, and so must say why. */
export const AdjustingTransaction = LoyaltyTransaction.extend({
  reason: Text.min(1).meta({
    description: "Why it is corrected; `not said` where a vendor gives no reason.",
  }),
}).meta({ id: "AdjustingTransaction", description: "What corrects a member's balances, and why." });
