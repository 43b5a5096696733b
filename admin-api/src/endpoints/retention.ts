import { createRoute, z } from "@hono/zod-openapi";
import { json, problems, reading } from "../answers.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { Time } from "./shapes.ts";

const count = z.int().min(0);

const size = {
  bytes: z.number().openapi({ description: "Deliveries, attempts and their indexes." }),
  deliveries: z.number().nullable().openapi({
    description: "As the database last estimated; null where it never has.",
  }),
  open: count.openapi({
    description: "Failures that are not settled: they stay. Of a day: GET /failures?day=…",
  }),
};

const Retention = z
  .object({
    keeps: z.object({ ledgerDays: count, intakeDays: count, referenceDays: count, replayDays: count }),
    days: z
      .array(
        z.object({
          day: z.string(),
          ...size,
          goesAt: Time.openapi({ description: "The next round after that takes it." }),
          stays: z
            .string()
            .nullable()
            .openapi({ description: "Why the last round left it although it was over." }),
        }),
      )
      .readonly(),
    outlived: z.object(size).openapi({ description: "What was open when its day went." }),
    lastRun: z
      .object({
        at: Time,
        retired: z.array(z.object({ day: z.string(), dropped: count, kept: count })).readonly(),
        stayed: z.array(z.object({ day: z.string(), because: z.string() })).readonly(),
        pruned: z.record(z.string(), count),
      })
      .nullable()
      .openapi({ description: "Null before the first round." }),
  })
  .openapi("Retention");

const route = createRoute({
  ...reading("retention", "read", { ofEverything: true }),
  method: "get",
  path: "/retention",
  summary:
    "What the ledger keeps by day, when it goes, what stays because it is open, and what the last round did",
  responses: { 200: json(Retention, "What is kept"), ...problems },
});

/** What is kept, and for how long. */
export function retentionEndpoints({ operations: { retention }, plan }: AdminPorts) {
  return newRouter().openapi(route, async (c) => {
    const { ledgerDays, intakeDays, referenceDays, replayDays } = plan.retention;
    const view = await retention.view(plan.retention);
    return c.json({ keeps: { ledgerDays, intakeDays, referenceDays, replayDays }, ...view }, 200);
  });
}
