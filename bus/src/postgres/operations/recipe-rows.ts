import type { Bodies } from "../../bodies/bodies.ts";
import type { Bill, DayOfBill, Recipe } from "../../operations/recipes.ts";
import type { BodyOf } from "../../sealing/sealed-body.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";
import type { Querying } from "./querying.ts";

export type RecipeRow = Omit<Recipe, "patch" | "selection" | "decision" | "bill"> & {
  readonly patch: Buffer;
  readonly selection: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decidedReason: string | null;
  readonly pending: number;
  readonly days: readonly DayOfBill[];
  readonly reasons: Bill["reasons"];
};

/** What patches are sealed by: their values may be about persons, and of many at once. */
export type PatchSeals = Pick<Bodies, "sealUnknown" | "open">;

/** What a patch is sealed as. */
export const patchOf = (id: string): BodyOf => ({
  type: "recipe",
  source: "/spindle/recipes",
  sourceId: id,
});

/** Over `recipe r`: one that nobody has answered in time is over without anybody's doing. */
export const recipeState = (sql: Querying) =>
  sql`CASE WHEN r.state = 'proposed' AND r.expires_at <= now() THEN 'expired' ELSE r.state END`;

/** Over {@link recipesWithBills}. */
export const recipeColumns = (sql: Querying) => sql`
  r.id, ${recipeState(sql)} AS state, r.kind, r.patch, r.selection, r.reason, r.actor AS author, r.types, r.delicate,
  r.created_at AS "createdAt", r.expires_at AS "expiresAt", r.decided_by AS "decidedBy", r.decided_at AS "decidedAt",
  r.decided_reason AS "decidedReason", r.active_until AS "activeUntil", r.stood_down AS "stoodDown",
  r.finished_at AS "finishedAt", (
    SELECT id FROM replay WHERE recipe_id = r.id ORDER BY id DESC LIMIT 1) AS replay, m.*, coalesce((
    SELECT jsonb_agg(jsonb_build_object('reason', s.reason, 'count', s.count) ORDER BY s.count DESC) FROM (
      SELECT reason, count(*)::int AS count FROM recipe_member
      WHERE recipe_id = r.id AND state = 'skipped' GROUP BY reason ORDER BY count DESC LIMIT 50) AS s), '[]') AS reasons`;

/** What {@link recipeColumns} reads. A member is in one of its replays at the most. */
export const recipesWithBills = (sql: Querying) => sql`
  recipe r
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(d.pending), 0)::int AS pending,
           coalesce(jsonb_agg(to_jsonb(d) - 'pending' ORDER BY d.day) FILTER (WHERE d.day IS NOT NULL), '[]') AS days
    FROM (
      SELECT to_char(m.looked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
             count(*) FILTER (WHERE m.state = 'pending') AS pending,
             count(*) FILTER (WHERE m.state IN ('mended', 'sent')) AS mended,
             count(*) FILTER (WHERE m.state = 'skipped') AS skipped,
             count(*) FILTER (WHERE i.state IN ('applied', 'unchanged')) AS applied,
             count(*) FILTER (WHERE i.state = 'failedAgain') AS "failedAgain",
             count(*) FILTER (WHERE i.state = 'inDoubt') AS "inDoubt"
      FROM recipe_member m
      LEFT JOIN (replay_item i JOIN replay p ON p.id = i.replay_id AND p.recipe_id = r.id)
        ON m.state = 'sent' AND i.message_id = m.message_id AND i.route = m.route
      WHERE m.recipe_id = r.id GROUP BY 1
    ) AS d
  ) AS m`;

/** A row as operators see it. */
export async function recipeOf(
  { selection, decidedBy, decidedAt, decidedReason, pending, days, reasons, patch, ...row }: RecipeRow,
  seals: PatchSeals,
): Promise<Recipe> {
  // Written as JSON when it was proposed; the hashes are the database's own.
  const { hashes: _, ...asked } = JSON.parse(selection);
  const isDecided = decidedBy !== null && decidedAt !== null;
  return {
    ...row,
    patch: await openPatch(row.id, patch, seals),
    selection: asked,
    createdAt: rfc3339(row.createdAt),
    expiresAt: rfc3339OrNull(row.expiresAt),
    activeUntil: rfc3339OrNull(row.activeUntil),
    finishedAt: rfc3339OrNull(row.finishedAt),
    decision: isDecided ? { by: decidedBy, at: rfc3339(decidedAt), reason: decidedReason ?? "" } : null,
    bill: billOf(pending, days, reasons),
  };
}

/** A patch as it was spelled; null where its key is not here. */
export async function openPatch(
  id: string,
  patch: Uint8Array,
  seals: Pick<PatchSeals, "open">,
): Promise<string | null> {
  const opened = await seals.open(patch, patchOf(id));
  return "body" in opened ? Buffer.from(opened.body).toString("utf8") : null;
}

function billOf(pending: number, days: readonly DayOfBill[], reasons: Bill["reasons"]): Bill {
  const sum = (of: Exclude<keyof DayOfBill, "day">) => days.reduce((all, day) => all + day[of], 0);
  const [mended, skipped] = [sum("mended"), sum("skipped")];
  return {
    selected: pending + mended + skipped,
    pending,
    mended,
    skipped,
    reasons,
    applied: sum("applied"),
    failedAgain: sum("failedAgain"),
    inDoubt: sum("inDoubt"),
    days,
  };
}

export async function findRecipe(sql: Querying, id: string, seals: PatchSeals): Promise<Recipe | undefined> {
  const [row] = await sql<RecipeRow[]>`
    SELECT ${recipeColumns(sql)} FROM ${recipesWithBills(sql)} WHERE r.id = ${id}`;
  return row && recipeOf(row, seals);
}
