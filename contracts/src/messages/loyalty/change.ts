import { z } from "zod";
import { Instant } from "../../values/time.ts";
import { Value } from "../../values/value.ts";

/** One change of one balance. */
const LoyaltyChange = z
  .strictObject({
    value: Value.meta({ description: "Signed: negative where the member loses it." }),
    operation: z
      .enum(["add", "subtract", "void_add", "void_subtract"])
      .meta({ description: "void_add takes an earlier add back, void_subtract an earlier subtract." }),
    pending: z.boolean().optional().meta({
      description:
        "Not yet spendable. When it becomes so, loyalty.balance.changed says it: nothing is gained twice.",
    }),
    expiresAt: Instant.optional().meta({
      description: "When what was gained runs out, if nothing uses it before.",
    }),
  })
  .meta({ id: "LoyaltyChange", description: "One change of one balance." });
export type LoyaltyChange = z.infer<typeof LoyaltyChange>;

/** What a member gained and lost by one transaction. */
export const LoyaltyChanges = z
  .array(LoyaltyChange)
  .min(1)
  .max(100)
  .meta({ description: "What the member gained and lost." });

/** What a member lost by one transaction. */
export const LoyaltyLosses = LoyaltyChanges.refine(
  (changes) =>
    changes.every(
      ({ value, operation }) =>
        // What is no quantity at all is refused where it stands.
        operation === "subtract" && !/^(?:\d+(?:\.\d+)?|-0(?:\.0+)?)$/.test(value.quantity),
    ),
  { error: "here a member only loses: every change subtracts, and its quantity is negative" },
).meta({ description: "What the member lost; every quantity is negative." });

/** How much of which kinds a command is about. */
export const LoyaltyValues = z
  .array(Value)
  .min(1)
  .max(100)
  .refine((values) => values.every(({ quantity }) => !/^(?:-.*|0+(?:\.0+)?)$/.test(quantity)), {
    error: "the command says the direction: every quantity is above zero",
  });
