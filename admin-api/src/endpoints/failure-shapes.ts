import { z } from "@hono/zod-openapi";
import { Checksum, ErrorText, pageOf, Runbook, Time } from "./shapes.ts";

export const Failure = z
  .object({
    id: z.string().openapi({ description: "<message id>:<route>" }),
    messageId: z.string(),
    type: z.string().nullable(),
    route: z.string(),
    state: z.string(),
    attempts: z.int(),
    generation: z.int().openapi({ description: "Lives; each replay begins another." }),
    error: ErrorText.extend({ runbook: Runbook }).nullable(),
    groupId: z.string().nullable(),
    entityKey: z.string().nullable(),
    firstFailedAt: Time.nullable(),
    lastFailedAt: Time.nullable(),
    nextAttemptAt: Time.nullable(),
    reason: z.string().nullable().openapi({ description: "Why it waits, or why it was settled." }),
    inDoubtSince: Time.nullable().openapi({
      description: "Since when an effect may exist without our knowing.",
    }),
    settledAt: Time.nullable(),
    vendorReference: z.string().nullable(),
    lane: z
      .object({
        id: z.string().openapi({ description: "<connection>.<group>:<key>" }),
        head: z
          .string()
          .openapi({ description: "Who is first there; while it is not settled, the lane stands still." }),
        behind: z.int().openapi({ description: "How many stand behind the head." }),
      })
      .nullable()
      .openapi({ description: "Of one that stands in a strict lane." }),
  })
  .openapi("Failure");

/** Where a list has looked. */
export const SearchedWindow = z
  .object({ from: Time.nullable(), to: Time, complete: z.boolean() })
  .openapi({ description: "What was searched; not complete where only a part of it was: see next." });

/** A page of failures, with how many there are and where they were looked for. */
export const FailurePage = pageOf(Failure).extend({
  count: z
    .object({
      value: z.int(),
      about: z.boolean(),
      checksum: Checksum.nullable(),
      atLeast: z
        .boolean()
        .openapi({ description: "Text was looked for in a part only: there are so many at least." }),
    })
    .openapi({ description: "On all pages; `about` where it is not counted, but estimated or cut." }),
  window: SearchedWindow,
});

export const Attempt = z
  .object({
    n: z.int(),
    generation: z.int(),
    startedAt: Time,
    durationMs: z.int(),
    outcome: z.string(),
    code: z.string().nullable(),
    message: z.string().nullable(),
    request: z.unknown().openapi({ description: "Redacted excerpt." }),
    response: z.unknown().openapi({ description: "Redacted excerpt." }),
    worker: z.string(),
    adapterVersion: z.string(),
    traceId: z.string().nullable(),
  })
  .openapi("Attempt");

export const HistoryEntry = z
  .object({
    at: Time,
    actor: z.string(),
    action: z.string(),
    reason: z.string().nullable(),
    question: z.unknown().openapi({ description: "Of an answer to a doubt: the question as it stood then." }),
    replay: z.object({ id: z.string(), item: z.string(), generation: z.int().nullable() }).nullable(),
  })
  .openapi("HistoryEntry");
