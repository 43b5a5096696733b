import { createRoute, z } from "@hono/zod-openapi";
import { deliveryId, questionOf } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { DeliveryId, ReasonBody, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { AnsweredMany, ManyAnswersBody, Question } from "./doubt-shapes.ts";
import { Failure } from "./failure-shapes.ts";

const params = z.object({ id: DeliveryId });

const questionRoute = createRoute({
  ...reading("failures", "read"),
  method: "get",
  path: "/failures/{id}/question",
  summary:
    "An effect in doubt, asked as a question: what left, what the vendor said, and what each answer does",
  request: { params },
  responses: { 200: json(Question, "The question"), ...problems },
});

/** What only a person can settle: the question, asking the vendor, and one answer for many. */
export function doubtEndpoints({ operations: { doubts, failures, idempotencyKeys }, plan }: AdminPorts) {
  const askRoute = createRoute({
    ...acting("failures", "act", idempotencyKeys),
    method: "post",
    path: "/failures/{id}/ask",
    summary:
      "Lets a worker ask the vendor what became of it; what it finds is settled, and nothing is sent again",
    request: { params, body: jsonRequest(ReasonBody) },
    responses: { 200: json(Failure, "It waits for a worker"), ...problems },
  });
  const answersRoute = createRoute({
    ...acting("failure groups", "act-in-bulk", idempotencyKeys),
    method: "post",
    path: "/failure-groups/{id}/answers",
    summary: "One answer for all of a group that are in doubt, or for those named; absent sends them again",
    request: { params: z.object({ id: Uuid }), body: jsonRequest(ManyAnswersBody) },
    responses: { 200: json(AnsweredMany, "So many were answered"), ...problems },
  });
  return newRouter()
    .openapi(questionRoute, async (c) => {
      const key = c.req.valid("param").id;
      const doubt = await doubts.find(key);
      const route = plan.routes.find(({ name }) => name === key.route);
      if (doubt && route) return c.json(questionOf(doubt, route, Date.now()), 200);
      const failure = await failures.get(key);
      if (!failure) return problem(c, "not-found", `The ledger has no delivery ${deliveryId(key)}.`);
      const why = doubt ? "no configured route has its name" : `it is ${failure.state}`;
      return problem(c, "conflict", `There is nothing to ask: ${why}.`);
    })
    .openapi(askRoute, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await doubts.ask(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(answersRoute, async (c) => {
      const { reason, ...asked } = c.req.valid("json");
      const group = c.req.valid("param").id;
      const result = await doubts.answerMany({ ...asked, group }, { actor: actorOf(c), reason });
      if (result.ok) return c.json(result.value, 200);
      if (result.code !== "countDiffers") return refused(c, result);
      const { count } = result;
      return problem(c, "count-differs", `${count} of it are in doubt now; look again, then answer.`, {
        count,
      });
    });
}
