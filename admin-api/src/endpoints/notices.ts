import { createRoute, z } from "@hono/zod-openapi";
import { noticeStates } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { pageQuery, ReasonBody, Text, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Endpoint, endpointViews, Notice, Standing } from "./notice-shapes.ts";
import { listOf, pageOf } from "./shapes.ts";

const Name = Text(40);
const named = z.object({ name: Name });
const body = jsonRequest(ReasonBody);

const endpointsRoute = createRoute({
  ...reading("notices", "read", { ofEverything: true }),
  method: "get",
  path: "/notice-endpoints",
  summary: "Who is told what became of messages, and how it goes with them",
  responses: { 200: json(listOf(Endpoint), "All endpoints"), ...problems },
});

const query = z.strictObject({
  endpoint: Name.optional(),
  state: z.enum(noticeStates).optional(),
  messageId: Uuid.optional(),
  ...pageQuery,
});

const listRoute = createRoute({
  ...reading("notices", "read"),
  method: "get",
  path: "/notices",
  summary: "Notices, the newest first",
  request: { query },
  responses: { 200: json(pageOf(Notice), "One page"), ...problems },
});

/** Notices of what became of messages: who gets them, which did not arrive, and what to do about it. */
export function noticeEndpoints({ operations: { notices, idempotencyKeys }, plan }: AdminPorts) {
  const ofEndpoint = acting("notices", "act-in-bulk", idempotencyKeys, { ofEverything: true });
  const enableRoute = createRoute({
    ...ofEndpoint,
    method: "post",
    path: "/notice-endpoints/{name}/enable",
    summary: "Sends to an endpoint again that is gone or failing, and at once what waits for it",
    request: { params: named, body },
    responses: { 200: json(Standing, "The endpoint as it is now"), ...problems },
  });
  const resendAllRoute = createRoute({
    ...ofEndpoint,
    method: "post",
    path: "/notice-endpoints/{name}/resend",
    summary: "Sends all notices again that an endpoint did not take in ten tries",
    request: { params: named, body },
    responses: { 200: json(z.object({ resent: z.int() }), "How many"), ...problems },
  });
  const resendRoute = createRoute({
    ...acting("notices", "act", idempotencyKeys),
    method: "post",
    path: "/notices/{id}/resend",
    summary: "Sends one notice again, also one that was delivered; its webhook-id stays",
    request: { params: z.object({ id: Uuid }), body },
    responses: { 200: json(Notice, "The notice as it is now"), ...problems },
  });
  return newRouter()
    .openapi(endpointsRoute, async (c) =>
      c.json({ data: endpointViews(plan, await notices.standings()) }, 200),
    )
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      return c.json(await notices.list(filter, { limit, cursor }), 200);
    })
    .openapi(enableRoute, async (c) => {
      const given = { actor: actorOf(c), reason: c.req.valid("json").reason };
      const result = await notices.enable(c.req.valid("param").name, given);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(resendAllRoute, async (c) => {
      const given = { actor: actorOf(c), reason: c.req.valid("json").reason };
      const result = await notices.resendGivenUp(c.req.valid("param").name, given);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(resendRoute, async (c) => {
      const given = { actor: actorOf(c), reason: c.req.valid("json").reason };
      const result = await notices.resend(c.req.valid("param").id, given);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}
