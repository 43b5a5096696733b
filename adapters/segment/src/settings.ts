import { z } from "zod";

const kinds = ["track", "page", "screen", "identify", "group", "alias"] as const;

/** What a wallet of Paytronix holds; its vendor types wallets only by the merchant's set-up. */
const Wallet = z.strictObject({
  kind: z.enum(["points", "visits", "currency", "stamps", "items", "reward"]),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  spendable: z.boolean().default(true),
});

/** Settings of a Segment connection. */
export const SegmentSettings = z.strictObject({
  baseUrl: z.url().default("https://api.segment.io").meta({
    description:
      "Host of the Tracking API; a workspace in the EU needs https://events.eu1.segmentapis.com, and is told of no error by the other one.",
  }),
  namespace: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,30}$/, { error: "must be 2 to 31 lower-case letters, digits or hyphens" })
    .meta({
      description:
        "The chain's name, put before every messageId: Segment tells repeats by it among all its customers.",
    }),
  orderEvent: z.string().min(1).max(100).default("Order Completed").meta({
    description: "Name of the event that tells of an order; the default is Segment's ecommerce spec.",
  }),
  messagingSubscriptions: z.boolean().default(false).meta({
    description: "Whether consents are also told as Engage's subscriptions of an address.",
  }),
  publishKinds: z
    .array(z.enum(kinds))
    .default(["track"])
    .meta({ description: "Kinds of calls that become engagement.event.tracked; the others say nothing." }),
  publishEvents: z.array(z.string().min(1)).optional().meta({
    description: "Names of track events that become engagement.event.tracked; absent: all of them.",
  }),
  paytronixWallets: z.record(z.string(), Wallet).optional().meta({
    description:
      "The source carries Paytronix's events; what its wallets hold, by wallet code. Absent: they are events like any other.",
  }),
});
export type SegmentSettings = z.infer<typeof SegmentSettings>;

/** Secrets of a Segment connection. */
export const SegmentSecrets = z.strictObject({
  writeKey: z.string().min(1).meta({ description: "Write key of the HTTP API source." }),
  sharedSecret: z.string().min(1).meta({
    description: "Shared secret of the webhook destination; while it is being changed both, comma-separated.",
  }),
});
export type SegmentSecrets = z.infer<typeof SegmentSecrets>;
