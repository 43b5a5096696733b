import { createRoute, z } from "@hono/zod-openapi";
import { sampleOf, twiceWords, type Creation, type Route } from "@spindlebus/bus/engine";
import { takenTypes } from "@spindlebus/contracts";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { actorOf, type AdminContext } from "../env.ts";
import { DeliveryId, ReasonBody } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import {
  BackfillBody,
  BackfillPreview,
  BackfillQuestion,
  ReapplyBody,
  ReapplyPreview,
  ReapplyQuestion,
} from "./feed-shapes.ts";
import { Replay } from "./replay-shapes.ts";

/** Messages that the route never had belong to whatever connections they went to. */
const ofEverything = { ofEverything: true };

const backfillPreviewRoute = createRoute({
  ...reading("backfills", "read", ofEverything),
  method: "post",
  path: "/backfills/preview",
  summary: "What a backfill of a route would be fed with; sends and changes nothing",
  request: { body: jsonRequest(BackfillQuestion) },
  responses: { 200: json(BackfillPreview, "Numbers, and what the adapter makes of some"), ...problems },
});

const reapplyPreviewRoute = createRoute({
  ...reading("messages", "read"),
  method: "post",
  path: "/messages/reapply/preview",
  summary: "What applying again would do twice; sends and changes nothing",
  request: { body: jsonRequest(ReapplyQuestion) },
  responses: { 200: json(ReapplyPreview, "How many, and what happens twice"), ...problems },
});

/** Replays that are fed from the journal: a new route's past, and what a vendor has lost. */
export function feedEndpoints({ operations: { feeds, idempotencyKeys }, plan }: AdminPorts) {
  const routeNamed = (name: string) => plan.routes.find((route) => route.name === name);
  const responses = { 202: json(Replay, "It runs; see Location"), ...problems };
  const method = "post" as const;
  const backfillRoute = createRoute({
    ...acting("backfills", "act-in-bulk", idempotencyKeys, ofEverything),
    method,
    path: "/backfills",
    summary: "Feeds a route with what was accepted in a period and it never had, from the journal",
    request: { body: jsonRequest(BackfillBody) },
    responses,
  });
  // Whoever does this makes things happen twice on purpose: the right is that of no operator.
  const again = { ...acting("messages", "administer", idempotencyKeys), method, responses };
  const reapplyRoute = createRoute({
    ...again,
    path: "/messages/{id}/reapply",
    summary: "Applies one settled delivery again, after a vendor lost it",
    request: { params: z.object({ id: DeliveryId }), body: jsonRequest(ReasonBody) },
  });
  const reapplyManyRoute = createRoute({
    ...again,
    path: "/messages/reapply",
    summary: "Applies settled deliveries of a route again, after a vendor lost them",
    request: { body: jsonRequest(ReapplyBody) },
  });
  const unknown = (c: AdminContext, route: string) =>
    problem(c, "not-found", `No configured route is called ${route}.`);
  return newRouter()
    .openapi(backfillPreviewRoute, async (c) => {
      const { ratePerSecond, ...asked } = c.req.valid("json");
      const route = routeNamed(asked.route);
      if (!route) return unknown(c, asked.route);
      const ask = { ...asked, types: asked.types ?? typesOf(route) };
      const [counted, messages] = await Promise.all([feeds.countBackfill(ask), feeds.sample(ask)]);
      const seconds = ratePerSecond === undefined ? null : (counted.messages - counted.known) / ratePerSecond;
      return c.json({ ...counted, seconds, sample: await sampleOf(route, messages) }, 200);
    })
    .openapi(backfillRoute, async (c) => {
      const { ratePerSecond, reason, ...asked } = c.req.valid("json");
      const route = routeNamed(asked.route);
      if (!route) return unknown(c, asked.route);
      const ask = { ...asked, types: asked.types ?? typesOf(route) };
      return created(c, await feeds.backfill(ask, ratePerSecond, { actor: actorOf(c), reason }));
    })
    .openapi(reapplyPreviewRoute, async (c) => {
      const filter = c.req.valid("json");
      const route = routeNamed(filter.route);
      if (!route) return unknown(c, filter.route);
      const { operation } = route;
      const applied = await feeds.countReapply(filter);
      return c.json({ applied, idempotency: operation.idempotency, twice: twiceWords(operation) }, 200);
    })
    .openapi(reapplyRoute, async (c) => {
      const { id } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      if (!routeNamed(id.route)) return unknown(c, id.route);
      return created(c, await feeds.reapply({ id }, undefined, { actor: actorOf(c), reason }));
    })
    .openapi(reapplyManyRoute, async (c) => {
      const { expectedCount, ratePerSecond, reason, ...filter } = c.req.valid("json");
      if (!routeNamed(filter.route)) return unknown(c, filter.route);
      const act = { actor: actorOf(c), reason };
      return created(c, await feeds.reapply({ filter, expectedCount }, ratePerSecond, act));
    });
}

const typesOf = ({ operation }: Route): readonly string[] => takenTypes(operation.on, operation.older);

function created(c: AdminContext, made: Creation) {
  if (made.ok) {
    c.header("Location", `/api/v1/replays/${made.value.id}`);
    return c.json(made.value, 202);
  }
  if (made.code !== "countDiffers") return refused(c, made);
  const { count } = made;
  return problem(c, "count-differs", `${count} are found now; look again.`, { count });
}
