import { Currency } from "@spindlebus/contracts";
import { z } from "zod";

/** Settings of a Punchh connection. */
export const PunchhSettings = z.strictObject({
  baseUrl: z.url().meta({ description: "Your Punchh server, such as https://server_name.punchh.com." }),
  currency: Currency.default("USD").meta({
    description: "Currency of all amounts, which Punchh does not say.",
  }),
  client: z.string().min(1).max(200).optional().meta({
    description: "Client key of the business for the online ordering API; needed to enroll.",
  }),
  externalSource: z.string().min(1).max(100).optional().meta({
    description: "Name of the identity provider under which members carry the chain's id, e.g. auth0.",
  }),
  signupChannel: z.string().min(1).max(50).default("OnlineOrder").meta({
    description: "Sent as signup_channel where an enrollment names no channel of Punchh.",
  }),
  userAgent: z
    .string()
    .regex(/^[\x21-\x7e][\x20-\x7e]{0,199}$/, { error: "must be printable ASCII" })
    .default("Spindle/1.0")
    .meta({ description: "Sent as User-Agent; Punchh refuses requests without one." }),
  phoneCountryCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: 'must be a calling code without plus, e.g. "1"' })
    .default("1")
    .meta({ description: "Calling code of telephone numbers, which Punchh keeps without one." }),
  pendingPoints: z.boolean().default(false).meta({
    description: "Whether check-ins are made pending, so that a refund can void them.",
  }),
  erasure: z.enum(["anonymize", "delete"]).default("anonymize").meta({
    description:
      "What becomes of a guest who is to be forgotten: Punchh keeps transactions without the person, or deletes them too.",
  }),
  toldBy: z.enum(["webhook", "operation"]).default("webhook").meta({
    description:
      "Who publishes what an operation did: the webhook, as for all that happens at Punchh, or the operation.",
  }),
  webhookAuth: z.enum(["hmacSha256", "hmacSha1", "bearer", "basic"]).default("hmacSha256").meta({
    description: "How Punchh proves a webhook, as chosen there.",
  }),
  signatureHeader: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,60}$/, { error: "must be a header name in lower case" })
    .default("authorization")
    .meta({ description: "Header that carries the proof of a webhook." }),
  digestEncoding: z.enum(["any", "hex", "base64"]).default("any").meta({
    description: "Form of a webhook's HMAC; Punchh does not say it, so either is taken.",
  }),
  webhookUri: z
    .string()
    .regex(/^\/\S{0,500}$/, { error: "must be a path that begins with /" })
    .optional()
    .meta({ description: "Path that Punchh signs, where a proxy changes it; else the path as it came." }),
});
export type PunchhSettings = z.infer<typeof PunchhSettings>;

/** Secrets of a Punchh connection. */
export const PunchhSecrets = z.strictObject({
  adminKey: z.string().min(1).meta({ description: "Business admin key of the platform functions API." }),
  clientSecret: z.string().min(1).meta({ description: "Secret with which requests of that API are signed." }),
  webhookSecret: z.string().min(1).meta({
    description:
      "Secret of the webhook: for basic `user:password`; while it is being rolled both, comma-separated.",
  }),
});
export type PunchhSecrets = z.infer<typeof PunchhSecrets>;
