import {
  lineageOf,
  unknownType,
  type Contract,
  type ContractRegistry,
  type Publication,
} from "@spindlebus/contracts";
import type { Handler } from "hono";
import type { IngressEnv } from "./env.ts";
import { answerProblem, httpProblem } from "./problem.ts";

export type ContractsOptions = {
  readonly registry: ContractRegistry;
  readonly routesFor: (message: Pick<Publication, "type">) => readonly string[];
};

/** `GET /v1/contracts`: every message that may be published here. */
export function listContracts(options: ContractsOptions): Handler<IngressEnv> {
  return (c) =>
    c.json({ data: options.registry.all().map((contract) => describe(contract, options)), next: null });
}

/** `GET /v1/contracts/:type`: one of them; an unknown type is answered with the nearest known ones. */
export function showContract(options: ContractsOptions): Handler<IngressEnv> {
  return (c) => {
    const type = c.req.param("type") ?? "";
    const contract = options.registry.get(type);
    if (contract) return c.json(describe(contract, options));
    return answerProblem(c, httpProblem("not-found", unknownType(options.registry, type).detail));
  };
}

function describe(
  { type, kind, entityKey, summary, examples }: Contract,
  { registry, routesFor }: ContractsOptions,
) {
  return {
    type,
    kind,
    entityKey,
    summary,
    schema: registry.jsonSchema(type),
    examples,
    routes: routesFor({ type }),
    ...lineageOf(type, registry),
  };
}
