import { createRoute, z } from "@hono/zod-openapi";
import { windowOf } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import { ConnectionName, Instant, RouteName } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";
import { Performance, performanceFields, Sparkline } from "./performance-shapes.ts";
import { Time } from "./shapes.ts";

const hourMs = 3_600_000;
/** Older counts are not kept. */
const longestMs = 15 * 24 * hourMs;

const endings = {
  settled: z.int().openapi({ description: "Attempts that settled their delivery." }),
  failed: z.int().openapi({ description: "Attempts after which a person is needed." }),
  retried: z.int().openapi({ description: "Attempts after which it is tried again." }),
};

const ConnectionPerformance = z
  .object({ connection: z.string(), ...performanceFields, sparkline: Sparkline })
  .openapi("ConnectionPerformance");

const RoutePerformance = z
  .object({ route: z.string(), connection: z.string(), ...performanceFields, sparkline: Sparkline })
  .openapi("RoutePerformance");

const Statistics = z
  .object({
    from: Time.openapi({ description: "The beginning of the first step." }),
    to: Time.openapi({ description: "The end of the last step." }),
    until: Time.openapi({ description: "Up to when attempts are counted." }),
    stepSeconds: z.int(),
    totals: Performance,
    series: z.array(z.object({ at: Time, ...endings })).readonly(),
    routes: z.array(RoutePerformance).readonly().openapi({ description: "Those with any attempt." }),
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
    "How many deliveries were settled, failed and are tried again, by time and by route, and how long it took",
  request: { query },
  responses: { 200: json(Statistics, "The window, in steps"), ...problems },
});

/** What attempts made of deliveries, for charts. */
export function statisticsEndpoints({ operations: { statistics } }: AdminPorts) {
  return newRouter().openapi(statisticsRoute, async (c) => {
    const { from, to, step = 0, ...filter } = c.req.valid("query");
    const nowMs = Date.now();
    const toMs = to === undefined ? nowMs : Date.parse(to);
    const fromMs = from === undefined ? toMs - hourMs : Date.parse(from);
    return c.json(await statistics.read(windowOf(fromMs, toMs, nowMs, step * 1_000), filter), 200);
  });
}
