import { createRoute, z } from "@hono/zod-openapi";
import { problems, reading } from "../answers.ts";
import { exposition, expositionType } from "../metrics/exposition.ts";
import { plannedOf } from "../metrics/planned-of.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";

const route = createRoute({
  ...reading("installation", "read", { ofEverything: true }),
  method: "get",
  path: "/metrics",
  summary: "How everything stands, for Prometheus; 503 while the database is away",
  responses: {
    200: {
      description: "Prometheus' text format. What could not be learned in time is missing.",
      content: { "text/plain": { schema: z.string() } },
    },
    ...problems,
  },
});

/** What monitoring scrapes: figures of the whole installation, whichever admin process is asked, and those of this process. */
export function metricsEndpoints(ports: AdminPorts) {
  const { metrics, processMetrics } = ports;
  return newRouter().openapi(route, async (c) => {
    const known = await metrics.read();
    const [product, own] = await Promise.all([exposition(known, plannedOf(ports)), processMetrics()]);
    return c.text(`${product}\n${own}`, 200, { "Content-Type": expositionType });
  });
}
