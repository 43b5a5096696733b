import { z } from "zod";

const Channel = z.enum(["in_store", "web", "app", "kiosk", "drive_thru", "call", "third_party", "other"]);

/** Settings of a Square connection. */
export const SquareSettings = z.strictObject({
  baseUrl: z.url().default("https://connect.squareup.com").meta({
    description: "Root of Square's API; of its sandbox https://connect.squareupsandbox.com.",
  }),
  squareVersion: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'must be a version of Square\'s API, e.g. "2026-09-16"' })
    .default("2026-09-16")
    .meta({
      description: "Sent as Square-Version, so that an upgrade of the application changes nothing here.",
    }),
  webhookUrl: z.url().meta({
    description:
      "The notification URL exactly as it is registered at Square, to the last slash: Square signs it with the body.",
  }),
  stores: z.record(z.string().min(1).max(255), z.string().min(1).max(50)).default({}).meta({
    description:
      "Square's location id by the chain's store number; a location that is not listed is its own store number.",
  }),
  channels: z
    .record(z.string().min(1), Channel)
    .default({})
    .meta({ description: "The channel of orders by the name of the application or till that took them." }),
  itemIds: z.enum(["catalog", "names"]).default("catalog").meta({
    description:
      "catalog: the item ids of submitted orders are Square's ids of variations and modifiers; names: items are sent by name and price.",
  }),
  taxes: z.enum(["catalog", "command"]).default("catalog").meta({
    description:
      "catalog: Square puts its own catalogue's taxes on submitted orders; command: those that the command names, at their rates.",
  }),
  checkPrices: z.boolean().default(true).meta({
    description:
      "Whether Square is asked what a submitted order costs before it is made; another total than the guest was shown is refused as price_changed.",
  }),
  pointsCode: z
    .string()
    .min(1)
    .max(100)
    .default("points")
    .meta({ description: "What canonical messages call the programme's points." }),
  programId: z.string().min(1).max(36).optional().meta({
    description: "Square's id of the loyalty programme that members join where the command names none.",
  }),
  reverseBelowZero: z.boolean().default(true).meta({
    description:
      "Whether a member who has spent what is taken back owes it afterwards, as after a refund at a till; false: the reversal is refused.",
  }),
  accrueSources: z.array(z.string().min(1)).default([]).meta({
    description:
      "Completed orders of these applications (source names) earn points by the bus; Square's own tills give theirs by themselves.",
  }),
  recordPayments: z.boolean().default(false).meta({
    description: "Whether payments that another connection took are recorded at the order they are for.",
  }),
  memberKey: z.string().min(1).max(60).default("member_id").meta({
    description: "Under this name the metadata of an order carry the chain's own id of the guest.",
  }),
});
export type SquareSettings = z.infer<typeof SquareSettings>;

/** Secrets of a Square connection. */
export const SquareSecrets = z.strictObject({
  accessToken: z.string().min(1).meta({
    description: "Access token of the application, with the scopes for orders, loyalty and customers.",
  }),
  signatureKey: z.string().min(1).meta({
    description: "Signature key of the webhook subscription; while it is being rolled both, comma-separated.",
  }),
});
export type SquareSecrets = z.infer<typeof SquareSecrets>;
