import { createRoute, z } from "@hono/zod-openapi";
import { json, problems, reading } from "../answers.ts";
import { MessageType } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Contract, ContractDetail, ContractDiff } from "./contract-shapes.ts";
import { contractDiff, contractViews, unknownType } from "./contract-views.ts";
import { listOf } from "./shapes.ts";

const contractsRoute = createRoute({
  ...reading("contracts", "read"),
  method: "get",
  path: "/contracts",
  summary: "The contracts of this installation",
  responses: { 200: json(listOf(Contract), "All contracts"), ...problems },
});

const contractRoute = createRoute({
  ...reading("contracts", "read"),
  method: "get",
  path: "/contracts/{type}",
  summary: "One contract with its JSON Schema and examples",
  request: { params: z.object({ type: MessageType }) },
  responses: { 200: json(ContractDetail, "The contract"), ...problems },
});

const diffRoute = createRoute({
  ...reading("contracts", "read"),
  method: "get",
  path: "/contracts/{type}/diff",
  summary: "What changed from another version to this one, and whether it breaks",
  request: {
    params: z.object({ type: MessageType }),
    query: z.strictObject({
      against: MessageType.openapi({ description: "The type of the version before." }),
    }),
  },
  responses: { 200: json(ContractDiff, "The changes"), ...problems },
});

/** What messages there are, and what became of their contracts. */
export function contractEndpoints({ operations: { planState }, plan }: AdminPorts) {
  const unknown = (type: string): string => unknownType(plan, type);
  return newRouter()
    .openapi(contractsRoute, async (c) =>
      c.json({ data: contractViews(plan, await planState.volumes()) }, 200),
    )
    .openapi(contractRoute, async (c) => {
      const { type } = c.req.valid("param");
      const schema = plan.registry.jsonSchema(type);
      const view =
        schema && contractViews(plan, await planState.volumes()).find((each) => each.type === type);
      if (!view) return problem(c, "not-found", unknown(type));
      return c.json({ ...view, schema, examples: plan.registry.get(type)?.examples ?? [] }, 200);
    })
    .openapi(diffRoute, (c) => {
      const { type } = c.req.valid("param");
      const { against } = c.req.valid("query");
      const [to, from] = [plan.registry.get(type), plan.registry.get(against)];
      if (!to || !from) return problem(c, "not-found", unknown(to ? against : type));
      return c.json(contractDiff(plan, from, to), 200);
    });
}
