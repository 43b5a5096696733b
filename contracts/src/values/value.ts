import { z } from "zod";
import { Currency } from "./money.ts";
import { Quantity } from "./quantity.ts";
import { Code, Text } from "./text.ts";

/** An amount of something a loyalty programme counts: points, visits, stored money, rewards. */
export const Value = z
  .strictObject({
    kind: z
      .enum(["points", "visits", "currency", "stamps", "items", "reward"])
      .meta({ description: "What is counted." }),
    code: Code.meta({ description: "The programme's own code for it, e.g. a wallet code." }),
    label: Text.optional().meta({ description: "Its name for people." }),
    quantity: Quantity.meta({ description: "How much; signed in a change." }),
    currency: Currency.optional().meta({ description: "For the kind currency." }),
  })
  .meta({ id: "Value", description: "An amount of something a loyalty programme counts." });
export type Value = z.infer<typeof Value>;
