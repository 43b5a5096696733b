import { Ext } from "./ext.ts";
import { RefusalReason } from "./refusal-reason.ts";
import { Instant } from "./time.ts";
import { VendorError } from "./vendor-error.ts";

/** What every event says that tells of a command which a vendor refused. */
export const refused = {
  reason: RefusalReason,
  error: VendorError.optional().meta({
    description: "The refusal in the vendor's own words, to look it up by.",
  }),
  occurredAt: Instant.meta({ description: "When the vendor refused it." }),
  ext: Ext.optional(),
};
