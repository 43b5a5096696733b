import { createRoute, z } from "@hono/zod-openapi";
import { laneId, openStates } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf } from "../env.ts";
import { ConnectionName, LaneId, pageQuery, ReasonBody, Text } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Lane, LaneDetail } from "./lane-shapes.ts";
import { pageOf } from "./shapes.ts";

const params = z.object({ id: LaneId });
const query = z.strictObject({
  group: Text(100).optional().openapi({ example: "paytronix.points" }),
  connection: ConnectionName.optional(),
  state: z.enum(openStates).optional().openapi({
    description: "The head's. Without it: lanes that stand still, because their head has failed.",
  }),
  ...pageQuery,
});

const listRoute = createRoute({
  ...reading("lanes", "read"),
  method: "get",
  path: "/lanes",
  summary: "Strict lanes that stand still, the oldest head first",
  request: { query },
  responses: { 200: json(pageOf(Lane), "One page"), ...problems },
});

const oneRoute = createRoute({
  ...reading("lanes", "read"),
  method: "get",
  path: "/lanes/{id}",
  summary: "One lane with its first places",
  request: { params },
  responses: { 200: json(LaneDetail, "The lane"), ...problems },
});

/** Lanes of strict groups: what stands still, and what to do with its head. */
export function laneEndpoints({ operations: { lanes, idempotencyKeys } }: AdminPorts) {
  const act = (name: "retry" | "skip" | "release", summary: string) =>
    createRoute({
      ...acting("lanes", "act", idempotencyKeys),
      method: "post",
      path: `/lanes/{id}/${name}`,
      summary,
      request: { params, body: jsonRequest(ReasonBody) },
      responses: { 200: json(LaneDetail, "The lane as it is now"), ...problems },
    });
  const retry = act("retry", "Makes the head due; one that is dead or blocked begins another life");
  const skip = act("skip", "Discards the head; the lane goes on without it");
  const release = act("release", "Takes the head out of the lane; it stays a failure, and the lane goes on");
  return newRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      return c.json(await lanes.list(filter, { limit, cursor }), 200);
    })
    .openapi(oneRoute, async (c) => {
      const key = c.req.valid("param").id;
      const lane = await lanes.get(key);
      return lane ? c.json(lane, 200) : problem(c, "not-found", `Nothing stands in a lane ${laneId(key)}.`);
    })
    .openapi(retry, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await lanes.retry(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(skip, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await lanes.skip(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    })
    .openapi(release, async (c) => {
      const { reason } = c.req.valid("json");
      const result = await lanes.release(c.req.valid("param").id, { actor: actorOf(c), reason });
      return result.ok ? c.json(result.value, 200) : refused(c, result);
    });
}
