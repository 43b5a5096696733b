import type { Sql } from "postgres";
import type { BodyReader } from "../../bodies/bodies.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import type { Recipe, Recipes } from "../../operations/recipes.ts";
import { decideRecipe, stopRecipe } from "./recipe-acts.ts";
import { proposeRecipe } from "./recipe-create.ts";
import { membersOf } from "./recipe-members.ts";
import { findRecipe, recipeColumns, recipeOf, recipesWithBills, type RecipeRow } from "./recipe-rows.ts";

/** Recipes as rows; the scheduler carries them out. */
export function postgresRecipes(sql: Sql, routes: readonly OperatedRoute[], bodies: BodyReader): Recipes {
  return {
    members: (selection) => membersOf(sql, bodies, { selection, routes }),
    propose: (request, act) => proposeRecipe(sql, routes, request, act),
    decide: (id, decision, act) => decideRecipe(sql, id, decision, act),
    stop: (id, act) => stopRecipe(sql, id, act),
    list: (page) => list(sql, page),
    get: (id) => findRecipe(sql, id),
  };
}

async function list(sql: Sql, { limit, cursor }: PageRequest): Promise<Page<Recipe>> {
  const rows = await sql<RecipeRow[]>`
    SELECT ${recipeColumns(sql)} FROM ${recipesWithBills(sql)}
    WHERE true ${cursor ? sql`AND r.id < ${cursor.messageId}::uuid` : sql``}
    ORDER BY r.id DESC LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: recipeOf, cursor: ({ id }) => ({ messageId: id }) });
}
