import { z } from "@hono/zod-openapi";

const Percentiles = z
  .object({ p50: z.int(), p95: z.int(), p99: z.int() })
  .openapi("Percentiles", { description: "Milliseconds; out of buckets, so that they may be a fifth off." });

/** How it went in a window, of a route, a connection or everything. */
export const performanceFields = {
  settled: z.int(),
  failed: z.int(),
  retried: z.int(),
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

export const Sparkline = z
  .array(z.int())
  .readonly()
  .openapi({ description: "Attempts in each of at most 30 equal parts of the window." });
