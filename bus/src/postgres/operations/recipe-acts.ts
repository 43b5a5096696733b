import type { Sql, TransactionSql } from "postgres";
import { conflict, done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { Recipe, RecipeState } from "../../operations/recipes.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { findRecipe } from "./recipe-rows.ts";
import { cancelWithin } from "./replay-acts.ts";

/** A second person approves or rejects a recipe that waits; its author never approves it. */
export function decideRecipe(
  sql: Sql,
  id: string,
  decision: "approve" | "reject",
  act: Act,
): Promise<Result<Recipe>> {
  const how = { action: `recipe.${decision}`, from: ["proposed"] } as const;
  return onRecipe(sql, id, act, how, async (tx, { author }) => {
    if (decision === "approve" && author === act.actor)
      return `It is by ${author}: another person has to approve it.`;
    const state = decision === "approve" ? "approved" : "rejected";
    await tx`
      UPDATE recipe SET state = ${state}, decided_by = ${act.actor}, decided_at = now(), decided_reason = ${act.reason},
        finished_at = CASE WHEN ${decision === "reject"} THEN now() END
      WHERE id = ${id}`;
    return undefined;
  });
}

/** Ends a recipe. What workers hold at this moment goes on. */
export function stopRecipe(sql: Sql, id: string, act: Act): Promise<Result<Recipe>> {
  const how = { action: "recipe.stop", from: ["proposed", "approved", "running"] } as const;
  return onRecipe(sql, id, act, how, async (tx, { replay }) => {
    // One that has ended already is refused, and is as good.
    if (replay !== null) await cancelWithin(tx, replay, act);
    await withdrawAll(tx, id, act);
    await tx`UPDATE recipe SET state = 'stopped', finished_at = now() WHERE id = ${id}`;
    return undefined;
  });
}

/** What it has mended and no life has taken will not be sent. Deliveries are locked before their revisions, as everywhere. */
async function withdrawAll(tx: TransactionSql, id: string, { actor, reason }: Act): Promise<void> {
  await tx`
    SELECT FROM recipe_member m JOIN delivery d ON d.message_id = m.message_id AND d.route = m.route
    WHERE m.recipe_id = ${id} AND m.state = 'mended' ORDER BY d.message_id, d.route FOR UPDATE OF d`;
  await tx`
    WITH withdrawn AS (
      UPDATE revision v SET state = 'withdrawn', decided_by = ${actor}, decided_at = now(), decided_reason = ${reason}
      FROM recipe_member m
      WHERE m.recipe_id = ${id} AND v.message_id = m.message_id AND v.route = m.route AND v.n = m.revision AND v.state = 'approved'
      RETURNING v.message_id, v.route
    )
    UPDATE delivery d SET reason = NULL, changed_at = now()
    FROM withdrawn w WHERE d.message_id = w.message_id AND d.route = w.route`;
}

type ActOnRecipe = { readonly action: string; readonly from: readonly RecipeState[] };

/** Locks one recipe against the scheduler, checks its state, changes it and notes the act; what is refused changes nothing. */
function onRecipe(
  sql: Sql,
  id: string,
  act: Act,
  { action, from }: ActOnRecipe,
  change: (tx: TransactionSql, before: Recipe) => Promise<string | undefined>,
): Promise<Result<Recipe>> {
  return transaction(sql, async (tx) => {
    const [locked] = await tx`SELECT 1 FROM recipe WHERE id = ${id} FOR UPDATE`;
    const before = locked && (await findRecipe(tx, id));
    if (!before) return notFound(`There is no recipe ${id}.`);
    if (!from.includes(before.state))
      return conflict(`It is ${before.state}; this needs one that is ${from.join(" or ")}.`);
    const refusal = await change(tx, before);
    if (refusal !== undefined) return conflict(refusal);
    const after = await findRecipe(tx, id);
    if (!after) throw new Error(`Recipe ${id} was locked, and is gone.`);
    const detail = { before: { state: before.state }, after: { state: after.state } };
    await writeAudit(tx, act, { action, target: `recipe:${id}`, detail });
    return done(after);
  });
}
