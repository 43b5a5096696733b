import { z } from "zod";

/** Settings of an Okta connection. */
export const OktaSettings = z.strictObject({
  baseUrl: z.url().meta({ description: "The org: https://<org>.okta.com; /api/v1 is added to it." }),
  externalIdKey: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/, { error: "must be the name of a profile attribute" })
    .default("memberId")
    .meta({ description: "The attribute of Okta's user profile that holds the chain's own id of the user." }),
  deactivation: z.enum(["deactivate", "suspend"]).default("deactivate").meta({
    description:
      "How a user is shut out: deactivate also takes away applications and the password; suspend keeps both.",
  }),
  eventHook: z.boolean().default(true).meta({
    description:
      "Whether an event hook tells the bus of users: then it alone tells. false: the operations tell.",
  }),
  deletionErases: z.boolean().default(false).meta({
    description: "Whether who is deleted at Okta is to be forgotten everywhere: customer.erase is published.",
  }),
  webhookHeader: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/, { error: "must be the name of a header in lower case" })
    .default("authorization")
    .meta({ description: "The header that carries the secret webhookSecret." }),
});
export type OktaSettings = z.infer<typeof OktaSettings>;

/** Secrets of an Okta connection. */
export const OktaSecrets = z.strictObject({
  apiToken: z.string().min(1).meta({ description: "API token of an administrator of users; sent as SSWS." }),
  webhookSecret: z.string().min(1).meta({
    description: "Authentication secret of the event hook; while it is being rolled both, comma-separated.",
  }),
});
export type OktaSecrets = z.infer<typeof OktaSecrets>;
