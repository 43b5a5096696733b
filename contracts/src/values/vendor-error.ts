import { z } from "zod";
import { personal } from "../field-class.ts";
import { Code, Text } from "./text.ts";

/** Why a vendor did not do what it was asked, in the vendor's own words. */
export const VendorError = z
  .strictObject({
    vendorCode: Code.optional().meta({
      description: "The vendor's code, unchanged: insufficient_funds, 10416, CARD_EXPIRED.",
    }),
    vendorSubcode: Code.optional().meta({
      description:
        "The finer code beneath it, where a vendor has two: Stripe's decline_code under card_declined.",
    }),
    message: personal(Text).optional().meta({
      description: "The vendor's sentence; vendors quote names and card numbers in it, so it is personal.",
    }),
    retryable: z.boolean().optional().meta({
      description: "Whether the vendor says that the same request may succeed later.",
    }),
  })
  .meta({ id: "VendorError", description: "Why a vendor did not do what it was asked, in its own words." });
export type VendorError = z.infer<typeof VendorError>;
