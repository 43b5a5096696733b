import { z } from "zod";

/*
 * What several of Square's objects share (developer.squareup.com/reference/square, its OpenAPI of 2025-08-20). Everything
 * that is not read is let through: Square adds fields without a new version, and null is as good as absent.
 */

/** An id at Square: opaque text. */
export const Id = z.string().min(1).max(255);

/** RFC 3339 in UTC, with as many digits as Square likes. */
export const Time = z.iso.datetime();

/** A field that may be absent or null; both are absent from here on. */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/** A decimal number in a text: what else stands there is nothing to count with. */
export const Quantity = z.string().regex(/^-?\d{1,20}(\.\d{1,20})?$/);

/** Integer minor units; an amount that is absent is none. */
export const SquareMoney = z
  .object({ amount: z.int().nullish(), currency: z.string() })
  .transform(({ amount, currency }) => ({ amount: amount ?? 0, currency }));

/** Text as it is shown to people, cut to what canonical messages hold. */
export const Words = z.string().transform((text) => text.slice(0, 500));

/** Any JSON that is handed on as it came. */
export const Anything = z.json();

/** Square's errors (developer.squareup.com/docs/build-basics/general-considerations/handling-errors). */
export const ErrorAnswer = z.looseObject({
  errors: z
    .array(
      z.looseObject({
        category: z.string().nullish(),
        code: z.string().nullish(),
        detail: z.string().nullish(),
        field: z.string().nullish(),
      }),
    )
    .min(1),
});
export type ErrorAnswer = z.infer<typeof ErrorAnswer>;
