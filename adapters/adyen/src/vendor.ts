import { z } from "zod";
import { understoodCodes, type EventCode } from "./event-codes.ts";

/*
 * What this adapter reads of Adyen's bodies (Adyen/adyen-openapi: Webhooks-v1, CheckoutService-v72). Everything else is
 * let through: Adyen adds fields and event codes without a new version.
 */

const Amount = z.object({
  value: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: "must be a currency in upper case" }),
});

/** `"true"` and `"false"`, as Adyen writes them. */
const Flag = z
  .union([z.boolean(), z.enum(["true", "false"])])
  .transform((value) => value === true || value === "true");

const optionalText = z
  .string()
  .nullish()
  .transform((text) => text || undefined);

const ItemHead = z.looseObject({ eventCode: z.string().min(1) });

const Item = z.looseObject({
  pspReference: z.string().min(1),
  originalReference: optionalText,
  merchantAccountCode: z.string().min(1),
  merchantReference: optionalText,
  eventCode: z.enum(understoodCodes),
  eventDate: z.iso.datetime({ offset: true, error: "must be ISO 8601 with an offset" }),
  success: Flag,
  amount: Amount,
  paymentMethod: optionalText,
  // Adyen's own example has the text "null".
  reason: z
    .string()
    .nullish()
    .transform((text) => (text && text !== "null" ? text : undefined)),
  operations: z.array(z.string()).nullish(),
  additionalData: z
    .record(z.string(), z.json())
    .nullish()
    .transform((data) => data ?? {}),
});

/** One item of a standard notification whose event code is understood. */
export type Item = z.infer<typeof Item> & { readonly eventCode: EventCode };

/** An item that says nothing to the bus. */
type OtherItem = { readonly eventCode: "other" };

/** Any item; its fields are checked where its code is understood, so that a misshapen refund is an error and not silence. */
const AnyItem: z.ZodType<Item | OtherItem> = ItemHead.transform((item, context): Item | OtherItem => {
  if (!isUnderstood(item.eventCode)) return { eventCode: "other" };
  const read = Item.safeParse(item);
  if (read.success) return read.data;
  for (const { message, path } of read.error.issues)
    context.addIssue({ code: "custom", message, path: [...path] });
  return z.NEVER;
});

const isUnderstood = (code: string): boolean => (understoodCodes as readonly string[]).includes(code);

/** The body of a standard webhook. */
export const NotificationBody = z.looseObject({
  live: Flag.nullish(),
  notificationItems: z.array(z.looseObject({ NotificationRequestItem: AnyItem })).min(1),
});
export type NotificationBody = z.infer<typeof NotificationBody>;

/** The answer to a capture, refund or cancellation that Adyen has taken on. */
export const ModificationAnswer = z.looseObject({
  pspReference: z.string().min(1),
  status: z.literal("received"),
  amount: Amount.nullish(),
});
export type ModificationAnswer = z.infer<typeof ModificationAnswer>;

/** The error that Adyen answers with (CheckoutService-v72: ServiceError). */
export const ServiceError = z.looseObject({
  status: z.int().nullish(),
  errorCode: z.string().nullish(),
  message: z.string().nullish(),
  errorType: z.string().nullish(),
  pspReference: z.string().nullish(),
});
