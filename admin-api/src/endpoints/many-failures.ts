import { createRoute, z } from "@hono/zod-openapi";
import type { ManyAct } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems } from "../answers.ts";
import { countDiffers } from "../count-differs.ts";
import { actorOf, type AdminContext } from "../env.ts";
import { Reason } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Selected, selectionOf } from "./replay-shapes.ts";

const count = z.int().min(0);

const ManyBody = z.strictObject({ selection: Selected, reason: Reason });

/** What became of a selection. */
export const ManyChanged = z
  .object({
    batch: z.string().openapi({ description: "Names this request in the audit." }),
    selected: count,
    changed: count,
    skipped: count,
    reasons: z.array(z.object({ reason: z.string(), count })).readonly(),
  })
  .openapi("ManyChanged");

/** Acting on many failures at once. */
export function manyFailureEndpoints({ operations, plan: { registry } }: AdminPorts) {
  const { manyFailures, idempotencyKeys } = operations;
  const common = {
    ...acting("failures", "act-in-bulk", idempotencyKeys),
    method: "post" as const,
    description: "In one commit, at most 2,000; what cannot be is skipped, and `reasons` say why.",
    request: { body: jsonRequest(ManyBody) },
    responses: { 200: json(ManyChanged, "What became of the selection"), ...problems },
  };
  const discard = createRoute({
    path: "/failures/discard",
    summary: "Gives up the failures of a selection: nothing will be sent any more",
    ...common,
  });
  const restore = createRoute({
    path: "/failures/restore",
    summary: "Takes back the discards of a selection; a filter that names no state means what was discarded",
    ...common,
  });
  const change = async (c: AdminContext, what: ManyAct, { selection, reason }: z.infer<typeof ManyBody>) => {
    const act = { actor: actorOf(c), reason };
    const asked = selectionOf(selection, registry);
    const result = await manyFailures.change(what, asked, act);
    if (result.ok) return c.json(result.value, 200);
    if (result.code !== "countDiffers") return refused(c, result);
    return countDiffers(c, asked, result.count, what);
  };
  return newRouter()
    .openapi(discard, (c) => change(c, "discard", c.req.valid("json")))
    .openapi(restore, (c) => change(c, "restore", c.req.valid("json")));
}
