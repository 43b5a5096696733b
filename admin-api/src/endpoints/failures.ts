import { createRoute, z } from "@hono/zod-openapi";
import { deliveryId, type DeliveryKey } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import { failureDetail } from "../failure-detail.ts";
import { failureFilter, failureFilterFields } from "../failure-filter.ts";
import { DeliveryId, pageQuery } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { Attempt, FailurePage, HistoryEntry } from "./failure-shapes.ts";
import { FailureWithRevisions } from "./revision-shapes.ts";
import { listOf, pageOf } from "./shapes.ts";

const params = z.object({ id: DeliveryId });
const common = reading("failures", "read");

const listRoute = createRoute({
  method: "get",
  path: "/failures",
  summary: "What has failed and is not settled, last failed first",
  request: { query: z.strictObject({ ...failureFilterFields, ...pageQuery }) },
  responses: { 200: json(FailurePage, "One page"), ...problems },
  ...common,
});

const oneRoute = createRoute({
  method: "get",
  path: "/failures/{id}",
  summary: "One failure; under its id also once it is settled",
  request: { params },
  responses: { 200: json(FailureWithRevisions, "The failure, and what was edited of it"), ...problems },
  ...common,
});

const attemptsRoute = createRoute({
  method: "get",
  path: "/failures/{id}/attempts",
  summary: "The attempts of every life, newest first",
  request: { params, query: z.strictObject(pageQuery) },
  responses: { 200: json(pageOf(Attempt), "One page"), ...problems },
  ...common,
});

const historyRoute = createRoute({
  method: "get",
  path: "/failures/{id}/history",
  summary: "What people did with it, and why, newest first",
  request: { params },
  responses: { 200: json(listOf(HistoryEntry), "The history"), ...problems },
  ...common,
});

/** Reading failures. */
export function failureEndpoints(ports: AdminPorts) {
  const {
    operations: { failures },
    plan: { registry },
  } = ports;
  return newRouter()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      return c.json(await failures.list(failureFilter(filter, registry), { limit, cursor }), 200);
    })
    .openapi(oneRoute, async (c) => {
      const key = c.req.valid("param").id;
      const failure = await failureDetail(ports, key);
      return failure ? c.json(failure, 200) : problem(c, "not-found", unknownText(key));
    })
    .openapi(attemptsRoute, async (c) => {
      const key = c.req.valid("param").id;
      const page = await failures.attempts(key, c.req.valid("query"));
      if (page.data.length > 0 || (await failures.get(key))) return c.json(page, 200);
      return problem(c, "not-found", unknownText(key));
    })
    .openapi(historyRoute, async (c) => {
      const key = c.req.valid("param").id;
      const data = await failures.history(key);
      if (data.length > 0 || (await failures.get(key))) return c.json({ data }, 200);
      return problem(c, "not-found", unknownText(key));
    });
}

const unknownText = (key: DeliveryKey): string => `The ledger has no delivery ${deliveryId(key)}.`;
