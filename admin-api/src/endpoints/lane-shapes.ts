import { z } from "@hono/zod-openapi";
import { ErrorText, Time } from "./shapes.ts";

const LaneHead = z.object({
  id: z.string().openapi({ description: "<message id>:<route>" }),
  messageId: z.string(),
  route: z.string(),
  state: z.string(),
  attempts: z.int(),
  error: ErrorText.nullable(),
  reason: z.string().nullable().openapi({ description: "Why it waits." }),
  nextAttemptAt: Time.nullable(),
  parkedAt: Time,
  ageSeconds: z.int().openapi({ description: "Since it was parked." }),
});

const fields = {
  id: z.string().openapi({ description: "<connection>.<group>:<key>" }),
  group: z.string(),
  connection: z.string(),
  key: z.string(),
  depth: z.int().openapi({ description: "How many stand in line, the head included." }),
  head: LaneHead.nullable().openapi({ description: "null where nothing is left in the lane." }),
};

export const Lane = z.object(fields).openapi("Lane");

export const LaneDetail = z
  .object({
    ...fields,
    places: z
      .array(
        z.object({
          id: z.string(),
          messageId: z.string(),
          route: z.string(),
          state: z.string(),
          parkedAt: Time,
        }),
      )
      .readonly()
      .openapi({ description: "The first 50, the head's first." }),
  })
  .openapi("LaneDetail");
