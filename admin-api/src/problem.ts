import { z } from "@hono/zod-openapi";
import type { Refusal } from "@spindlebus/bus/engine";
import type { AdminContext } from "./env.ts";

const kinds = {
  malformed: { status: 400, title: "The request is malformed" },
  "invalid-json": { status: 400, title: "The body is not acceptable JSON" },
  unauthenticated: { status: 401, title: "A valid token or log-in is needed" },
  forbidden: { status: 403, title: "You may not do this" },
  "cross-site": { status: 403, title: "The request may come from another site" },
  "not-found": { status: 404, title: "There is nothing here" },
  "payload-not-stored": { status: 404, title: "The message's bytes are not stored" },
  "method-not-allowed": { status: 405, title: "The method is not allowed here" },
  conflict: { status: 409, title: "Its state does not allow this" },
  "count-differs": { status: 409, title: "The filter finds others now" },
  "key-in-use": { status: 409, title: "The first request with this key is not answered" },
  erased: { status: 410, title: "Whom it was about has been forgotten" },
  "too-large": { status: 413, title: "The body is too large" },
  "unsupported-media-type": { status: 415, title: "The media type is not supported" },
  invalid: { status: 422, title: "The body is not what is needed" },
  "search-too-wide": { status: 422, title: "The search takes too long" },
  "key-reused": { status: 422, title: "The key was used for another request" },
  "too-many-attempts": { status: 429, title: "Too many attempts have failed" },
  internal: { status: 500, title: "Spindle failed" },
  unavailable: { status: 503, title: "Not available for the moment; try again" },
} as const;

export type ProblemCode = keyof typeof kinds;

/** Status and title of a kind of problem. */
export const problemKind = (code: ProblemCode) => kinds[code];

/** RFC 9457, with a code for programs. It never quotes a secret or a payload. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    errors: z
      .array(z.object({ pointer: z.string(), detail: z.string() }).readonly())
      .readonly()
      .optional(),
    count: z.int().optional().openapi({ description: "Of count-differs: what the filter finds now." }),
  })
  .openapi("Problem");

/** One fault inside a request: where, as a JSON Pointer, and what. */
export type FieldError = { readonly pointer: string; readonly detail: string };

type More = { readonly errors?: readonly FieldError[]; readonly count?: number };

/** Seconds after which a repeat is worth while: a restarted database is back by then. */
const retryAfterSeconds = 2;

/** Answers with a problem. */
export function problem(c: AdminContext, code: ProblemCode, detail: string, more: More = {}) {
  const { status, title } = kinds[code];
  c.set("problem", { code, detail });
  if (status === 503) c.header("Retry-After", String(retryAfterSeconds));
  const body = { type: `urn:spindle:problem:${code}`, title, status, code, detail, ...more };
  return c.json(body, status, { "Content-Type": "application/problem+json" });
}

const codeOf = { notFound: "not-found", conflict: "conflict" } as const;

/** Answers with the reason why an act was not done. */
export function refused(c: AdminContext, { code, detail }: Refusal) {
  return problem(c, codeOf[code], detail);
}
