import type { z } from "@hono/zod-openapi";
import type { Operations, Right } from "@spindlebus/bus/engine";
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

/** What concerns all connections is only for those who are not limited to some. */
type Reach = { readonly ofEverything?: boolean };

/** What all endpoints have in common: a token or a session, and the right that it must have. */
export const secured = (tag: string, right: Right, { ofEverything = false }: Reach = {}) => ({
  security: [{ bearer: [] }, { session: [] }],
  tags: [tag],
  "x-right": right,
  ...(ofEverything && { "x-of-everything": true }),
});

/** What endpoints that change something have in common. */
export const acting = (tag: string, right: Right, keys: Operations["idempotencyKeys"], reach?: Reach) => ({
  ...secured(tag, right, reach),
  middleware: [keyed(keys)],
});

/** What endpoints that only read have in common. */
export const reading = (tag: string, right: Extract<Right, `read${string}`>, reach?: Reach) =>
  secured(tag, right, reach);
