import { z } from "@hono/zod-openapi";

/** RFC 3339, UTC. */
export const Time = z.string().openapi({ format: "date-time" });

/** One page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    data: z.array(item).readonly(),
    next: z.string().nullable().openapi({ description: "The cursor of the next page; null after the last." }),
  });

/** A list that fits one answer. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item).readonly() });

/** Says which ones were counted. */
export const Checksum = z.string().openapi({
  description: "Of the ids of those counted: where one has left and another came, it is another.",
});

/** What to do about a vendor's code, where its adapter knows a page that says so. */
export const Runbook = z
  .string()
  .optional()
  .openapi({ format: "uri", description: "What to do about this code, if its adapter knows a page." });

export const ErrorText = z.object({ code: z.string(), message: z.string() });

/** It or null. `nullable()` of a named schema would put the null into the name, and so everywhere. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) => z.union([schema, z.null()]);
