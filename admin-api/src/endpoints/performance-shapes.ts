import { z } from "@hono/zod-openapi";

const Percentiles = z
  .object({ p50: z.int(), p95: z.int(), p99: z.int() })
  .openapi("Percentiles", { description: "Milliseconds; out of buckets, so that they may be a fifth off." });

/** What came, and how attempts ended. */
export const flowFields = {
  accepted: z.int().openapi({
    description: "Deliveries whose message was accepted: one for each message and route.",
  }),
  settled: z.int().openapi({ description: "Attempts that settled their delivery." }),
  failed: z.int().openapi({ description: "Attempts after which a person is needed." }),
  retried: z.int().openapi({ description: "Attempts after which it is tried again." }),
};

/** How it went in a window, of a route, a connection or everything. */
export const performanceFields = {
  ...flowFields,
  successShare: z
    .number()
    .nullable()
    .openapi({ description: "Of what was settled or failed; 0 to 1, null where there was nothing." }),
  durationMs: Percentiles.nullable().openapi({ description: "Of one attempt, with all its steps." }),
  criticalMs: Percentiles.nullable().openapi({
    description: "From the acceptance of the message until it was settled.",
  }),
};

export const Performance = z.object(performanceFields).openapi("Performance");

export const PerMinute = z
  .object({ accepted: z.number(), settled: z.number(), attempts: z.number() })
  .openapi("PerMinute", {
    description:
      "In a minute, of the last five of the window that are over; or of the last step, where that is longer.",
  });

export const Depth = z
  .object({
    ready: z.int().openapi({
      description:
        "Nobody has begun them: in its queue, or that of its strict group, which other routes may share.",
    }),
    inLine: z.int().openapi({ description: "In line in its strict group, without what has failed." }),
    retrying: z.int().openapi({ description: "Will be tried again by themselves." }),
    stopped: z.int().openapi({ description: "Wait for a person, dead letters of the broker among them." }),
    inFlight: z.int().openapi({ description: "Workers have them in hand." }),
  })
  .openapi("Depth");

export const Sparkline = z
  .array(z.int())
  .readonly()
  .openapi({ description: "Attempts in each of at most 30 equal parts of the window." });
