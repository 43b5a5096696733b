import { z } from "@hono/zod-openapi";
import { Instant, MessageType, Reason, RouteName } from "../fields.ts";

const count = z.int().min(0);
const ratePerSecond = z.int().min(1).max(100_000).optional();
const period = { from: Instant, to: Instant };
const inOrder = ({ from, to }: { readonly from: string; readonly to: string }) =>
  Date.parse(from) < Date.parse(to);
const order = { path: ["to"], message: "must be the later one" };

const backfillFields = {
  route: RouteName,
  types: z
    .array(MessageType)
    .min(1)
    .max(50)
    .optional()
    .openapi({ description: "Without it: all that the route takes." }),
  ...period,
  ratePerSecond,
};
export const BackfillQuestion = z.strictObject(backfillFields).refine(inOrder, order);
export const BackfillBody = z.strictObject({ ...backfillFields, reason: Reason }).refine(inOrder, order);

export const BackfillPreview = z
  .object({
    messages: count.openapi({
      description: "Accepted in the period; those that the route does not serve are skipped.",
    }),
    known: count.openapi({
      description: "Of these, how many the ledger has for the route already: they are skipped.",
    }),
    days: z.array(z.object({ type: z.string(), day: z.string(), count })).readonly(),
    seconds: z
      .number()
      .nullable()
      .openapi({ description: "How long it takes at the rate; null without one." }),
    sample: z.object({
      looked: count.openapi({
        description: "Messages whose bytes the database still has, the newest first.",
      }),
      becomes: z.array(z.object({ what: z.string(), count })).readonly(),
    }),
  })
  .openapi("BackfillPreview");

const reapplyFields = { route: RouteName, ...period, type: MessageType.optional() };
export const ReapplyQuestion = z.strictObject(reapplyFields).refine(inOrder, order);
export const ReapplyBody = z
  .strictObject({
    ...reapplyFields,
    expectedCount: z
      .int()
      .min(1)
      .openapi({ description: "How many the preview found; with another number nothing is done." }),
    ratePerSecond,
    reason: Reason,
  })
  .refine(inOrder, order);

export const ReapplyPreview = z
  .object({
    applied: count.openapi({ description: "Applied deliveries of the route, settled in the period." }),
    idempotency: z.enum(["key", "natural", "probe", "none"]),
    twice: z.string().openapi({ description: "What will happen twice." }),
  })
  .openapi("ReapplyPreview");
