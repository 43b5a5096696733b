import { createRoute, z } from "@hono/zod-openapi";
import { acting, json, jsonRequest, problems } from "../answers.ts";
import { actorOf } from "../env.ts";
import { ReasonBody, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { RateBody, Replay, ResumeBody } from "./replay-shapes.ts";

const params = z.object({ id: Uuid });

/** Steering a replay. */
export function replayActEndpoints({ operations: { replays, idempotencyKeys } }: AdminPorts) {
  const common = {
    ...acting("replays", "act-in-bulk", idempotencyKeys),
    responses: { 200: json(Replay, "The replay as it is now"), ...problems },
  };
  const reasoned = { method: "post" as const, request: { params, body: jsonRequest(ReasonBody) }, ...common };
  const pause = createRoute({
    path: "/replays/{id}/pause",
    summary: "Releases nothing for now",
    ...reasoned,
  });
  const resume = createRoute({
    path: "/replays/{id}/resume",
    summary:
      "Goes on, or begins before its time; one that had halted itself halts again only by what comes from now on",
    ...reasoned,
    request: { params, body: jsonRequest(ResumeBody) },
  });
  const cancel = createRoute({
    path: "/replays/{id}/cancel",
    summary: "Gives back what no worker has claimed",
    ...reasoned,
  });
  const advance = createRoute({
    path: "/replays/{id}/advance",
    summary: "Starts the next step of the ramp",
    ...reasoned,
  });
  const rate = createRoute({
    method: "patch",
    path: "/replays/{id}",
    summary: "Sets the rate; null is without a limit",
    request: { params, body: jsonRequest(RateBody) },
    ...common,
  });
  return newRouter()
    .openapi(pause, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await replays.pause(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(resume, async (c) => {
      const { reason, stopWhen } = c.req.valid("json");
      const result = await replays.resume(c.req.valid("param").id, { actor: actorOf(c), reason }, stopWhen);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(cancel, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await replays.cancel(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(advance, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await replays.advance(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(rate, async (c) => {
      const { ratePerSecond, reason } = c.req.valid("json");
      const act = { actor: actorOf(c), reason };
      const result = await replays.setRate(c.req.valid("param").id, ratePerSecond, act);
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}
