import { z } from "zod";
import { Refs } from "../../values/ref.ts";
import { Code, Id, Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";
import { personal } from "../../field-class.ts";
import { OrderTotals } from "./charges.ts";

/** One of several bills of an order. */
export const Check = z
  .strictObject({
    checkId: Id.meta({
      description: "Tells the bills of one order apart; lines, charges and tenders name it.",
    }),
    refs: Refs.optional().meta({ description: "What vendors call this bill." }),
    displayNumber: Code.optional().meta({ description: "The number that guests and staff see; not unique." }),
    tabName: personal(Text).optional().meta({ description: "The name under which the bill is kept open." }),
    openedAt: Instant.optional().meta({ description: "When the bill was begun." }),
    closedAt: Instant.optional().meta({ description: "When nothing more was owed on it." }),
    paymentStatus: z.enum(["open", "paid", "closed"]).optional().meta({
      description: "open: something is owed; paid: a tip may still change it; closed: nothing is owed.",
    }),
    taxExempt: z.boolean().optional().meta({ description: "true: no tax is taken on it." }),
    voided: z.boolean().optional().meta({ description: "Taken back: it counts for nothing." }),
    totals: OrderTotals.optional().meta({ description: "The sums of this bill alone." }),
  })
  .meta({ id: "Check", description: "One of several bills of an order." });
