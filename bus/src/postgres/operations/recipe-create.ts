import type { Sql, TransactionSql } from "postgres";
import { v7 as uuidv7 } from "uuid";
import { conflict, done, type Act } from "../../operations/act.ts";
import type { OperatedRoute } from "../../operations/quiet.ts";
import type { RecipeCreation, RecipeRequest } from "../../operations/recipes.ts";
import { isAsExpected, type Found, type Selection } from "../../operations/replays.ts";
import { mostMembers } from "../../recipes/preview-recipe.ts";
import { arrayParameter } from "../array-parameter.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { checksumOf } from "./checksum.ts";
import { hashesOf } from "./found-filter.ts";
import { findRecipe, patchOf, type PatchSeals } from "./recipe-rows.ts";
import { CountDiffers } from "./replay-create.ts";
import { foundSelection, selected } from "./replay-selection.ts";
import { storedSelection } from "./stored-selection.ts";

type Parts = { readonly routes: readonly OperatedRoute[]; readonly seals: PatchSeals };

/** Freezes a selection as the members of a recipe; what fails later is of it only while it is active. */
export async function proposeRecipe(
  sql: Sql,
  { routes, seals }: Parts,
  request: RecipeRequest,
  act: Act,
): Promise<RecipeCreation> {
  const id = uuidv7();
  const { selection, approval, activity } = request;
  const sealed = await seals.sealUnknown({ of: patchOf(id), body: Buffer.from(request.patch) });
  try {
    await transaction(sql, async (tx) => {
      await insertRecipe(tx, { id, sealed }, request, act);
      const found = await freeze(tx, id, selection, routes);
      const { count } = found;
      if (!isAsExpected(selection, found)) throw new CountDiffers(count);
      if (count > mostMembers) throw new TooMany();
      await tx`
        UPDATE recipe SET connections = coalesce((
          SELECT array_agg(DISTINCT split_part(route, '.', 1)) FROM recipe_member WHERE recipe_id = ${id}), connections)
        WHERE id = ${id}`;
      const state = approval ? "proposed" : "approved";
      const after = { state, activeUntil: activity?.until ?? null };
      const detail = { selected: count, delicate: request.delicate, after };
      await writeAudit(tx, act, { action: "recipe.propose", target: `recipe:${id}`, detail });
    });
  } catch (error) {
    if (error instanceof CountDiffers) return { ok: false, code: "countDiffers", count: error.count };
    if (error instanceof TooMany)
      return conflict(`It is over more than ${mostMembers} failures: say more closely which.`);
    throw error;
  }
  const recipe = await findRecipe(sql, id, seals);
  if (!recipe) throw new Error(`Recipe ${id} is gone right after its creation.`);
  return done(recipe);
}

/** Rolls the transaction back. */
class TooMany extends Error {}

async function insertRecipe(
  tx: TransactionSql,
  { id, sealed }: { readonly id: string; readonly sealed: Uint8Array },
  { selection, kind, types, delicate, approval, activity }: RecipeRequest,
  { actor, reason }: Act,
): Promise<void> {
  await tx`
    INSERT INTO recipe (id, state, kind, patch, selection, reason, actor, types, delicate, active_until, code, expires_at)
    VALUES (${id}, ${approval ? "proposed" : "approved"}, ${kind}, ${Buffer.from(sealed)},
      ${JSON.stringify(await remembered(tx, selection))}, ${reason}, ${actor},
      ${arrayParameter(tx, "text[]", types)}::text[], ${arrayParameter(tx, "text[]", delicate)}::text[],
      ${activity?.until ?? null}, ${activity?.code ?? null},
      ${approval ? tx`now() + ${approval.withinMs} * interval '1 ms'` : null})`;
}

/** What an active recipe looks by later: the hashes of the values that it was asked for by, and not these. */
async function remembered(tx: TransactionSql, selection: Selection): Promise<object> {
  const payload = "filter" in selection ? selection.filter.payload : undefined;
  return { ...storedSelection(selection), ...(payload && { hashes: await hashesOf(tx, payload) }) };
}

async function freeze(
  tx: TransactionSql,
  id: string,
  selection: Selection,
  routes: readonly OperatedRoute[],
): Promise<Found> {
  const [row] = await tx<Found[]>`
    WITH frozen AS (
      INSERT INTO recipe_member (recipe_id, message_id, route)
      SELECT ${id}, s.message_id, s.route FROM (${selected(tx, await foundSelection(tx, selection), routes)}) AS s
      RETURNING message_id, route)
    SELECT count(*)::int AS count, ${checksumOf(tx, tx`frozen`)} AS checksum FROM frozen`;
  return row ?? { count: 0, checksum: "0" };
}
