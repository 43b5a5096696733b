import type { Sql, TransactionSql } from "postgres";
import { conflict, done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { Recipe, RecipeState } from "../../operations/recipes.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { findRecipe, type PatchSeals } from "./recipe-rows.ts";
import { cancelWithin } from "./replay-acts.ts";

/** A second person approves or rejects a recipe that waits; its author never approves it. */
export function decideRecipe(
  sql: Sql,
  seals: PatchSeals,
  { id, decision }: { readonly id: string; readonly decision: "approve" | "reject" },
  act: Act,
): Promise<Result<Recipe>> {
  const how = { action: `recipe.${decision}`, from: ["proposed"] } as const;
  return onRecipe({ sql, seals, id }, act, how, async (tx, { author }) => {
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
export function stopRecipe(sql: Sql, seals: PatchSeals, id: string, act: Act): Promise<Result<Recipe>> {
  const how = { action: "recipe.stop", from: ["proposed", "approved", "active", "running"] } as const;
  return onRecipe({ sql, seals, id }, act, how, async (tx) => {
    const replays = await tx<{ id: string }[]>`
      SELECT id FROM replay WHERE recipe_id = ${id} AND finished_at IS NULL ORDER BY id`;
    // One that ends in this moment is refused, and is as good.
    for (const replay of replays) await cancelWithin(tx, replay.id, act);
    await withdrawAll(tx, id, act);
    await tx`UPDATE recipe SET state = 'stopped', finished_at = now() WHERE id = ${id}`;
    return undefined;
  });
}

/** What it has mended and no life has taken will not be sent. Deliveries are locked before their revisions, as everywhere. */
async function withdrawAll(tx: TransactionSql, id: string, { actor, reason }: Act): Promise<void> {
  await tx`
    SELECT FROM recipe_member m JOIN delivery d ON d.message_id = m.message_id AND d.route = m.route
    WHERE m.recipe_id = ${id} AND m.state IN ('mended', 'sent') ORDER BY d.message_id, d.route FOR UPDATE OF d`;
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

/**
 * The recipes of somebody whose token is revoked mend nothing new, from that transaction on: what they may no longer do is not
 * done in their name later.
 */
export async function standDownThoseOf(tx: TransactionSql, name: string, act: Act): Promise<void> {
  const theirs = await tx<{ id: string }[]>`
    SELECT id FROM recipe
    WHERE actor = ${name} AND active_until > now() AND stood_down IS NULL AND finished_at IS NULL ORDER BY id FOR UPDATE`;
  for (const { id } of theirs) await standDown(tx, id, `the token of ${name} was revoked`, act);
}

/** What it has mended so far goes its way; it takes nothing new. */
export async function standDown(tx: TransactionSql, id: string, why: string, act: Act): Promise<void> {
  await tx`UPDATE recipe SET stood_down = ${why} WHERE id = ${id}`;
  await writeAudit(tx, act, { action: "recipe.standDown", target: `recipe:${id}`, detail: { why } });
}

type OneRecipe = { readonly sql: Sql; readonly seals: PatchSeals; readonly id: string };
type ActOnRecipe = { readonly action: string; readonly from: readonly RecipeState[] };

/** Locks one recipe against the scheduler, checks its state, changes it and notes the act; what is refused changes nothing. */
function onRecipe(
  { sql, seals, id }: OneRecipe,
  act: Act,
  { action, from }: ActOnRecipe,
  change: (tx: TransactionSql, before: Recipe) => Promise<string | undefined>,
): Promise<Result<Recipe>> {
  return transaction(sql, async (tx) => {
    const [locked] = await tx`SELECT 1 FROM recipe WHERE id = ${id} FOR UPDATE`;
    const before = locked && (await findRecipe(tx, id, seals));
    if (!before) return notFound(`There is no recipe ${id}.`);
    if (!from.includes(before.state))
      return conflict(`It is ${before.state}; this needs one that is ${from.join(" or ")}.`);
    const refusal = await change(tx, before);
    if (refusal !== undefined) return conflict(refusal);
    const after = await findRecipe(tx, id, seals);
    if (!after) throw new Error(`Recipe ${id} was locked, and is gone.`);
    const detail = { before: { state: before.state }, after: { state: after.state } };
    await writeAudit(tx, act, { action, target: `recipe:${id}`, detail });
    return done(after);
  });
}
