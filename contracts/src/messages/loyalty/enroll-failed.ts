import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Member } from "../../values/member.ts";
import { refused } from "../../values/refused.ts";
import { Code, Id } from "../../values/text.ts";

/** Somebody did not become a member. */
export const loyaltyEnrollFailed = defineEvent({
  type: "loyalty.enroll_failed.v1",
  summary:
    "A vendor would not make somebody a member, often because another member has the email or the phone.",
  data: z.strictObject({
    ...refused,
    memberId: locked(Id).meta({ description: "The memberId of the command, by which it is found." }),
    programCode: Code.optional().meta({ description: "The programme that was to be joined." }),
    fields: z.array(Code).max(50).optional().meta({
      description:
        "What another member has, or the vendor does not take: names of fields, never their values.",
    }),
    existing: Member.optional().meta({ description: "The member that has it, where the vendor says who." }),
  }),
  entityKey: "memberId",
  semantics: "delta",
  subject: "memberId",
  owner: "loyalty",
  indexed: ["memberId"],
  examples: [
    {
      memberId: "mbr-1815",
      programCode: "123",
      reason: "duplicate",
      fields: ["email"],
      existing: { refs: [{ vendor: "paytronix", type: "account", id: "15173695" }] },
      error: {
        vendorCode: "uniquenessConflict",
        vendorSubcode: "email",
        message: "In use",
        retryable: false,
      },
      occurredAt: "2026-01-15T18:04:06.000Z",
      ext: { paytronix: { conflictingFields: ["email"] } },
    },
    { memberId: "mbr-1906", reason: "invalid", occurredAt: "2026-01-15T18:04:06.000Z" },
  ],
});
