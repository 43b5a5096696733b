import { z } from "zod";

/** Settings of an Auth0 connection. */
export const Auth0Settings = z.strictObject({
  baseUrl: z.url().meta({
    description:
      "The tenant: https://<tenant>.<region>.auth0.com, not a custom domain; /api/v2 is added to it.",
  }),
  audience: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Audience of the management token; absent: <baseUrl>/api/v2/." }),
  connection: z
    .string()
    .min(1)
    .default("Username-Password-Authentication")
    .meta({ description: "The connection that users are made in where the message names none." }),
  provider: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, { error: 'must be what precedes "|" in user_id, e.g. "auth0"' })
    .default("auth0")
    .meta({ description: "What user_id begins with in that connection: auth0, email or sms." }),
  userId: z
    .enum(["externalId", "auth0"])
    .default("externalId")
    .meta({ description: "Who chooses the id of a new user: the bus, by the chain's own id, or Auth0." }),
  password: z.enum(["derived", "none"]).default("derived").meta({
    description:
      "Whether a new user gets a first password that nobody is told; none for connections without passwords.",
  }),
  externalIdKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, { error: "must be 1 to 40 letters, digits, _ or -" })
    .default("memberId")
    .meta({ description: "Under this name app_metadata carries the chain's own id of the user." }),
  eventStream: z.boolean().default(true).meta({
    description:
      "Whether an event stream tells the bus of users: then it alone tells. false: the operations tell.",
  }),
  consents: z.enum(["none", "user_metadata", "app_metadata"]).default("none").meta({
    description:
      "Where a user's consents are kept, as consent_email and so on; users may change their user_metadata themselves.",
  }),
  webhookHeader: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/, { error: "must be the name of a header in lower case" })
    .default("authorization")
    .meta({ description: "The header that carries the secret webhookSecret." }),
});
export type Auth0Settings = z.infer<typeof Auth0Settings>;

/** Secrets of an Auth0 connection. */
export const Auth0Secrets = z.strictObject({
  clientId: z.string().min(1).meta({ description: "Client id of the machine-to-machine application." }),
  clientSecret: z.string().min(1).meta({ description: "Its client secret." }),
  webhookSecret: z.string().min(1).meta({
    description:
      "Bearer token, user:password or header value of the event stream; while it is being rolled both, comma-separated.",
  }),
  logSecret: z.string().min(1).optional().meta({
    description:
      "Authorization token of the log stream; while it is being rolled both, comma-separated. Without it the webhook logs refuses everything.",
  }),
});
export type Auth0Secrets = z.infer<typeof Auth0Secrets>;
