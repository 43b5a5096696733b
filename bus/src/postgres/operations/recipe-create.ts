import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import { conflict, done, type Act } from "../../operations/act.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import type { RecipeCreation, RecipeRequest } from "../../operations/recipes.ts";
import type { Selection } from "../../operations/replays.ts";
import { mostMembers } from "../../recipes/preview-recipe.ts";
import { arrayParameter } from "../array-parameter.ts";
import { storableText } from "../storable-text.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { findRecipe } from "./recipe-rows.ts";
import { CountDiffers, selectionText } from "./replay-create.ts";
import { foundSelection, selected } from "./replay-selection.ts";

/** Freezes a selection as the members of a recipe; what fails later is not of it. */
export async function proposeRecipe(
  sql: Sql,
  routes: readonly OperatedRoute[],
  request: RecipeRequest,
  act: Act,
): Promise<RecipeCreation> {
  const id = uuidv7();
  const { selection, approval } = request;
  try {
    await transaction(sql, async (tx) => {
      await insertRecipe(tx, id, request, act);
      const count = await freeze(tx, id, selection, routes);
      if ("filter" in selection && count !== selection.expectedCount) throw new CountDiffers(count);
      if (count > mostMembers) throw new TooMany();
      await tx`
        UPDATE recipe SET connections = coalesce((
          SELECT array_agg(DISTINCT split_part(route, '.', 1)) FROM recipe_member WHERE recipe_id = ${id}), connections)
        WHERE id = ${id}`;
      const state = approval ? "proposed" : "approved";
      const detail = { selected: count, delicate: request.delicate, after: { state } };
      await writeAudit(tx, act, { action: "recipe.propose", target: `recipe:${id}`, detail });
    });
  } catch (error) {
    if (error instanceof CountDiffers) return { ok: false, code: "countDiffers", count: error.count };
    if (error instanceof TooMany)
      return conflict(`It is over more than ${mostMembers} failures: say more closely which.`);
    throw error;
  }
  const recipe = await findRecipe(sql, id);
  if (!recipe) throw new Error(`Recipe ${id} is gone right after its creation.`);
  return done(recipe);
}

/** Rolls the transaction back. */
class TooMany extends Error {}

async function insertRecipe(
  tx: TransactionSql,
  id: string,
  { selection, kind, patch, types, delicate, approval }: RecipeRequest,
  { actor, reason }: Act,
): Promise<void> {
  await tx`
    INSERT INTO recipe (id, state, kind, patch, selection, reason, actor, types, delicate, expires_at)
    VALUES (${id}, ${approval ? "proposed" : "approved"}, ${kind}, ${storableText(patch)},
      ${JSON.stringify(selectionText(selection))}, ${reason}, ${actor},
      ${arrayParameter(tx, "text[]", types)}::text[], ${arrayParameter(tx, "text[]", delicate)}::text[],
      ${approval ? tx`now() + ${approval.withinMs} * interval '1 ms'` : null})`;
}

async function freeze(
  tx: TransactionSql,
  id: string,
  selection: Selection,
  routes: readonly OperatedRoute[],
): Promise<number> {
  const { count } = await tx`
    INSERT INTO recipe_member (recipe_id, message_id, route)
    SELECT ${id}, s.message_id, s.route FROM (${selected(tx, await foundSelection(tx, selection), routes)}) AS s`;
  return count;
}
