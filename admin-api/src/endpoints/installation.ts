import { createRoute, z } from "@hono/zod-openapi";
import { environmentColours } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import type { AdminPorts } from "../ports.ts";
import { newRouter } from "../router.ts";

const template = z.string().nullable();

const Installation = z
  .object({
    environment: z.object({
      name: z.string(),
      colour: z.enum(environmentColours),
      production: z.boolean().openapi({ description: "Whether acts on many need a typed confirmation." }),
      testMessages: z.boolean().openapi({ description: "Whether operators may send test messages." }),
    }),
    links: z.object({
      trace: template.openapi({ description: "A page of a trace; put the id for {traceId}." }),
      source: template.openapi({
        description: "A page of a message at its source; put {source} and {sourceId}.",
      }),
    }),
    simulators: z.boolean().openapi({ description: "Whether vendors are simulated here: GET /simulators." }),
  })
  .openapi("Installation");

const route = createRoute({
  ...reading("installation", "read"),
  method: "get",
  path: "/installation",
  summary: "What this installation is called, and where pages about its traces and messages are",
  responses: { 200: json(Installation, "The installation"), ...problems },
});

/** What the console shows around everything else. */
export function installationEndpoints({ environment, simulators, plan: { admin } }: AdminPorts) {
  const { trace = null, source = null } = admin.links;
  const view = { environment, links: { trace, source }, simulators: simulators !== undefined };
  return newRouter().openapi(route, (c) => c.json(view, 200));
}
