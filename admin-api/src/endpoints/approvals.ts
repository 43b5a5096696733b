import { createRoute, z } from "@hono/zod-openapi";
import { shownPatch, type Decision } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { failureDetail } from "../failure-detail.ts";
import { DeliveryId, ReasonBody } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Recipe } from "./recipe-shapes.ts";
import { FailureWithRevisions, Revision } from "./revision-shapes.ts";
import { listOf } from "./shapes.ts";

const Waiting = Revision.omit({ diff: true })
  .extend({
    id: z.string().openapi({ description: "Of the failure: <message id>:<route>" }),
    route: z.string(),
    type: z.string().nullable(),
  })
  .openapi("WaitingRevision");

const Approvals = listOf(Waiting)
  .extend({
    recipes: z
      .array(Recipe)
      .readonly()
      .openapi({ description: "Patches over many failures that wait, too." }),
  })
  .openapi("Approvals");

const mostListed = 1_000;

const listRoute = createRoute({
  ...reading("approvals", "read"),
  method: "get",
  path: "/approvals",
  summary: "What waits for a second person; what runs out first comes first",
  responses: { 200: json(Approvals, "At most a thousand of each"), ...problems },
});

const params = z.object({ id: DeliveryId, n: z.coerce.number().int().min(1).max(32_767) });

/** What a second person, or the author, says of an edit. */
export function approvalEndpoints(ports: AdminPorts) {
  const { revisions, recipes, idempotencyKeys } = ports.operations;
  const waitingRecipes = async () => {
    const { data } = await recipes.list({ state: "proposed" }, { limit: mostListed });
    return data
      .map((recipe) => ({ ...recipe, patch: shownPatch(recipe, ports.plan.registry) }))
      .toSorted((one, other) => ((one.expiresAt ?? "") < (other.expiresAt ?? "") ? -1 : 1));
  };
  const decide = (decision: Decision, summary: string) =>
    createRoute({
      ...acting("approvals", decision === "withdraw" ? "edit" : "approve", idempotencyKeys),
      method: "post",
      path: `/failures/{id}/revisions/{n}/${decision}`,
      summary,
      request: { params, body: jsonRequest(ReasonBody) },
      responses: { 200: json(FailureWithRevisions, "The failure as it is now"), ...problems },
    });
  const routes = {
    approve: decide("approve", "Lets the next replay send it; never by its author"),
    reject: decide("reject", "It will not be sent"),
    withdraw: decide("withdraw", "Takes back what waits for approval, or for the next replay"),
  };
  const router = newRouter().openapi(listRoute, async (c) =>
    c.json({ data: await revisions.waiting(), recipes: await waitingRecipes() }, 200),
  );
  for (const decision of ["approve", "reject", "withdraw"] as const)
    router.openapi(routes[decision], async (c) => {
      const { id: key, n } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const decided = await revisions.decide(key, n, decision, { actor: actorOf(c), reason });
      if (!decided.ok) return refused(c, decided);
      const detail = await failureDetail(ports, key);
      return detail ? c.json(detail, 200) : problem(c, "not-found", "It is gone.");
    });
  return router;
}
