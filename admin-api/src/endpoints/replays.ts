import { createRoute, z } from "@hono/zod-openapi";
import { itemStates, previewDryRuns, replayStates, type Selection } from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading } from "../answers.ts";
import { countDiffers } from "../count-differs.ts";
import { actorOf } from "../env.ts";
import { pageQuery, Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { newRouter } from "../router.ts";
import { dryRunPartsOf } from "../dry-run-parts.ts";
import { Preview, PreviewBody, Replay, ReplayBody, ReplayItem, selectionOf } from "./replay-shapes.ts";
import { pageOf } from "./shapes.ts";

const params = z.object({ id: Uuid });

const listRoute = createRoute({
  ...reading("replays", "read"),
  method: "get",
  path: "/replays",
  summary: "Replays with what became of their items, newest first",
  request: { query: z.strictObject({ state: z.enum(replayStates).optional(), ...pageQuery }) },
  responses: { 200: json(pageOf(Replay), "One page"), ...problems },
});

const oneRoute = createRoute({
  ...reading("replays", "read"),
  method: "get",
  path: "/replays/{id}",
  summary: "One replay",
  request: { params },
  responses: { 200: json(Replay, "The replay"), ...problems },
});

const itemsRoute = createRoute({
  ...reading("replays", "read"),
  method: "get",
  path: "/replays/{id}/items",
  summary: "The frozen selection, item by item",
  request: { params, query: z.strictObject({ state: z.enum(itemStates).optional(), ...pageQuery }) },
  responses: { 200: json(pageOf(ReplayItem), "One page"), ...problems },
});

const previewRoute = createRoute({
  ...reading("replays", "read"),
  method: "post",
  path: "/replays/preview",
  summary: "What a replay of a selection would do now, by dry runs of its members; sends and changes nothing",
  description:
    "At most 100,000 members for 50 s; of more, those looked at are chosen by chance, and `dryRun.cut` says so. The reading is audited.",
  request: { body: jsonRequest(PreviewBody) },
  responses: { 200: json(Preview, "Numbers, and why what would be skipped"), ...problems },
});

/** Making replays and looking at them. */
export function replayEndpoints(ports: AdminPorts) {
  const { replays, idempotencyKeys, dryRunStore } = ports.operations;
  const makeRoute = createRoute({
    ...acting("replays", "act-in-bulk", idempotencyKeys),
    method: "post",
    path: "/replays",
    summary: "Sends a frozen selection of failures through their own routes again",
    request: { body: jsonRequest(ReplayBody) },
    responses: { 202: json(Replay, "It runs; see Location"), ...problems },
  });
  return newRouter()
    .openapi(previewRoute, async (c) => {
      const { selection: given, dryRun: isWanted } = c.req.valid("json");
      const selection = selectionOf(given, ports.plan.registry);
      if (!isWanted) return c.json({ ...(await replays.preview(selection)), dryRun: null }, 200);
      await dryRunStore.note(actorOf(c), "replays/preview", notedOf(selection));
      const { signal } = c.req.raw;
      const [counts, dryRun] = await Promise.all([
        replays.preview(selection),
        previewDryRuns(selection, { ...dryRunPartsOf(ports), signal }),
      ]);
      return c.json({ ...counts, dryRun }, 200);
    })
    .openapi(makeRoute, async (c) => {
      const { selection, reason, ...how } = c.req.valid("json");
      const asked = selectionOf(selection, ports.plan.registry);
      const created = await replays.create({ ...how, selection: asked }, { actor: actorOf(c), reason });
      if (created.ok) {
        c.header("Location", `/api/v1/replays/${created.value.id}`);
        return c.json(created.value, 202);
      }
      if (created.code !== "countDiffers") return refused(c, created);
      return countDiffers(c, asked, created.count, "replay");
    })
    .openapi(listRoute, async (c) => {
      const { limit, cursor, state } = c.req.valid("query");
      return c.json(await replays.list({ state }, { limit, cursor }), 200);
    })
    .openapi(oneRoute, async (c) => {
      const { id } = c.req.valid("param");
      const replay = await replays.get(id);
      return replay ? c.json(replay, 200) : problem(c, "not-found", `There is no replay ${id}.`);
    })
    .openapi(itemsRoute, async (c) => {
      const { id } = c.req.valid("param");
      const { limit, cursor, state } = c.req.valid("query");
      const page = await replays.items(id, { state }, { limit, cursor });
      if (page.data.length > 0 || (await replays.get(id))) return c.json(page, 200);
      return problem(c, "not-found", `There is no replay ${id}.`);
    });
}

/** Ten thousand ids would make a long line in the audit. */
const notedOf = (selection: Selection): object =>
  "ids" in selection ? { ids: selection.ids.length } : { filter: selection.filter };
