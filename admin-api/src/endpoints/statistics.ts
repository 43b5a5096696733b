import { createRoute, z } from "@hono/zod-openapi";
import { windowOf } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import { ConnectionName, Instant, RouteName } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import {
  Depth,
  flowFields,
  Performance,
  performanceFields,
  PerMinute,
  Sparkline,
} from "./performance-shapes.ts";
import { Time } from "./shapes.ts";

const hourMs = 3_600_000;
/** Older counts are not kept. */
const longestMs = 15 * 24 * hourMs;

const partFields = { ...performanceFields, perMinute: PerMinute, sparkline: Sparkline };

const ConnectionPerformance = z
  .object({ connection: z.string(), ...partFields })
  .openapi("ConnectionPerformance");

const RoutePerformance = z
  .object({ route: z.string(), connection: z.string(), ...partFields })
  .openapi("RoutePerformance");

const Step = z
  .object({
    at: Time,
    ...flowFields,
    depth: Depth.nullable().openapi({
      description:
        "The most that was seen in it, of several routes the sum; null where nobody looked: the broker was away, or no scheduler ran.",
    }),
  })
  .openapi("StatisticsStep");

const Statistics = z
  .object({
    from: Time.openapi({ description: "The beginning of the first step." }),
    to: Time.openapi({ description: "The end of the last step." }),
    until: Time.openapi({ description: "Up to when attempts are counted." }),
    stepSeconds: z.int(),
    totals: Performance,
    series: z.array(Step).readonly(),
    routes: z
      .array(RoutePerformance)
      .readonly()
      .openapi({ description: "Those with any message or attempt." }),
    connections: z.array(ConnectionPerformance).readonly(),
  })
  .openapi("Statistics");

const query = z
  .strictObject({
    from: Instant.optional().openapi({ description: "An hour before `to` if absent." }),
    to: Instant.optional().openapi({ description: "Now if absent." }),
    route: RouteName.optional(),
    connection: ConnectionName.optional(),
    step: z.coerce.number().int().min(60).max(86_400).optional().openapi({
      description:
        "Seconds, at least. Without it, and where there would be too many steps: as long as 180 of them need.",
    }),
  })
  .superRefine(({ from, to }, context) => {
    const rangeMs = Date.parse(to ?? new Date().toISOString()) - (from === undefined ? 0 : Date.parse(from));
    if (from !== undefined && rangeMs <= 0)
      context.addIssue({ code: "custom", path: ["from"], message: "is not before `to`" });
    if (from !== undefined && rangeMs > longestMs)
      context.addIssue({ code: "custom", path: ["from"], message: "is more than 15 days before `to`" });
  });

const statisticsRoute = createRoute({
  ...reading("statistics", "read"),
  method: "get",
  path: "/statistics",
  summary:
    "How many deliveries came, were settled, failed and are tried again, by time and by route, how many waited, and how long it took",
  request: { query },
  responses: { 200: json(Statistics, "The window, in steps"), ...problems },
});

/** What became of deliveries, and how many waited, for charts. */
export function statisticsEndpoints({ operations: { statistics } }: AdminPorts) {
  return newRouter().openapi(statisticsRoute, async (c) => {
    const { from, to, step = 0, ...filter } = c.req.valid("query");
    const nowMs = Date.now();
    const toMs = to === undefined ? nowMs : Date.parse(to);
    const fromMs = from === undefined ? toMs - hourMs : Date.parse(from);
    return c.json(await statistics.read(windowOf(fromMs, toMs, nowMs, step * 1_000), filter), 200);
  });
}
