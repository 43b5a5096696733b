import { orderCompleted } from "@spindlebus/contracts";
import { z } from "zod";

/*
 * What a publisher sends to the toy ingress, and reads of its answers.
 */

/** Tokens that the toy ingress knows. */
export const toyTokens = {
  producer: "toy-producer-token-8f2b",
  admin: "toy-admin-token-77c1",
  local: "toy-local-token-51aa",
  /** Of a till that may publish orders of its own source alone. */
  till: "toy-till-token-90d3",
  /** Of a kiosk that may publish two events a second, and five at once. */
  kiosk: "toy-kiosk-token-31e6",
} as const;

const [firstExample] = orderCompleted.examples;
if (!firstExample) throw new Error("order.completed.v1 has no example");
/** Valid data of `order.completed.v1`, with an e-mail address and a name that no log may carry. */
export const orderExample = firstExample;

/** An event about the example order, in the structured mode. */
export function toyEvent(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    specversion: "1.0",
    id: "evt-1",
    source: "/pos/0042",
    type: orderCompleted.type,
    time: "2026-01-15T18:04:05Z",
    datacontenttype: "application/json",
    data: orderExample,
    ...changes,
  };
}

/** A request that publishes one event in the structured mode, or what is given as text. */
export function structured(event: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return {
    method: "POST",
    body: typeof event === "string" ? event : JSON.stringify(event),
    headers: {
      authorization: `Bearer ${toyTokens.producer}`,
      "content-type": "application/cloudevents+json",
      ...headers,
    },
  };
}

/** A request that publishes a batch. */
export const batch = (
  events: readonly unknown[] | string,
  headers: Readonly<Record<string, string>> = {},
): RequestInit => structured(events, { "content-type": "application/cloudevents-batch+json", ...headers });

/** A request that publishes data in the binary mode. */
export function binary(data: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return structured(data, {
    "content-type": "application/json",
    "ce-specversion": "1.0",
    "ce-id": "evt-1",
    "ce-source": "/pos/0042",
    "ce-type": orderCompleted.type,
    ...headers,
  });
}

const ProblemErrors = z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]);
const ProblemBody = z.object({
  status: z.number(),
  code: z.string(),
  detail: z.string(),
  errors: ProblemErrors,
});

/** What answers of the ingress carry, acceptance or problem; what an answer does not carry is empty. */
const AnswerBody = z.looseObject({
  ...ProblemBody.partial().shape,
  errors: ProblemErrors,
  id: z.string().optional(),
  duplicate: z.boolean().optional(),
  results: z
    .array(z.looseObject({ status: z.number().optional(), problem: ProblemBody.optional() }))
    .default([]),
  messages: z.array(z.object({ id: z.string(), type: z.string(), duplicate: z.boolean() })).default([]),
});

/** The body of an answer, for tests to look into. */
export const bodyOf = async (response: Response): Promise<z.infer<typeof AnswerBody>> =>
  AnswerBody.parse(await response.json());
