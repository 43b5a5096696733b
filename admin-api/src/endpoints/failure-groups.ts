import { createRoute, z } from "@hono/zod-openapi";
import { groupStates } from "@spindlebus/bus";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { ConnectionName, pageQuery, Text, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { FailureGroup, GroupChange } from "./failure-group-shapes.ts";
import { pageOf } from "./shapes.ts";

const params = z.object({ id: Uuid });
const query = z.strictObject({
  state: z.enum(groupStates).optional(),
  owner: Text(200).optional(),
  connection: ConnectionName.optional(),
  includeSettled: z
    .enum(["true", "false"])
    .optional()
    .openapi({ description: "Also groups whose failures are all settled." }),
  ...pageQuery,
});

/** Failures with the same cause. */
export function failureGroupEndpoints({ operations: { groups, idempotencyKeys } }: AdminPorts) {
  const listRoute = createRoute({
    ...reading("failure groups", "read"),
    method: "get",
    path: "/failure-groups",
    summary: "Groups that have failures, last seen first",
    request: { query },
    responses: { 200: json(pageOf(FailureGroup), "One page"), ...problems },
  });
  const oneRoute = createRoute({
    ...reading("failure groups", "read"),
    method: "get",
    path: "/failure-groups/{id}",
    summary: "One group",
    request: { params },
    responses: { 200: json(FailureGroup, "The group"), ...problems },
  });
  const changeRoute = createRoute({
    ...acting("failure groups", "act-in-bulk", idempotencyKeys),
    method: "patch",
    path: "/failure-groups/{id}",
    summary: "Writes state, owner, ticket, note, or when to replay it",
    request: { params, body: jsonRequest(GroupChange) },
    responses: { 200: json(FailureGroup, "The group as it is now"), ...problems },
  });
  return newRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, includeSettled, ...filter } = c.req.valid("query");
      const wanted = { ...filter, includeSettled: includeSettled === "true" };
      return c.json(await groups.list(wanted, { limit, cursor }), 200);
    })
    .openapi(oneRoute, async (c) => {
      const { id } = c.req.valid("param");
      const group = await groups.get(id);
      return group ? c.json(group, 200) : problem(c, "not-found", `There is no failure group ${id}.`);
    })
    .openapi(changeRoute, async (c) => {
      const { reason, ...change } = c.req.valid("json");
      const result = await groups.change(c.req.valid("param").id, change, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}
