import { Currency } from "@spindlebus/contracts";
import { z } from "zod";

const Guid = z.string().min(1).max(255);

const Channel = z.enum(["in_store", "web", "app", "kiosk", "drive_thru", "call", "third_party", "other"]);
export type Channel = z.infer<typeof Channel>;

const FulfilmentType = z.enum(["dine_in", "pickup", "curbside", "drive_thru", "delivery"]);
export type FulfilmentType = z.infer<typeof FulfilmentType>;

const ToastStore = z.strictObject({
  restaurant: Guid.meta({ description: "Toast's GUID of the restaurant." }),
  diningOptions: z.record(Guid, FulfilmentType).default({}).meta({
    description: "What the restaurant's dining options mean, by their GUID.",
  }),
  payment: Guid.optional().meta({
    description: "GUID of the restaurant's alternate payment type under which submitted orders are paid.",
  }),
});

/** Settings of a Toast connection. */
export const ToastSettings = z.strictObject({
  baseUrl: z
    .url()
    .default("https://ws-api.toasttab.com")
    .meta({ description: "Root of Toast's APIs; paths such as /orders/v2/orders are added to it." }),
  currency: Currency.default("USD").meta({
    description: "Currency of all amounts, which Toast does not say.",
  }),
  stores: z.record(z.string().min(1).max(255), ToastStore).default({}).meta({
    description: "The restaurants, by the chain's store number: `restaurant`, `diningOptions`, `payment`.",
  }),
  items: z.record(z.string().min(1).max(255), z.array(Guid).min(1)).default({}).meta({
    description:
      "By the chain's own id of an item, Toast's ids of it: the multi-location id, or GUIDs. Others are called as Toast calls them.",
  }),
  externalIdPrefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,40}:$/, { error: 'must be a naming authority and a colon, e.g. "BUS:"' })
    .default("BUS:")
    .meta({ description: "Naming authority before the order ids that the bus gives to Toast." }),
  channels: z.record(z.string(), Channel).default({}).meta({
    description: "What the chain calls Toast's sources of orders, by their name, beside the usual ones.",
  }),
  phoneCountryCode: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: 'must be a calling code without plus, e.g. "1"' })
    .default("1")
    .meta({ description: "Calling code of telephone numbers that come without one." }),
  signedText: z.enum(["bodyAndTimestamp", "body"]).default("bodyAndTimestamp").meta({
    description: "What a webhook's signature covers: the body and its own timestamp after it, or the body.",
  }),
  toleranceSeconds: z.int().min(60).max(604_800).default(3_600).meta({
    description:
      "How old or how far ahead a webhook's timestamp may be; Toast's last try comes after 15 minutes.",
  }),
  checkPrices: z.boolean().default(true).meta({
    description:
      "Whether the total that the guest was shown is compared with Toast's before an order is made.",
  }),
  userAccessType: z.string().min(1).default("TOAST_MACHINE_CLIENT").meta({
    description: "Sent with the login.",
  }),
});
export type ToastSettings = z.infer<typeof ToastSettings>;

/** Secrets of a Toast connection. */
export const ToastSecrets = z.strictObject({
  clientId: z.string().min(1).meta({ description: "Client id of the API account." }),
  clientSecret: z.string().min(1).meta({ description: "Client secret of the API account." }),
  webhookSecret: z.string().min(1).meta({
    description:
      "Secrets of the webhook subscriptions, comma-separated: each has its own, and while one is rolled it has two.",
  }),
});
export type ToastSecrets = z.infer<typeof ToastSecrets>;
