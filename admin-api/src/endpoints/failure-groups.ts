import { createRoute, z } from "@hono/zod-openapi";
import { groupings, groupSorts } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { pageQuery, Uuid } from "../fields.ts";
import { groupFilter, groupFilterFields } from "../group-filter.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import {
  FailureGroup,
  FailureGroupDetail,
  FailureGroupPage,
  GroupChange,
  GroupTallies,
} from "./failure-group-shapes.ts";

const params = z.object({ id: Uuid });

const query = z.strictObject({
  ...groupFilterFields,
  sort: z.enum(groupSorts).default("lastSeen").openapi({ description: "Newest or most first." }),
  ...pageQuery,
});
const tallyQuery = z.strictObject({ ...groupFilterFields, groupBy: z.enum(groupings) });

/** Failures with the same cause. */
export function failureGroupEndpoints({ operations: { groups, idempotencyKeys } }: AdminPorts) {
  const listRoute = createRoute({
    ...reading("failure groups", "read"),
    method: "get",
    path: "/failure-groups",
    summary: "Groups that have failures, and how many there are in each state",
    request: { query },
    responses: { 200: json(FailureGroupPage, "One page"), ...problems },
  });
  const tallyRoute = createRoute({
    ...reading("failure groups", "read"),
    method: "get",
    path: "/failure-tallies",
    summary: "What the groups add up to by route, connection, type or code",
    request: { query: tallyQuery },
    responses: { 200: json(GroupTallies, "The largest"), ...problems },
  });
  const oneRoute = createRoute({
    ...reading("failure groups", "read"),
    method: "get",
    path: "/failure-groups/{id}",
    summary: "One group, with what is known of its failures",
    request: { params },
    responses: { 200: json(FailureGroupDetail, "The group"), ...problems },
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
      const { limit, cursor, sort, ...filter } = c.req.valid("query");
      return c.json(await groups.list(groupFilter(filter), { limit, cursor }, sort), 200);
    })
    .openapi(tallyRoute, async (c) => {
      const { groupBy, ...filter } = c.req.valid("query");
      return c.json(await groups.tallies(groupBy, groupFilter(filter)), 200);
    })
    .openapi(oneRoute, async (c) => {
      const { id } = c.req.valid("param");
      const group = await groups.get(id);
      if (!group) return problem(c, "not-found", `There is no failure group ${id}.`);
      return c.json({ ...group, ...(await groups.facts(group)) }, 200);
    })
    .openapi(changeRoute, async (c) => {
      const { reason, ...change } = c.req.valid("json");
      const result = await groups.change(c.req.valid("param").id, change, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}
