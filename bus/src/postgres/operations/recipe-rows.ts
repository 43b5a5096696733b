import type { Bill, Recipe } from "../../operations/recipes.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";
import type { Querying } from "./querying.ts";

type Counted = Omit<Bill, "selected">;

export type RecipeRow = Omit<Recipe, "selection" | "decision" | "bill"> &
  Counted & {
    readonly selection: string;
    readonly decidedBy: string | null;
    readonly decidedAt: string | null;
    readonly decidedReason: string | null;
  };

/** Over `recipe r`; one that nobody has answered in time is over without anybody's doing. */
export const recipeColumns = (sql: Querying) => sql`
  r.id, CASE WHEN r.state = 'proposed' AND r.expires_at <= now() THEN 'expired' ELSE r.state END AS state,
  r.kind, r.patch, r.selection, r.reason, r.actor AS author, r.types, r.delicate, r.created_at AS "createdAt",
  r.expires_at AS "expiresAt", r.decided_by AS "decidedBy", r.decided_at AS "decidedAt", r.decided_reason AS "decidedReason",
  r.replay_id AS replay, r.finished_at AS "finishedAt", m.*, i.*, coalesce((
    SELECT jsonb_agg(jsonb_build_object('reason', s.reason, 'count', s.count) ORDER BY s.count DESC) FROM (
      SELECT reason, count(*)::int AS count FROM recipe_member
      WHERE recipe_id = r.id AND state = 'skipped' GROUP BY reason ORDER BY count DESC LIMIT 50) AS s), '[]') AS reasons`;

/** What {@link recipeColumns} reads. */
export const recipesWithBills = (sql: Querying) => sql`
  recipe r
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state = 'pending')::int AS pending, count(*) FILTER (WHERE state = 'mended')::int AS mended,
           count(*) FILTER (WHERE state = 'skipped')::int AS skipped
    FROM recipe_member WHERE recipe_id = r.id) AS m
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state IN ('applied', 'unchanged'))::int AS applied,
           count(*) FILTER (WHERE state = 'failedAgain')::int AS "failedAgain",
           count(*) FILTER (WHERE state = 'inDoubt')::int AS "inDoubt"
    FROM replay_item WHERE replay_id = r.replay_id) AS i`;

/** A row as operators see it. */
export function recipeOf({
  selection,
  decidedBy,
  decidedAt,
  decidedReason,
  pending,
  mended,
  skipped,
  reasons,
  applied,
  failedAgain,
  inDoubt,
  ...row
}: RecipeRow): Recipe {
  const isDecided = decidedBy !== null && decidedAt !== null;
  const selected = pending + mended + skipped;
  return {
    ...row,
    // Written as JSON when it was proposed.
    selection: JSON.parse(selection),
    createdAt: rfc3339(row.createdAt),
    expiresAt: rfc3339OrNull(row.expiresAt),
    finishedAt: rfc3339OrNull(row.finishedAt),
    decision: isDecided ? { by: decidedBy, at: rfc3339(decidedAt), reason: decidedReason ?? "" } : null,
    bill: { selected, pending, mended, skipped, reasons, applied, failedAgain, inDoubt },
  };
}

export async function findRecipe(sql: Querying, id: string): Promise<Recipe | undefined> {
  const [row] = await sql<RecipeRow[]>`
    SELECT ${recipeColumns(sql)} FROM ${recipesWithBills(sql)} WHERE r.id = ${id}`;
  return row && recipeOf(row);
}
