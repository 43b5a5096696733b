import { z } from "zod";

/** What one Paytronix wallet counts; Paytronix itself types wallets only by the merchant's configuration. */
const Wallet = z.strictObject({
  walletCode: z.int(),
  kind: z.enum(["points", "visits", "currency", "stamps", "items", "reward"]),
  code: z.string().min(1).optional().describe("Code in canonical messages; the wallet code by default."),
  label: z.string().optional().describe("Name for people."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .describe("For the kind currency; the connection's currency by default."),
});
export type Wallet = z.infer<typeof Wallet>;

/** The settings of a connection; only `baseUrl` has no default. */
export const Settings = z.strictObject({
  baseUrl: z
    .url()
    .describe("`https://m{MID}.api.{server}.com/rest/{release}`; bodies are checked against that release."),
  merchantId: z.int().min(1).default(1107).describe("Merchant number (MID) that Paytronix assigned."),
  storeCode: z
    .string()
    .min(1)
    .default("corp")
    .describe("Store code for what comes without a store; otherwise the store's ref or id is sent."),
  cardTemplateCode: z
    .int()
    .optional()
    .describe("Code of the programme (card template); goes into emitted messages as the programme's code."),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default("USD")
    .describe("Paytronix has no currency field; orders in another currency are blocked."),
  wallets: z
    .array(Wallet)
    .default([{ walletCode: 1, kind: "points", label: "Points" }])
    .describe("What each wallet counts. A wallet that is not listed is emitted with the kind `items`."),
  partialRefund: z
    .enum(["adjust", "returnTicket"])
    .default("adjust")
    .describe("How a partial refund takes points back: subtract them, or post a return ticket."),
  reversalDays: z
    .int()
    .min(0)
    .max(7)
    .default(7)
    .describe("A whole refund younger than this is a reversal; Paytronix accepts none after 7 days."),
  autoActivateCard: z.boolean().default(false).describe("Activates an inactive card with its first ticket."),
  programId: z.enum(["LP", "SV", "CH", "PX"]).default("LP").describe("Kind of programme in `headerInfo`."),
  terminal: z.string().min(1).max(100).default("spindle").describe("Terminal on tickets and transactions."),
  operator: z.string().min(1).default("0").describe("Operator on tickets and transactions; `0` is unknown."),
  receiptWidth: z.int().min(1).default(40).describe("Width of the receipt lines that a ticket must ask for."),
  historyLimit: z
    .int()
    .min(1)
    .default(1000)
    .describe("Transactions that a probe asks for; more than these in the time looked at is unclear."),
  retryableCodes: z
    .array(z.string())
    .default([])
    .describe("Codes of the result `failure` that Paytronix named to you as safe to send again."),
});
export type Settings = z.infer<typeof Settings>;

/** The secrets of a connection. */
export const Secrets = z.object({
  integrationId: z.string().min(1).describe("Integration identifier, the user of HTTP Basic."),
  integrationSecret: z.string().min(1).describe("Integration secret, the password of HTTP Basic."),
});
export type Secrets = z.infer<typeof Secrets>;
