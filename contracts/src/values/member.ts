import { z } from "zod";
import { personal } from "../field-class.ts";
import { Refs } from "./ref.ts";
import { Code, Id, Text } from "./text.ts";
import { Instant } from "./time.ts";

/** A level of a loyalty programme. */
export const Tier = z
  .strictObject({
    code: Code.meta({
      description: "The programme's code of the level; a number becomes its decimal digits.",
    }),
    name: Text.optional().meta({ description: "The level's name for people, e.g. Gold." }),
  })
  .meta({ id: "Tier", description: "A level of a loyalty programme." });
export type Tier = z.infer<typeof Tier>;

const memberFields = {
  memberId: Id.optional().meta({ description: "The chain's own id of the member." }),
  refs: personal(Refs).optional().meta({
    description: "What vendors call the membership: account, user, card, phone; a card number is personal.",
  }),
  programCode: Code.optional().meta({
    description:
      "The vendor's code of the programme, where it runs several: a card template, a programme id.",
  }),
  tier: Tier.optional().meta({ description: "The level that the member has at that moment." }),
  enrolledAt: Instant.optional().meta({
    description: "When the membership began; where a vendor gives a day, its start.",
  }),
  status: z.enum(["active", "suspended", "closed", "merged"]).optional().meta({
    description:
      "Whether the membership can be used; merged: it lives on in another one, which has its balances.",
  }),
  vendorStatus: Code.optional().meta({ description: "The vendor's own word for the status." }),
};

/** A membership in a loyalty programme: by the chain's own id, by vendors' ids (account, card, phone), or both. */
export const Member = z
  .strictObject(memberFields)
  .refine((member) => member.memberId !== undefined || (member.refs ?? []).length > 0, {
    error: "a member needs a memberId or a ref",
  })
  .meta({
    id: "Member",
    description: "A membership in a loyalty programme; it has a memberId, or a ref, or both.",
  });
export type Member = z.infer<typeof Member>;

/** A membership whose messages have an order of their own, so that it needs one id under which they meet. */
export const KnownMember = z
  .strictObject({
    ...memberFields,
    memberId: Id.meta({
      description:
        "The chain's own id of the member; where it has none, the vendor's id of the account. Never a card or phone number.",
    }),
  })
  .meta({ id: "KnownMember", description: "A membership with the id under which its messages meet." });
