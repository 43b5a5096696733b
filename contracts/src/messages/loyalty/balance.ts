import { z } from "zod";
import { Quantity } from "../../values/quantity.ts";
import { BusinessDate, Instant } from "../../values/time.ts";
import { Value } from "../../values/value.ts";

const Expiry = z.strictObject({
  quantity: Quantity.meta({ description: "How much of the balance runs out on that day." }),
  date: BusinessDate.meta({
    description: "The last day on which it can be used, in the programme's time zone.",
  }),
  at: Instant.optional().meta({ description: "The exact end, where the vendor gives one." }),
});

/** A balance of one kind. */
const LoyaltyBalance = z
  .strictObject({
    value: Value.meta({ description: "What there is; negative where the vendor lets a member owe." }),
    spendable: z.boolean().optional().meta({
      description:
        "Whether the member can use it now: not so for pending points, nor for points that only count for a tier.",
    }),
    expiring: z.array(Expiry).max(500).optional().meta({
      description: "What of it runs out, and on which day.",
    }),
  })
  .meta({ id: "LoyaltyBalance", description: "A member's balance of one kind after the change." });

/** The balances of a member at one moment. */
export const LoyaltyBalances = z.array(LoyaltyBalance).max(100);
