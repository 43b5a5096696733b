import { z } from "zod";
import { accountFields, holdsNoSecret, secretRefused, type AccountField } from "./account.ts";
import { adasAccount } from "./examples.ts";
import { exampleTarget, userCommand, userCommandContract } from "./user-command.ts";

const clearable = [
  "userName",
  "name",
  "nickName",
  "displayName",
  "emails",
  "phoneNumbers",
  "addresses",
  "picture",
  "birthDate",
  "locale",
  "timezone",
  "roles",
  "customAttributes",
] as const satisfies readonly AccountField[];

const Changes = z
  .strictObject({
    ...accountFields,
    active: z.literal(true).optional().meta({
      description: "Lets a user who was shut out in again; to shut one out is identity.user.deactivate.",
    }),
  })
  .refine(holdsNoSecret, secretRefused)
  .meta({
    id: "UserChanges",
    description: "New values; what is missing stays as it is, a list is replaced as a whole.",
  });

const { externalId: _externalId, ...changes } = adasAccount;

/** Change what an identity provider keeps of a user. */
export const identityUserUpdate = userCommandContract({
  type: "identity.user.update.v1",
  summary: "Change what an identity provider keeps of a user; what is not named stays as it is.",
  data: z
    .strictObject({
      ...userCommand,
      set: Changes.optional(),
      clear: z.array(z.enum(clearable)).max(clearable.length).optional().meta({
        description: "Fields to empty.",
      }),
    })
    .refine(({ set = {}, clear = [] }) => Object.keys(set).length + clear.length > 0, {
      error: "an update sets or clears something",
    })
    .refine(({ set = {}, clear = [] }) => !clear.some((field) => Object.hasOwn(set, field)), {
      error: "a field is set or cleared, not both",
      path: ["clear"],
    }),
  examples: [
    {
      ...exampleTarget,
      set: { ...changes, active: true },
      ext: { auth0: { connection: "Username-Password-Authentication" } },
    },
    { userId: "00u2", clear: ["picture"] },
  ],
});
