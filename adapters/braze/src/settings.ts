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
  tierCampaignId: z.string().min(1).optional().meta({
    description:
      "Transactional Email campaign that tells a member of a new level; without it nobody is told.",
  }),
  profileUsers: z.boolean().default(false).meta({
    description: "Whether whoever signs up at an identity provider gets a profile.",
  }),
  subscriptionGroups: z.record(z.string(), z.string().min(1)).default({}).meta({
    description: "Ids of subscription groups, by channel or by channel and list: sms, email/offers.",
  }),
  bounceEndsConsent: z.boolean().default(false).meta({
    description: "Whether a bounced e-mail ends the guest's consent to e-mail, at every vendor.",
  }),
});
export type BrazeSettings = z.infer<typeof BrazeSettings>;

/** Secrets of a Braze connection. */
export const BrazeSecrets = z.strictObject({
  apiKey: z.string().min(1).meta({
    description:
      "REST API key with the permissions users.track, campaigns.trigger.send, transactional.send, users.export.ids and users.delete.",
  }),
  postbackSecret: z.string().min(1).optional().meta({
    description:
      "The key in the URL of the event postback; while it is being rolled both, comma-separated. Without it postbacks are refused.",
  }),
});
export type BrazeSecrets = z.infer<typeof BrazeSecrets>;
