import { z } from "zod";

/** What one Paytronix wallet counts; Paytronix itself types wallets only by the merchant's configuration. */
const Wallet = z.strictObject({
  walletCode: z.int(),
  kind: z.enum(["points", "visits", "currency", "stamps", "items", "reward"]),
  code: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Code in canonical messages; the wallet code by default." }),
  label: z.string().optional().meta({ description: "Name for people." }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .meta({ description: "For the kind currency; the connection's currency by default." }),
});
export type Wallet = z.infer<typeof Wallet>;

/** The settings of a connection; only `baseUrl` has no default. */
export const PaytronixSettings = z.strictObject({
  baseUrl: z.url().meta({
    description: "`https://m{MID}.api.{server}.com/rest/{release}`; bodies are checked against that release.",
  }),
  merchantId: z
    .int()
    .min(1)
    .default(1107)
    .meta({ description: "Merchant number (MID) that Paytronix assigned." }),
  cardTemplateCode: z.int().optional().meta({
    description: "Code of the programme (card template); goes into emitted messages. Enrolling needs it.",
  }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default("USD")
    .meta({ description: "Paytronix has no currency field; orders in another currency are blocked." }),
  wallets: z
    .array(Wallet)
    .default([{ walletCode: 1, kind: "points", label: "Points" }])
    .meta({
      description: "What each wallet counts. A wallet that is not listed is emitted with the kind `items`.",
    }),
  partialRefund: z
    .enum(["adjust", "returnTicket"])
    .default("adjust")
    .meta({ description: "How a partial refund takes points back: subtract them, or post a return ticket." }),
  reversalDays: z.int().min(0).max(7).default(7).meta({
    description: "A whole refund younger than this is a reversal; Paytronix accepts none after 7 days.",
  }),
  autoActivateCard: z
    .boolean()
    .default(false)
    .meta({ description: "Activates an inactive card with its first ticket." }),
  programId: z
    .enum(["LP", "SV", "CH", "PX"])
    .default("LP")
    .meta({ description: "Kind of programme in `headerInfo`." }),
  terminal: z
    .string()
    .min(1)
    .max(100)
    .default("spindle")
    .meta({ description: "Terminal on tickets and transactions." }),
  operator: z
    .string()
    .min(1)
    .default("0")
    .meta({ description: "Operator on tickets and transactions; `0` is unknown." }),
  historyLimit: z.int().min(1).default(1000).meta({
    description: "Transactions that a probe asks for; more than these in the time looked at is unclear.",
  }),
  enrollUsers: z.boolean().default(false).meta({
    description: "Whether whoever signs up at an identity provider becomes a member.",
  }),
  enforceUniqueFields: z
    .array(z.enum(["email", "mobilePhone", "name", "phone", "customerNumber", "externalAccountIdentifier"]))
    .default(["email", "mobilePhone"])
    .meta({ description: "What no two members may have in common." }),
  readTiers: z.boolean().default(false).meta({
    description: "Asks after points for the member's level, and tells when it is another.",
  }),
  homeStore: z
    .string()
    .min(1)
    .default("0000")
    .meta({ description: "Store of calls that are about none: looking a member up, reading a level." }),
  deletionParameters: z.enum(["query", "body"]).default("query").meta({
    description:
      "Where the deletion of a user names the card; the documentation that is public does not say.",
  }),
  retryableCodes: z.array(z.string()).default([]).meta({
    description: "Codes of the result `failure` that Paytronix named to you as safe to send again.",
  }),
});
export type PaytronixSettings = z.infer<typeof PaytronixSettings>;

/** The secrets of a connection. */
export const PaytronixSecrets = z.strictObject({
  integrationId: z.string().min(1).meta({ description: "Integration identifier, the user of HTTP Basic." }),
  integrationSecret: z
    .string()
    .min(1)
    .meta({ description: "Integration secret, the password of HTTP Basic." }),
});
export type PaytronixSecrets = z.infer<typeof PaytronixSecrets>;
