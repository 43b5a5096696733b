import { z } from "zod";
import { Id } from "./text.ts";

/** The lower-case name of a vendor, as its adapter is called. */
export const Vendor = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, { error: 'must be a vendor name in lower case, e.g. "paytronix"' })
  .meta({
    id: "Vendor",
    description: "Name of a vendor, as its adapter is called.",
    examples: ["paytronix"],
  });
export type Vendor = z.infer<typeof Vendor>;

/** What a vendor calls the thing; one thing may be known to several vendors. */
export const Ref = z
  .strictObject({
    vendor: Vendor.meta({ description: "Whose id it is: the name of the vendor's adapter, e.g. paytronix." }),
    account: Id.optional().meta({
      description: "The account at the vendor, where ids are unique only in it.",
    }),
    type: z
      .string()
      .min(1)
      .max(64)
      .meta({ description: "What the id names there: order, card, payment_intent." }),
    id: Id.meta({ description: "The id as the vendor writes it; a number becomes its decimal digits." }),
  })
  .meta({ id: "Ref", description: "An id at a vendor." });
export type Ref = z.infer<typeof Ref>;

/** All ids under which vendors know one thing. */
export const Refs = z
  .array(Ref)
  .max(50)
  .meta({ id: "Refs", description: "What vendors call this thing, one entry an id." });
export type Refs = z.infer<typeof Refs>;
