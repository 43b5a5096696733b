import type { ProblemError } from "@spindlebus/contracts";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { IngressEnv } from "./env.ts";

const kinds = {
  "malformed-id": { status: 400, title: "The id is malformed" },
  "malformed-wait": { status: 400, title: "The time to wait is malformed" },
  "incomplete-body": { status: 400, title: "The body ended early" },
  unauthenticated: { status: 401, title: "A valid token is needed" },
  "unproven-webhook": { status: 401, title: "The webhook is not proven to be the vendor's" },
  forbidden: { status: 403, title: "The token does not allow this" },
  "not-found": { status: 404, title: "There is nothing here" },
  "method-not-allowed": { status: 405, title: "The method is not allowed here" },
  "id-conflict": { status: 409, title: "The id was used for another message" },
  "unsupported-encoding": { status: 415, title: "The content encoding is not supported" },
  "too-many-hops": { status: 422, title: "The message is too many hops from its origin" },
  "foreign-dataref": { status: 422, title: "The bus does not fetch data" },
  unstorable: { status: 422, title: "The message cannot be stored as it is" },
  "rate-limited": { status: 429, title: "More events than the producer's rate allows" },
  internal: { status: 500, title: "The bus failed" },
  "not-stored": { status: 503, title: "Not stored; send it again" },
  unavailable: { status: 503, title: "Not available for the moment; try again" },
} as const;

/** Why a request or an event was refused: a problem of the contracts package, or one of the ingress's own. */
export type HttpProblem = {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly ProblemError[];
  /** The bus id of the message that the problem is about. */
  readonly id?: string;
  /** The page of the contract that was not kept, or of all contracts; a path of this server. */
  readonly contract?: string;
};

/** States a problem of the ingress. A detail never quotes a secret or a value of a message. */
export function httpProblem(
  code: keyof typeof kinds,
  detail: string,
  more: Pick<HttpProblem, "errors" | "id"> = {},
): HttpProblem {
  return { ...kinds[code], code, detail, ...more };
}

/** The members of a problem as they are sent (RFC 9457). */
export function problemBody({ code, ...members }: HttpProblem): Readonly<Record<string, unknown>> {
  return { type: `urn:spindle:problem:${code}`, ...members, code };
}

/** Seconds after which a repeat is worth while: most outages of a broker or a database node are over by then. */
const retryAfterSeconds = 2;

/** Answers with a problem; a 503 says when to come back. */
export function answerProblem(
  c: Context<IngressEnv>,
  problem: HttpProblem,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  if (problem.status === 503) c.header("Retry-After", String(retryAfterSeconds));
  c.header("Content-Type", "application/problem+json");
  return c.body(JSON.stringify({ ...problemBody(problem), ...more }), problem.status);
}
