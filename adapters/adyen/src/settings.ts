import { z } from "zod";

/** Settings of an Adyen connection. */
export const AdyenSettings = z.strictObject({
  baseUrl: z.url().default("https://checkout-test.adyen.com").meta({
    description:
      "Root of the Checkout API, without its version. Live: https://<prefix>-checkout-live.adyenpayments.com/checkout with the company's own prefix.",
  }),
  apiVersion: z
    .string()
    .regex(/^v\d{2,3}$/, { error: 'must be a version of the Checkout API, e.g. "v72"' })
    .default("v72")
    .meta({ description: "Version of the Checkout API; part of every path." }),
  merchantAccount: z
    .string()
    .min(1)
    .meta({ description: "The merchant account that payments are of, where their refs name none." }),
  paymentReference: z.enum(["orderId", "other"]).default("orderId").meta({
    description: "What the shop sends as the reference of a payment: the order's id, or something else.",
  }),
  referenceSeparator: z
    .string()
    .regex(/^[^\w\s:]{0,3}$/, { error: "must be at most three characters, no letter, digit, _, space or :" })
    .default("|")
    .meta({
      description:
        "Stands between the command's id and the order's id in the reference of a refund, capture or cancellation, so that its notification names the order. Empty: the order's id is not sent.",
    }),
  captures: z.enum(["manual", "immediate"]).default("manual").meta({
    description:
      "immediate: the account captures at once and sends no CAPTURE, so a successful AUTHORISATION also says payment.captured.",
  }),
});
export type AdyenSettings = z.infer<typeof AdyenSettings>;

/** Secrets of an Adyen connection. */
export const AdyenSecrets = z.strictObject({
  apiKey: z.string().min(1).meta({
    description: "API key of a web service user with the roles for captures, refunds and cancellations.",
  }),
  hmacKey: z
    .string()
    .regex(/^\s*([0-9a-f]{2}){16,}\s*(,\s*([0-9a-f]{2}){16,}\s*)*$/i, {
      error: "must be the hexadecimal key that Adyen shows; two, comma-separated, while it is being changed",
    })
    .meta({
      encoding: "hex",
      description:
        "HMAC key of the standard webhook, hexadecimal; while it is being changed both, comma-separated.",
    }),
  webhookUser: z.string().min(1).optional().meta({
    description: "User name for Basic authentication of the webhook; without it only the HMAC is checked.",
  }),
  webhookPassword: z.string().min(1).optional().meta({ description: "Its password." }),
});
export type AdyenSecrets = z.infer<typeof AdyenSecrets>;
