import { z } from "@hono/zod-openapi";
import { Attempt, HistoryEntry, SearchedWindow } from "./failure-shapes.ts";
import { ErrorText, orNull, pageOf, Time } from "./shapes.ts";

const accepted = {
  id: z.string(),
  type: z.string(),
  source: z.string(),
  sourceId: z.string(),
  entityKey: z.string(),
  acceptedAt: Time,
};

const MessageRow = z
  .object({
    ...accepted,
    causationId: z.string().nullable(),
    route: z.string().nullable().openapi({ description: "null for a message that no route subscribes to." }),
    state: z.string().nullable(),
    attempts: z.int(),
    settledAt: Time.nullable(),
    nextAttemptAt: Time.nullable(),
    vendorReference: z.string().nullable(),
    reason: z.string().nullable().openapi({ description: "Why it waits, or why it was settled." }),
    error: ErrorText.nullable().openapi({ description: "The last one, also where it was settled since." }),
  })
  .openapi("MessageOnRoute");

/** A page of messages, with how many there are and where they were looked for. */
export const MessagePage = pageOf(MessageRow)
  .extend({
    count: z.object({ value: z.int(), about: z.boolean() }).nullable().openapi({
      description:
        "On all pages; without a view, of messages, each of which has a row for each route. null where only reading all would tell.",
    }),
    window: SearchedWindow,
  })
  .openapi("MessagePage");

const Related = z.object({ id: z.string(), type: z.string(), acceptedAt: Time });

const Try = Attempt.omit({ message: true, request: true, response: true });

const Delivery = z.object({
  id: z.string().openapi({ description: "<message id>:<route>" }),
  route: z.string(),
  state: z.string(),
  attempts: z.int(),
  generation: z.int(),
  settledAt: Time.nullable(),
  nextAttemptAt: Time.nullable(),
  vendorReference: z.string().nullable(),
  reason: z.string().nullable(),
  error: ErrorText.nullable(),
  groupId: z.string().nullable(),
  queuedAt: Time.nullable().openapi({ description: "When it was last put in line for another attempt." }),
  inDoubtSince: Time.nullable(),
  firstFailedAt: Time.nullable(),
  lastFailedAt: Time.nullable(),
  tries: z.array(Try).readonly().openapi({ description: "Attempts of every life, oldest first." }),
  history: z
    .array(HistoryEntry)
    .readonly()
    .openapi({ description: "What people did with it, oldest first: replays and acts." }),
});

const Choice = z.object({
  rollout: z.string(),
  connection: z.string().openapi({ description: "A connection, or `nobody`." }),
  because: z.string().openapi({ description: "Why, e.g. `store 0042: within 5 %`." }),
  decidedAt: Time,
});

/** A message with all that became of it. */
export const Message = z
  .object({
    ...accepted,
    traceparent: z.string().nullable(),
    traceId: z.string().nullable(),
    deliveries: z.array(Delivery).readonly(),
    choices: z
      .array(Choice)
      .readonly()
      .openapi({ description: "What roll-outs have chosen for its entity, and so for its later messages." }),
    causedBy: orNull(Related).openapi({ description: "The message whose delivery begot this one." }),
    causes: z
      .array(Related)
      .readonly()
      .openapi({ description: "All that led to it, the first cause first: as many as there are hops." }),
    begot: z.array(Related).readonly().openapi({ description: "What its own deliveries begot." }),
  })
  .openapi("Message");
