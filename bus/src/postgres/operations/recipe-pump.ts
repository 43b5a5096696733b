import type { Sql, TransactionSql } from "postgres";
import { nothing } from "../../bodies/stored-body.ts";
import { approvalFor, type EditPolicy } from "../../config/edit-policy.ts";
import type { Patch } from "../../mending/apply-patch.ts";
import { readPatch } from "../../mending/read-patch.ts";
import { shownPlaces } from "../../mending/shown-differences.ts";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import { operatedRoutes } from "../../operations/quiet.ts";
import { mendMember, type MemberOutcome, type RecipeRules } from "../../recipes/mend-member.ts";
import { arrayParameter } from "../array-parameter.ts";
import { transaction } from "../transaction.ts";
import { isActive } from "./active-recipes.ts";
import { nextMembers } from "./recipe-members.ts";
import { openPatch } from "./recipe-rows.ts";
import { freezeReplay } from "./replay-create.ts";
import { sealedFor, writeRevision, type RevisionBodies } from "./revisions.ts";

type Rules = RecipeRules & { readonly policy: EditPolicy };

type OpenRecipe = {
  readonly id: string;
  readonly kind: Patch["kind"];
  readonly patch: Uint8Array;
  readonly actor: string;
  readonly reason: string;
  readonly decidedBy: string | null;
};

/**
 * One turn of every open recipe: writes the revisions of its next members, begins the replay once all have been looked at, and
 * ends with that, or waits for new failures until its date. Each step is one transaction, so that whoever comes after a crash goes on where it was; any number of
 * schedulers may do so at once.
 */
export async function pumpRecipes(sql: Sql, bodies: RevisionBodies, rules: Rules): Promise<void> {
  await restOrEnd(sql);
  const open = await sql<OpenRecipe[]>`
    SELECT id, kind, patch, actor, reason, decided_by AS "decidedBy" FROM recipe WHERE state = 'approved' ORDER BY id`;
  for (const recipe of open) await turn(sql, bodies, recipe, rules);
}

/**
 * What waits behind others for long does not keep an active recipe from the next failures: it rests as soon as nothing is held
 * back. One that is over ends with the last of its replays.
 */
async function restOrEnd(sql: Sql): Promise<void> {
  await sql`
    UPDATE recipe r SET state = 'active'
    WHERE r.state = 'running' AND ${isActive(sql)} AND NOT EXISTS (
      SELECT FROM replay p JOIN replay_item i ON i.replay_id = p.id AND i.state = 'pending'
      WHERE p.recipe_id = r.id AND p.finished_at IS NULL)`;
  await sql`
    UPDATE recipe r SET state = 'done', finished_at = now()
    WHERE r.state IN ('running', 'active') AND NOT ${isActive(sql)}
      AND NOT EXISTS (SELECT FROM replay p WHERE p.recipe_id = r.id AND p.finished_at IS NULL)`;
}

async function turn(sql: Sql, bodies: RevisionBodies, recipe: OpenRecipe, rules: Rules): Promise<void> {
  const routes = operatedRoutes(rules.routes);
  const members = await nextMembers(sql, bodies, { id: recipe.id, routes });
  const patch = await patchOf(recipe, bodies);
  const outcomes = await Promise.all(
    members.map(async (member) => {
      const outcome = mendMember(member, patch, rules);
      const { key } = member;
      const sealed = outcome.verdict === "mended" ? await sealedFor(sql, bodies, key, outcome.body) : nothing;
      return { key, outcome, sealed };
    }),
  );
  await transaction(sql, async (tx) => {
    const [locked] = await tx`
      SELECT 1 FROM recipe WHERE id = ${recipe.id} AND state = 'approved' FOR UPDATE SKIP LOCKED`;
    if (!locked) return;
    for (const looked of outcomes) await note(tx, recipe, looked, rules);
    if (outcomes.length === 0) await beginReplay(tx, recipe, rules);
  });
}

/** The patch that was checked when it was proposed. */
async function patchOf({ id, kind, patch }: OpenRecipe, bodies: RevisionBodies): Promise<Patch> {
  const spelled = await openPatch(id, patch, bodies);
  if (spelled === null) throw new Error(`The patch of recipe ${id} is sealed under a key that is not here.`);
  return readPatch(kind, spelled);
}

/** A member that was looked at. */
type Looked = {
  readonly key: DeliveryKey;
  readonly outcome: MemberOutcome;
  /** What its revision will hold, sealed as its message is. */
  readonly sealed: Uint8Array;
};

/** Writes the revision of one member, or why there is none; unless another scheduler has. */
async function note(tx: TransactionSql, recipe: OpenRecipe, looked: Looked, rules: Rules): Promise<void> {
  const { messageId, route } = looked.key;
  const [pending] = await tx`
    SELECT 1 FROM recipe_member
    WHERE recipe_id = ${recipe.id} AND message_id = ${messageId} AND route = ${route} AND state = 'pending'`;
  if (!pending) return;
  const written = await write(tx, recipe, looked, rules);
  const isSkipped = typeof written === "string";
  await tx`
    UPDATE recipe_member SET state = ${isSkipped ? "skipped" : "mended"}, revision = ${isSkipped ? null : written},
      reason = ${isSkipped ? written : null}, looked_at = now()
    WHERE recipe_id = ${recipe.id} AND message_id = ${messageId} AND route = ${route}`;
}

/** The number of the revision, or why there is none. */
async function write(
  tx: TransactionSql,
  recipe: OpenRecipe,
  { key, outcome, sealed }: Looked,
  { policy, registry }: Rules,
): Promise<number | string> {
  if (outcome.verdict !== "mended") return outcome.reason;
  const { message, body, delicate } = outcome;
  // Its data were others when the recipe was proposed: what nobody has approved is not written.
  if (recipe.decidedBy === null && approvalFor(policy, delicate))
    return "a second person has to approve its change";
  const contract = registry.get(message.envelope.type);
  const places = shownPlaces(message.body, body, contract);
  const revision = {
    base: message.base,
    contentType: "application/json",
    extensions: {},
    body: sealed,
    places,
  };
  const act = { actor: recipe.actor, reason: `recipe ${recipe.id}: ${recipe.reason}` };
  const written = await writeRevision(tx, key, { ...revision, approval: undefined }, act);
  if (!written.ok) return written.detail;
  await tx`
    UPDATE revision v SET delicate = ${arrayParameter(tx, "text[]", delicate)}::text[], decided_by = r.decided_by,
      decided_at = r.decided_at, decided_reason = r.decided_reason
    FROM recipe r
    WHERE r.id = ${recipe.id} AND v.message_id = ${key.messageId} AND v.route = ${key.route} AND v.n = ${written.value}`;
  return written.value;
}

/** Everything is mended that can be: an ordinary replay sends it; where that is nothing, there is nothing to wait for. */
async function beginReplay(tx: TransactionSql, recipe: OpenRecipe, { routes }: Rules): Promise<void> {
  const ids = await tx<DeliveryKey[]>`
    UPDATE recipe_member SET state = 'sent' WHERE recipe_id = ${recipe.id} AND state = 'mended'
    RETURNING message_id AS "messageId", route`;
  await tx`UPDATE recipe SET state = 'running' WHERE id = ${recipe.id}`;
  if (ids.length === 0) return;
  const act = { actor: recipe.actor, reason: `recipe ${recipe.id}: ${recipe.reason}` };
  const { id } = await freezeReplay(tx, operatedRoutes(routes), { selection: { ids } }, act);
  await tx`UPDATE replay SET recipe_id = ${recipe.id} WHERE id = ${id}`;
}
