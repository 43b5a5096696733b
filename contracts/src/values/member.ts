import { z } from "zod";
import { personal } from "../field-class.ts";
import { Refs } from "./ref.ts";
import { Code, Id, Text } from "./text.ts";
import { Instant } from "./time.ts";

/** A level of a loyalty programme. */
export const Tier = z
  .strictObject({ code: Code, name: Text.optional() })
  .meta({ id: "Tier", description: "A level of a loyalty programme." });
export type Tier = z.infer<typeof Tier>;

/** A membership in a loyalty programme: by the chain's own id, by vendors' ids (account, card, phone), or both. */
export const Member = z
  .strictObject({
    memberId: Id.optional().meta({ description: "The chain's own id of the member." }),
    refs: personal(Refs).optional(),
    programCode: Code.optional(),
    tier: Tier.optional(),
    enrolledAt: Instant.optional(),
    status: z
      .enum(["active", "suspended", "closed"])
      .optional()
      .meta({ description: "Whether the membership can be used." }),
  })
  .refine((member) => member.memberId !== undefined || (member.refs ?? []).length > 0, {
    error: "a member needs a memberId or a ref",
  })
  .meta({
    id: "Member",
    description: "A membership in a loyalty programme; it has a memberId, or a ref, or both.",
  });
export type Member = z.infer<typeof Member>;
