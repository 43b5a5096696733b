import { createRoute, z } from "@hono/zod-openapi";
import { shownPatch, type Act, type Operations } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems } from "../answers.ts";
import { actorOf } from "../env.ts";
import { ReasonBody, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Recipe } from "./recipe-shapes.ts";

type Run = (
  recipes: Operations["recipes"],
  id: string,
  act: Act,
) => ReturnType<Operations["recipes"]["stop"]>;

/** What a second person says of a recipe, and ending it. */
export function recipeActEndpoints({ operations: { recipes, idempotencyKeys }, plan }: AdminPorts) {
  const routeOf = (right: "approve" | "act-in-bulk", act: string, summary: string) =>
    createRoute({
      ...acting("recipes", right, idempotencyKeys),
      method: "post",
      path: `/recipes/{id}/${act}`,
      summary,
      request: { params: z.object({ id: Uuid }), body: jsonRequest(ReasonBody) },
      responses: { 200: json(Recipe, "The recipe as it is now"), ...problems },
    });
  const approve = routeOf("approve", "approve", "Lets it mend and replay its members; never by its author");
  const reject = routeOf("approve", "reject", "It will mend nothing");
  const stop = routeOf("act-in-bulk", "stop", "Cancels its replays, and withdraws what nobody has sent yet");
  const acts: readonly (readonly [typeof approve, Run])[] = [
    [approve, (all, id, act) => all.decide(id, "approve", act)],
    [reject, (all, id, act) => all.decide(id, "reject", act)],
    [stop, (all, id, act) => all.stop(id, act)],
  ];
  const router = newRouter();
  for (const [route, run] of acts)
    router.openapi(route, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await run(recipes, c.req.valid("param").id, { actor: actorOf(c), reason });
      if (!result.ok) return refused(c, result);
      return c.json({ ...result.value, patch: shownPatch(result.value, plan.registry) }, 200);
    });
  return router;
}
