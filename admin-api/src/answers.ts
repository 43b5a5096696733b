import type { z } from "@hono/zod-openapi";
import type { Operations } from "@spindlebus/bus";
import { needs } from "./authenticate.ts";
import { keyed } from "./keyed.ts";
import { Problem } from "./problem.ts";

/** A JSON answer, for the description of an endpoint. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** A JSON body that a request must have. */
export const jsonRequest = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { "application/json": { schema } },
});

/** Every endpoint may answer with a problem. */
export const problems = {
  default: {
    description: "A problem (RFC 9457)",
    content: { "application/problem+json": { schema: Problem } },
  },
};

/** What endpoints that only read have in common. */
export const reading = (tag: string) => ({
  security: [{ bearer: [] }],
  tags: [tag],
  middleware: [needs("viewer")],
});

/** What endpoints that change something have in common. */
export const acting = (tag: string, keys: Operations["idempotencyKeys"]) => ({
  security: [{ bearer: [] }],
  tags: [tag],
  middleware: [needs("operator"), keyed(keys)],
});
