import { z } from "zod";
import { defineEvent } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { refused } from "../../values/refused.ts";
import { Code, Id } from "../../values/text.ts";

/** A user was not made. */
export const identityUserCreateFailed = defineEvent({
  type: "identity.user.create_failed.v1",
  summary: "A provider would not make a user, often because another user has the userName or the email.",
  data: z.strictObject({
    ...refused,
    externalId: locked(Id).meta({ description: "The externalId of the command, by which it is found." }),
    existingUserId: Id.optional().meta({
      description: "The provider's id of the user who has it, where it says who.",
    }),
    fields: z.array(Code).max(50).optional().meta({
      description:
        "What another user has, or the provider does not take: names of fields, never their values.",
    }),
  }),
  entityKey: "externalId",
  semantics: "delta",
  subject: "externalId",
  owner: "identity",
  indexed: ["externalId"],
  examples: [
    {
      externalId: "mbr-1815",
      existingUserId: "auth0|679f",
      reason: "duplicate",
      fields: ["email"],
      error: {
        vendorCode: "409",
        vendorSubcode: "auth0_idp_error",
        message: "The user already exists.",
        retryable: false,
      },
      occurredAt: "2026-01-15T18:04:06.000Z",
      ext: { auth0: { statusCode: 409 } },
    },
    { externalId: "mbr-1906", reason: "invalid", occurredAt: "2026-01-15T18:04:06.000Z" },
  ],
});
