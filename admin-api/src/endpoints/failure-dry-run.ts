import { createRoute, z } from "@hono/zod-openapi";
import { deliveryId, openDryRunner } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import { dryRunPartsOf } from "../dry-run-parts.ts";
import { actorOf } from "../env.ts";
import { DeliveryId } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { DryRun } from "./dry-run-shapes.ts";

const dryRunRoute = createRoute({
  method: "post",
  path: "/failures/{id}/dry-run",
  summary:
    "What its adapter of today would send, and where that differs from what failed; sends nothing, and is audited",
  request: {
    params: z.object({ id: DeliveryId }),
    body: { content: { "application/json": { schema: z.strictObject({}) } } },
  },
  responses: { 200: json(DryRun, "What would become of it"), ...problems },
  ...reading("failures", "read"),
});

/** Running one failure without sending it. What it shows is masked as attempts are. */
export function failureDryRunEndpoints(ports: AdminPorts) {
  const { dryRunStore, failures } = ports.operations;
  return newRouter().openapi(dryRunRoute, async (c) => {
    const key = c.req.valid("param").id;
    const unknown = `The ledger has no delivery ${deliveryId(key)}.`;
    if (!(await failures.get(key))) return problem(c, "not-found", unknown);
    await dryRunStore.note(actorOf(c), deliveryId(key));
    const [dryRun] = await openDryRunner(dryRunPartsOf(ports)).of([key]);
    return dryRun ? c.json(dryRun, 200) : problem(c, "not-found", unknown);
  });
}
