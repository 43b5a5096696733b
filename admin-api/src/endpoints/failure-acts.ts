import { createRoute, z } from "@hono/zod-openapi";
import { acting, json, jsonRequest, problems } from "../answers.ts";
import { actorOf } from "../env.ts";
import { DeliveryId, Reason, ReasonBody } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Failure } from "./failure-shapes.ts";

const params = z.object({ id: DeliveryId });
const AnswerBody = z.strictObject({
  answer: z.enum(["applied", "absent"]).openapi({ description: "Whether the effect exists at the vendor." }),
  reason: Reason,
});

/** Acting on one failure. */
export function failureActEndpoints({ operations: { failures, idempotencyKeys } }: AdminPorts) {
  const common = {
    ...acting("failures", "act", idempotencyKeys),
    method: "post" as const,
    responses: { 200: json(Failure, "The failure as it is now"), ...problems },
  };
  const reasoned = { params, body: jsonRequest(ReasonBody) };
  const retryNow = createRoute({
    path: "/failures/{id}/retry-now",
    summary: "Makes what waits due, as soon as a doubtful call can no longer land",
    request: reasoned,
    ...common,
  });
  const discard = createRoute({
    path: "/failures/{id}/discard",
    summary: "Gives it up: nothing will be sent any more",
    request: reasoned,
    ...common,
  });
  const restore = createRoute({
    path: "/failures/{id}/restore",
    summary: "Takes a discard back",
    request: reasoned,
    ...common,
  });
  const answer = createRoute({
    path: "/failures/{id}/answer",
    summary: "Says whether an effect in doubt exists; absent sends it again",
    request: { params, body: jsonRequest(AnswerBody) },
    ...common,
  });
  return newRouter()
    .openapi(retryNow, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await failures.retryNow(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(discard, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await failures.discard(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(restore, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await failures.restore(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(answer, async (c) => {
      const { answer: given, reason } = c.req.valid("json");
      const result = await failures.answer(c.req.valid("param").id, given, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}
