import { z } from "zod";

/** Settings of a Stripe connection. */
export const StripeSettings = z.strictObject({
  baseUrl: z
    .url()
    .default("https://api.stripe.com")
    .meta({ description: "Root of Stripe's API; paths such as /v1/refunds are added to it." }),
  stripeVersion: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/, {
      error: 'must be a version of Stripe\'s API, e.g. "2026-10-28.endive"',
    })
    .default("2026-10-28.endive")
    .meta({ description: "Sent as Stripe-Version, so that an upgrade of the account changes nothing here." }),
  orderIdKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, { error: "must be a metadata key of at most 40 letters, digits, _ or -" })
    .default("order_id")
    .meta({ description: "Under this name payments and refunds carry the order's id in their metadata." }),
  memberIdKey: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}$/, { error: "must be a metadata key of at most 40 letters, digits, _ or -" })
    .default("member_id")
    .meta({
      description: "Under this name customers carry the chain's own id of the guest in their metadata.",
    }),
});
export type StripeSettings = z.infer<typeof StripeSettings>;

/** Secrets of a Stripe connection. */
export const StripeSecrets = z.strictObject({
  apiKey: z.string().min(1).meta({
    prefix: "sk_test_",
    description: "Secret or restricted key with the right to write refunds and customers.",
  }),
  webhookSecret: z.string().min(1).meta({
    prefix: "whsec_",
    description: "Signing secret of the webhook endpoint; while it is being rolled both, comma-separated.",
  }),
});
export type StripeSecrets = z.infer<typeof StripeSecrets>;
