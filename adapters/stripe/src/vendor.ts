import { z } from "zod";

/*
 * What this adapter reads of Stripe's objects (docs.stripe.com/api, the official SDK's types). Everything else is let
 * through unread: Stripe adds fields without a new version.
 */

/** Seconds since 1970, as far as a date reaches. */
const UnixSeconds = z.int().min(0).max(253_402_300_799);

/** An id, or the object itself where the request asked to expand it. */
const Expandable = z.union([z.string().min(1), z.looseObject({ id: z.string() }).transform(({ id }) => id)]);

const Metadata = z.record(z.string(), z.string());

/** One refund. `status`: pending, requires_action, succeeded, failed, canceled, or what Stripe will add. */
export const RefundObject = z.looseObject({
  id: z.string().min(1),
  object: z.literal("refund"),
  amount: z.int(),
  currency: z.string(),
  created: UnixSeconds,
  payment_intent: Expandable.nullish(),
  charge: Expandable.nullish(),
  status: z.string().nullish(),
  reason: z.string().nullish(),
  failure_reason: z.string().nullish(),
  metadata: Metadata.nullish(),
});
export type RefundObject = z.infer<typeof RefundObject>;

const PaymentIntentObject = z.looseObject({
  id: z.string().min(1),
  object: z.literal("payment_intent"),
  amount: z.int(),
  amount_received: z.int(),
  currency: z.string(),
  latest_charge: Expandable.nullish(),
  metadata: Metadata.nullish(),
});
export type PaymentIntentObject = z.infer<typeof PaymentIntentObject>;

const DisputeObject = z.looseObject({
  id: z.string().min(1),
  object: z.literal("dispute"),
  amount: z.int(),
  currency: z.string(),
  created: UnixSeconds,
  payment_intent: Expandable.nullish(),
  charge: Expandable,
  reason: z.string().nullish(),
  status: z.string().nullish(),
  evidence_details: z.looseObject({ due_by: UnixSeconds.nullish() }).nullish(),
  metadata: Metadata.nullish(),
});
export type DisputeObject = z.infer<typeof DisputeObject>;

const about = <Type extends string, Thing extends z.ZodType>(types: readonly Type[], object: Thing) =>
  z.looseObject({ type: z.enum(types), created: UnixSeconds, data: z.looseObject({ object }) });

const UnderstoodEvent = z.discriminatedUnion("type", [
  about(["refund.created", "refund.updated", "refund.failed"], RefundObject),
  about(["payment_intent.succeeded"], PaymentIntentObject),
  about(["charge.dispute.created"], DisputeObject),
]);

/** An event that says nothing to the bus. */
type OtherEvent = { readonly type: "other" };

/** An event of Stripe's API v1, read as far as it is understood. */
export type StripeEvent = z.infer<typeof UnderstoodEvent> | OtherEvent;

const understood: ReadonlySet<string> = new Set(
  UnderstoodEvent.options.flatMap(({ shape }) => shape.type.options),
);

const EventHead = z.looseObject({
  id: z.string().min(1),
  object: z.literal("event"),
  type: z.string().min(1),
});

/** Any event; its object is checked where its type is understood, so that a misshapen refund is an error and not silence. */
export const EventBody: z.ZodType<StripeEvent> = EventHead.transform((event, context): StripeEvent => {
  if (!understood.has(event.type)) return { type: "other" };
  const read = UnderstoodEvent.safeParse(event);
  if (read.success) return read.data;
  for (const { message, path } of read.error.issues)
    context.addIssue({ code: "custom", message, path: [...path] });
  return z.NEVER;
});

/** What a search for customers finds. */
export const CustomerSearch = z.looseObject({
  object: z.literal("search_result"),
  data: z.array(z.looseObject({ id: z.string().min(1), object: z.literal("customer") })),
});

/** The error that Stripe answers with (docs.stripe.com/api/errors). */
export const ErrorAnswer = z.looseObject({
  error: z.looseObject({
    type: z.string().nullish(),
    code: z.string().nullish(),
    decline_code: z.string().nullish(),
    message: z.string().nullish(),
    param: z.string().nullish(),
  }),
});
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
