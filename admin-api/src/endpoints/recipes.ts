import { createRoute, z } from "@hono/zod-openapi";
import {
  approvalFor,
  codeOf,
  hasRight,
  isAsExpected,
  previewRecipe,
  recipeStates,
  shownPatch,
  type Found,
  type Recipe as Kept,
  type Selection,
} from "@spindlebus/bus/engine";
import { acting, json, jsonRequest, problems, reading, secured } from "../answers.ts";
import { countDiffers } from "../count-differs.ts";
import { actorOf } from "../env.ts";
import { pageQuery, Uuid } from "../fields.ts";
import { patchFaults, spelledPatch } from "../given-patch.ts";
import type { AdminPorts } from "../ports.ts";
import { problem, refused } from "../problem.ts";
import { revealing, revealOf, unreasoned } from "../revealing.ts";
import { newRouter } from "../router.ts";
import { NewRecipePreview, Recipe, RecipeBody, RecipePreviewBody } from "./recipe-shapes.ts";
import { selectionOf } from "./replay-shapes.ts";
import { pageOf } from "./shapes.ts";

/** With what comes after it within the deadline of a request. */
const withinMs = 20_000;

const params = z.object({ id: Uuid });

const listRoute = createRoute({
  ...reading("recipes", "read"),
  method: "get",
  path: "/recipes",
  summary: "Recipes with what they came to, newest first",
  request: { query: z.strictObject({ ...pageQuery, state: z.enum(recipeStates).optional() }) },
  responses: { 200: json(pageOf(Recipe), "One page"), ...problems },
});

const oneRoute = createRoute({
  ...reading("recipes", "read"),
  method: "get",
  path: "/recipes/{id}",
  summary: "One recipe, and its bill",
  request: { params },
  responses: { 200: json(Recipe, "The recipe"), ...problems },
});

const unmaskedRoute = createRoute({
  ...reading("recipes", "read-payload"),
  method: "get",
  path: "/recipes/{id}/unmasked",
  summary: "The same with every value of its patch; needs a reason, and is audited",
  request: { params, query: z.strictObject(revealing.query), headers: revealing.headers },
  responses: { 200: json(Recipe, "The recipe"), ...problems },
});

const previewRoute = createRoute({
  ...secured("recipes", "edit"),
  method: "post",
  path: "/recipes/preview",
  summary: "What one patch would do to each of many failures now; keeps and sends nothing",
  description: "At most 10,000 members for 20 s; `cut` says where not all were tried.",
  request: { body: jsonRequest(RecipePreviewBody) },
  responses: { 200: json(NewRecipePreview, "What would change, and what would not"), ...problems },
});

type Given = z.infer<typeof RecipePreviewBody>;

/** Nothing but what was tried is frozen: by that it was decided whether a second person has to agree. */
const asTried = (selection: Selection, found: Found | undefined): Selection =>
  found && "filter" in selection ? { ...selection, expectedChecksum: found.checksum } : selection;

/** One patch over many failures: tried, proposed, and looked at. */
export function recipeEndpoints(ports: AdminPorts) {
  const { operations, plan } = ports;
  const { recipes, idempotencyKeys, audit } = operations;
  const shown = (recipe: Kept): Kept => ({ ...recipe, patch: shownPatch(recipe, plan.registry) });
  const tried = async (given: Given, text: string) => {
    const { patch, spelled } = spelledPatch(given.patch ? "patch" : "mergePatch", text);
    const errors = patchFaults(patch);
    if (errors.length > 0) return { ok: false, errors } as const;
    const selection = selectionOf(given.selection, plan.registry);
    const limits = { withinMs, now: Date.now };
    const { found, batches } = await recipes.members(selection);
    const preview = await previewRecipe(batches, patch, plan, limits);
    const needed = approvalFor(plan.policy, preview.delicate);
    // What nobody has looked at may touch anything.
    const isSeen = preview.cut === null && given.activeUntil === undefined;
    const careful = isSeen ? needed : (needed ?? approvalFor(plan.policy, ["/"]));
    return { ok: true, selection, found, kind: patch.kind, spelled, preview, approval: careful } as const;
  };
  const activityOf = async ({ activeUntil, selection }: Given, types: readonly string[]) => {
    const group = "filter" in selection ? selection.filter.group : undefined;
    if (activeUntil === undefined || group === undefined) return undefined;
    const route = (await operations.groups.get(group))?.route;
    const code = codeOf(
      plan.routes.find(({ name }) => name === route),
      types,
      plan.registry,
    );
    return { until: activeUntil, code };
  };
  const makeRoute = createRoute({
    ...acting("recipes", "act-in-bulk", idempotencyKeys),
    method: "post",
    path: "/recipes",
    summary:
      "Mends many failures by one patch and replays them, once a second person agrees where one has to",
    description: "It needs the right edit beside act-in-bulk.",
    request: { body: jsonRequest(RecipeBody) },
    responses: { 202: json(Recipe, "It is proposed, or already approved; see Location"), ...problems },
  });
  return newRouter()
    .openapi(previewRoute, async (c) => {
      const trial = await tried(c.req.valid("json"), await c.req.text());
      if (!trial.ok) return problem(c, "invalid", "It is no patch.", trial);
      const { preview, found, approval } = trial;
      const { count: selected = null, checksum = null } = found ?? {};
      return c.json({ ...preview, selected, checksum, secondPerson: approval !== undefined }, 200);
    })
    .openapi(makeRoute, async (c) => {
      if (!hasRight(c.get("principal")?.roles ?? [], "edit"))
        return problem(c, "forbidden", "This needs the right edit, too.");
      const { reason, ...given } = c.req.valid("json");
      const trial = await tried(given, await c.req.text());
      if (!trial.ok) return problem(c, "invalid", "It is no patch.", trial);
      const { found, kind, spelled, preview, approval } = trial;
      if (found && !isAsExpected(trial.selection, found))
        return countDiffers(c, trial.selection, found.count, "propose it");
      const selection = asTried(trial.selection, found);
      if (preview.mended === 0 && preview.cut === null)
        return problem(c, "invalid", "It mends none of these failures; its preview says why.");
      const { types, delicate } = preview;
      const activity = await activityOf(given, types);
      const proposed = await recipes.propose(
        { selection, kind, patch: spelled, types, delicate, approval, activity },
        { actor: actorOf(c), reason },
      );
      if (proposed.ok) {
        c.header("Location", `/api/v1/recipes/${proposed.value.id}`);
        return c.json(shown(proposed.value), 202);
      }
      if (proposed.code !== "countDiffers") return refused(c, proposed);
      return countDiffers(c, selection, proposed.count, "propose it");
    })
    .openapi(listRoute, async (c) => {
      const { state, ...page } = c.req.valid("query");
      const { data, next } = await recipes.list({ state }, page);
      return c.json({ data: data.map(shown), next }, 200);
    })
    .openapi(oneRoute, async (c) => {
      const { id } = c.req.valid("param");
      const recipe = await recipes.get(id);
      return recipe ? c.json(shown(recipe), 200) : problem(c, "not-found", `There is no recipe ${id}.`);
    })
    .openapi(unmaskedRoute, async (c) => {
      const { id } = c.req.valid("param");
      const reveal = revealOf(c);
      if (!reveal) return unreasoned(c);
      const recipe = await recipes.get(id);
      if (!recipe) return problem(c, "not-found", `There is no recipe ${id}.`);
      const { pointers, ...act } = reveal;
      await audit.append({ ...act, action: "recipe.read", target: `recipe:${id}`, detail: { pointers } });
      return c.json(recipe, 200);
    });
}
