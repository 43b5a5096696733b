import type { Sql } from "postgres";
import type { Bodies } from "../../bodies/bodies.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import type { Recipe, Recipes, RecipeState } from "../../operations/recipes.ts";
import { decideRecipe, stopRecipe } from "./recipe-acts.ts";
import { proposeRecipe } from "./recipe-create.ts";
import { membersOf, pendingMembers } from "./recipe-members.ts";
import {
  findRecipe,
  recipeColumns,
  recipeOf,
  recipesWithBills,
  recipeState,
  type PatchSeals,
  type RecipeRow,
} from "./recipe-rows.ts";

/** Recipes as rows; the scheduler carries them out. */
export function postgresRecipes(sql: Sql, routes: readonly OperatedRoute[], bodies: Bodies): Recipes {
  return {
    members: (selection) => membersOf(sql, bodies, { selection, routes }),
    pending: (id) => pendingMembers(sql, bodies, { id, routes }),
    propose: (request, act) => proposeRecipe(sql, { routes, seals: bodies }, request, act),
    decide: (id, decision, act) => decideRecipe(sql, bodies, { id, decision }, act),
    stop: (id, act) => stopRecipe(sql, bodies, id, act),
    list: ({ state }, page) => list(sql, bodies, state, page),
    get: (id) => findRecipe(sql, id, bodies),
  };
}

async function list(
  sql: Sql,
  seals: PatchSeals,
  state: RecipeState | undefined,
  { limit, cursor }: PageRequest,
): Promise<Page<Recipe>> {
  const rows = await sql<RecipeRow[]>`
    SELECT ${recipeColumns(sql)} FROM ${recipesWithBills(sql)}
    WHERE true ${cursor ? sql`AND r.id < ${cursor.messageId}::uuid` : sql``}
      ${state === undefined ? sql`` : sql`AND ${recipeState(sql)} = ${state}`}
    ORDER BY r.id DESC LIMIT ${limit + 1}`;
  const { data, next } = pageOf(rows, limit, { item: (row) => row, cursor: ({ id }) => ({ messageId: id }) });
  return { data: await Promise.all(data.map((row) => recipeOf(row, seals))), next };
}
