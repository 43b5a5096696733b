import { createRoute, z } from "@hono/zod-openapi";
import { alertFormats, alertKinds, alertStates } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { pageQuery, ReasonBody, Text } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { listOf, pageOf, Time } from "./shapes.ts";

const Kind = z.enum(alertKinds);

const Alert = z
  .object({
    id: z.string(),
    kind: Kind,
    state: z.enum(alertStates),
    connection: z.string().nullable(),
    title: z.string(),
    next: z.string().openapi({ description: "What to type to see more." }),
    since: Time,
    lastSeenAt: Time,
    endedAt: Time.nullable(),
  })
  .openapi("Alert");

const Target = z
  .object({
    name: z.string(),
    format: z.enum(alertFormats),
    origin: z.string().openapi({ description: "Of its URL, whose path may hold a secret." }),
    kinds: z.array(Kind).nullable().openapi({ description: "Of which it is told; null for all." }),
  })
  .openapi("AlertEndpoint");

const listRoute = createRoute({
  ...reading("alerts", "read"),
  method: "get",
  path: "/alerts",
  summary: "What a person should look at, or should have until it ended, the newest first",
  request: {
    query: z.strictObject({ state: z.enum(alertStates).optional(), kind: Kind.optional(), ...pageQuery }),
  },
  responses: { 200: json(pageOf(Alert), "One page"), ...problems },
});

const endpointsRoute = createRoute({
  ...reading("alerts", "read", { ofEverything: true }),
  method: "get",
  path: "/alert-endpoints",
  summary: "Who is told of alerts; what was sent to them, and what did not arrive, is among the notices",
  responses: { 200: json(listOf(Target), "All endpoints"), ...problems },
});

/** Alerts: what holds, who is told, and a test that it arrives. */
export function alertEndpoints({ operations: { alerts, idempotencyKeys }, plan }: AdminPorts) {
  const testRoute = createRoute({
    ...acting("alerts", "act", idempotencyKeys, { ofEverything: true }),
    method: "post",
    path: "/alert-endpoints/{name}/test",
    summary: "Sends a test to an endpoint; how it went is shown by GET /notices?endpoint=…",
    request: { params: z.object({ name: Text(40) }), body: jsonRequest(ReasonBody) },
    responses: { 202: json(z.object({ noticeId: z.string() }), "It is in line"), ...problems },
  });
  return newRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      return c.json(await alerts.list(filter, { limit, cursor }), 200);
    })
    .openapi(endpointsRoute, (c) => {
      const data = plan.alerts.endpoints.map(({ name, format, url, kinds }) => ({
        name,
        format,
        origin: url.origin,
        kinds: kinds && [...kinds],
      }));
      return c.json({ data }, 200);
    })
    .openapi(testRoute, async (c) => {
      const { name } = c.req.valid("param");
      const endpoint = plan.alerts.endpoints.find((each) => each.name === name);
      if (!endpoint) {
        const known = plan.alerts.endpoints.map((each) => each.name).join(", ") || "none";
        return problem(
          c,
          "not-found",
          `The configuration sends alerts to nobody named ${name}; it has ${known}.`,
        );
      }
      return c.json(
        await alerts.test(endpoint, { actor: actorOf(c), reason: c.req.valid("json").reason }),
        202,
      );
    });
}
