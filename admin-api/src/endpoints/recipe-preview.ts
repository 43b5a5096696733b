import { createRoute, z } from "@hono/zod-openapi";
import { previewRecipe, readPatch } from "@spindlebus/bus/engine";
import { json, problems, reading } from "../answers.ts";
import { Uuid } from "../fields.ts";
import type { AdminPorts } from "../ports.ts";
import { problem } from "../problem.ts";
import { newRouter } from "../router.ts";
import { RecipePreview } from "./recipe-shapes.ts";

/** With what comes after it within the deadline of a request. */
const withinMs = 20_000;

const route = createRoute({
  ...reading("recipes", "read"),
  method: "get",
  path: "/recipes/{id}/preview",
  summary: "What a recipe would do now to the failures that it has not looked at yet; changes nothing",
  description: "For 20 s; `cut` says where not all were tried.",
  request: { params: z.object({ id: Uuid }) },
  responses: { 200: json(RecipePreview, "What would change, and what would not"), ...problems },
});

/** What somebody agrees to who approves a recipe. */
export const recipePreviewEndpoints = ({ operations: { recipes }, plan }: AdminPorts) =>
  newRouter().openapi(route, async (c) => {
    const { id } = c.req.valid("param");
    const recipe = await recipes.get(id);
    if (!recipe) return problem(c, "not-found", `There is no recipe ${id}.`);
    const { kind, patch, state } = recipe;
    if (patch === null) return problem(c, "conflict", "Its patch is sealed under a key that is not here.");
    const limits = { withinMs, now: Date.now };
    const preview = await previewRecipe(recipes.pending(id), readPatch(kind, patch), plan, limits);
    return c.json({ ...preview, secondPerson: state === "proposed" }, 200);
  });
