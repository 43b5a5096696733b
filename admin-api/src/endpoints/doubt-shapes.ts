import { z } from "@hono/zod-openapi";
import { DeliveryId, Reason } from "../fields.ts";
import { Attempt } from "./failure-shapes.ts";
import { orNull, Time } from "./shapes.ts";

export const Question = z
  .object({
    id: z.string().openapi({ description: "<message id>:<route>" }),
    route: z.string(),
    asks: z.string().openapi({ description: "The question itself, for a person." }),
    inDoubtSince: Time,
    idempotency: z.enum(["key", "natural", "probe", "none"]),
    left: orNull(Attempt).openapi({
      description:
        "What left, when and by whom, and what came back; null where its worker died before it wrote it down.",
    }),
    probe: z.object({
      possible: z.boolean(),
      says: z
        .string()
        .openapi({ description: "What the vendor said when it was asked last, or how it can be asked." }),
      last: orNull(Attempt),
    }),
    lookUp: z.string().openapi({ description: "How a person finds out at the vendor." }),
    ifAbsent: z.object({
      happens: z.string(),
      idempotencyKey: z.string().nullable().openapi({
        description: "The key under which it would be sent again; null where it has none of its own.",
      }),
      era: z.int(),
      recognisedUntil: Time.nullable().openapi({
        description: "Until when the vendor recognises the key of the first try; null where it does not.",
      }),
    }),
    ifApplied: z.object({ happens: z.string() }),
  })
  .openapi("Question");

export const ManyAnswersBody = z.strictObject({
  answer: z.enum(["applied", "absent"]).openapi({ description: "Whether the effects exist at the vendor." }),
  expectedCount: z.int().min(1).openapi({
    description: "How many there were when you looked; with another number nothing is answered.",
  }),
  ids: z.array(DeliveryId).min(1).max(2_000).optional().openapi({ description: "Of the group only these." }),
  reason: Reason,
});

export const AnsweredMany = z.object({ answered: z.int() }).openapi("AnsweredMany");
