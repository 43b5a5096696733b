import { z } from "zod";
import { Consents } from "../../values/consent.ts";
import { personFields } from "../../values/person.ts";
import { Code } from "../../values/text.ts";

/** What a loyalty vendor keeps of the person behind a membership. */
export const MemberProfile = z
  .strictObject({
    ...personFields,
    guestType: Code.optional().meta({
      description: "The vendor's word for the kind of guest, e.g. employee, e-club.",
    }),
    consents: Consents.optional().meta({
      description:
        "What the vendor may send, one entry a channel; of a channel that is missing nothing is said.",
    }),
  })
  .meta({
    id: "MemberProfile",
    description: "The person behind a membership, as the loyalty vendor knows them.",
  });
