import { z } from "zod";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Member } from "../../values/member.ts";
import { Quantity } from "../../values/quantity.ts";
import { Refs } from "../../values/ref.ts";
import { Store } from "../../values/store.ts";
import { Id, Text } from "../../values/text.ts";
import { BusinessDate, Instant } from "../../values/time.ts";
import { Value } from "../../values/value.ts";

const LoyaltyTransaction = z
  .strictObject({
    transactionId: locked(Id).meta({
      description: "The business id of what caused it: the order for an accrual, the refund for a reversal.",
    }),
    refs: Refs.optional().meta({ description: "What the loyalty vendor calls the transaction." }),
    orderRef: Id.optional().meta({ description: "The orderId of the order." }),
    reverses: Id.optional().meta({
      description: "The transactionId that this one takes back, in all or in part.",
    }),
    store: Store.optional(),
    businessDate: BusinessDate.optional(),
    occurredAt: Instant,
    reason: Text.optional(),
  })
  .meta({ id: "LoyaltyTransaction", description: "What changed a member's balances." });

const LoyaltyChange = z
  .strictObject({
    value: Value.meta({ description: "Signed: negative where the member loses it." }),
    operation: z
      .enum(["add", "subtract", "void_add", "void_subtract"])
      .meta({ description: "void_add takes an earlier add back, void_subtract an earlier subtract." }),
    pending: z.boolean().optional().meta({ description: "Not yet spendable." }),
    expiresAt: Instant.optional(),
  })
  .meta({ id: "LoyaltyChange", description: "One change of one balance." });
export type LoyaltyChange = z.infer<typeof LoyaltyChange>;

const LoyaltyBalance = z
  .strictObject({
    value: Value,
    spendable: z.boolean().optional().meta({ description: "Whether the member can use it now." }),
    expiring: z
      .array(z.strictObject({ quantity: Quantity, date: BusinessDate }))
      .max(500)
      .optional()
      .meta({ description: "What of it runs out, and on which day." }),
  })
  .meta({ id: "LoyaltyBalance", description: "A member's balance of one kind after the change." });

/** What every message about changed balances says. */
export const pointsEvent = {
  member: Member,
  transaction: LoyaltyTransaction,
  changes: z.array(LoyaltyChange).min(1).max(100).meta({ description: "What the member gained and lost." }),
  balances: z
    .array(LoyaltyBalance)
    .max(100)
    .optional()
    .meta({ description: "What the member has after it." }),
  ext: Ext.optional(),
};
