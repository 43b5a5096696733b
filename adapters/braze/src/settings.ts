import { z } from "zod";

/** Settings of a Braze connection. */
export const BrazeSettings = z.strictObject({
  baseUrl: z.url().meta({
    description: "REST endpoint of your instance, such as https://rest.iad-01.braze.com.",
  }),
  orderEvent: z
    .string()
    .regex(/^[^$].{0,254}$/, { error: "must be a name of at most 255 characters that does not begin with $" })
    .default("order_completed")
    .meta({ description: "Name of the custom event that tells of an order." }),
  refundCampaignId: z.string().min(1).optional().meta({
    description: "API-triggered campaign that tells a guest of a refund; without it nobody is told.",
  }),
});
export type BrazeSettings = z.infer<typeof BrazeSettings>;

/** Secrets of a Braze connection. */
export const BrazeSecrets = z.strictObject({
  apiKey: z.string().min(1).meta({
    description: "REST API key with the permissions users.track, campaigns.trigger.send and users.delete.",
  }),
});
export type BrazeSecrets = z.infer<typeof BrazeSecrets>;
