import { createRoute, z } from "@hono/zod-openapi";
import { groupings, groupSorts, groupStates } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { ConnectionName, Instant, MessageType, pageQuery, RouteName, Text, Uuid } from "../fields.ts";
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

/** One state, or several with commas between them. */
const States = z
  .string()
  .transform((given) => given.split(","))
  .pipe(z.array(z.enum(groupStates)).min(1).max(groupStates.length))
  .openapi({ type: "string", example: "open,regressed", description: groupStates.join(", ") });

const filterFields = {
  state: States.optional(),
  owner: Text(200).optional(),
  connection: ConnectionName.optional(),
  route: RouteName.optional(),
  type: MessageType.optional().openapi({ description: "Of one of its 50 newest failures." }),
  source: Text(500).optional().openapi({
    description:
      "Of one of its 50 newest failures, as producers name themselves; with * at its end: how it begins.",
  }),
  code: Text(200).optional().openapi({ description: "With * at its end: how it begins." }),
  q: Text(200).optional().openapi({ description: "Text in title or code." }),
  from: Instant.optional().openapi({ description: "Last seen at or after." }),
  to: Instant.optional().openapi({ description: "First seen before." }),
  includeSettled: z
    .enum(["true", "false"])
    .optional()
    .openapi({ description: "Also groups whose failures are all settled." }),
};
const query = z.strictObject({
  ...filterFields,
  sort: z.enum(groupSorts).default("lastSeen").openapi({ description: "Newest or most first." }),
  ...pageQuery,
});
const tallyQuery = z.strictObject({ ...filterFields, groupBy: z.enum(groupings) });

type Filter = Omit<z.infer<typeof query>, "sort" | "limit" | "cursor">;
const groupFilter = ({ state, q, includeSettled, ...filter }: Filter) => ({
  ...filter,
  states: state,
  text: q,
  includeSettled: includeSettled === "true",
});

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
