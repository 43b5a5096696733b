import { z } from "zod";
import { defineCommand } from "../../define.ts";
import { locked } from "../../field-class.ts";
import { Ext } from "../../values/ext.ts";
import { Code, Id } from "../../values/text.ts";
import { accountFields, holdsNoSecret, secretRefused } from "./account.ts";
import { adasAccount } from "./examples.ts";

const NewUser = z
  .strictObject({
    externalId: locked(Id).meta({
      description: "The chain's own id of the person; asking twice with one id makes one user.",
    }),
    ...accountFields,
    active: z
      .boolean()
      .optional()
      .meta({ description: "Whether the user may sign in at once; absent: yes." }),
  })
  .refine(holdsNoSecret, secretRefused)
  .refine(
    ({ userName, emails = [], phoneNumbers = [] }) =>
      userName !== undefined || emails.length > 0 || phoneNumbers.length > 0,
    { error: "a new user needs a userName, an email or a phone number to sign in with" },
  )
  .meta({ id: "NewUser", description: "What is known of the user to make." });

/** Make a user at an identity provider. No password travels: the user sets one by the provider's own letter. */
export const identityUserCreate = defineCommand({
  type: "identity.user.create.v1",
  summary: "Make a user at an identity provider; the user sets a password there.",
  data: z.strictObject({
    user: NewUser,
    connection: Code.optional().meta({
      description: "The directory to make the user in, where there are several.",
    }),
    notify: z.boolean().optional().meta({
      description: "Whether the provider writes to the user: a welcome, a link to set a password.",
    }),
    ext: Ext.optional(),
  }),
  entityKey: "user.externalId",
  semantics: "delta",
  subject: "user.externalId",
  owner: "identity",
  indexed: ["user.externalId"],
  examples: [
    {
      user: { ...adasAccount, active: true },
      connection: "Username-Password-Authentication",
      notify: true,
      ext: { okta: { activate: true } },
    },
    { user: { externalId: "mbr-1906", emails: [{ value: "grace@example.com" }] } },
  ],
});
