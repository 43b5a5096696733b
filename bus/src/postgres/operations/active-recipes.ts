import type { Sql, TransactionSql } from "postgres";
import type { FailureFilter } from "../../operations/failures.ts";
import { codeOf, mostJudged, whyStandDown, type RecipeStanding } from "../../recipes/stand-down.ts";
import type { RecipeRules } from "../../recipes/mend-member.ts";
import { arrayParameter } from "../array-parameter.ts";
import { transaction } from "../transaction.ts";
import { matching } from "./failure-filter.ts";
import { foundFilter, type FoundFilter } from "./found-filter.ts";
import type { Querying } from "./querying.ts";
import { standDown } from "./recipe-acts.ts";

/** So many are taken in one look, and so many of one recipe are under way at once: live traffic comes first. */
const mostALook = 500;
const mostUnderWay = 1_000;
/** In whose name it is done: nobody pressed a button. */
const actor = "spindle";

/** Whether a recipe `r` takes new failures. */
export const isActive = (sql: Querying) =>
  sql`coalesce(r.active_until > now() AND r.stood_down IS NULL, false)`;

/**
 * One look at every active recipe: stands down where its members fail again or our code is another, else takes what has failed
 * into its group since as its next members. The pace at which it is called is the pace at which they are taken; any number of
 * schedulers may do so at once. Gives how many were taken.
 */
export async function followActiveRecipes(sql: Sql, rules: RecipeRules): Promise<number> {
  const active = await sql<{ id: string }[]>`
    SELECT r.id FROM recipe r WHERE r.state IN ('approved', 'running', 'active') AND ${isActive(sql)} ORDER BY r.id`;
  let taken = 0;
  for (const { id } of active) taken += await transaction(sql, (tx) => follow(tx, id, rules));
  return taken;
}

type Row = {
  readonly state: string;
  readonly selection: string;
  readonly types: readonly string[];
  readonly code: string | null;
  readonly route: string | null;
};

type Remembered = { readonly filter: FailureFilter; readonly hashes?: readonly string[] };

/** One look at one, unless another scheduler is at it. */
async function follow(tx: TransactionSql, id: string, rules: RecipeRules): Promise<number> {
  const [row] = await tx<Row[]>`
    SELECT r.state, r.selection, r.types, r.code, (
      SELECT m.route FROM recipe_member m WHERE m.recipe_id = r.id LIMIT 1) AS route
    FROM recipe r WHERE r.id = ${id} AND ${isActive(tx)} FOR UPDATE OF r SKIP LOCKED`;
  if (!row) return 0;
  const why = whyStandDown(await standingOf(tx, id, row, rules));
  if (why !== undefined) {
    await standDown(tx, id, why, { actor, reason: why });
    return 0;
  }
  // Written as JSON when it was proposed, with a filter: it names the group.
  const { filter, hashes }: Remembered = JSON.parse(row.selection);
  return row.state === "active" ? takeNew(tx, id, row, await foundFilter(tx, filter, hashes)) : 0;
}

async function standingOf(
  tx: TransactionSql,
  id: string,
  { code, types, route }: Row,
  { routes, registry }: RecipeRules,
): Promise<RecipeStanding> {
  const [last] = await tx<{ ended: number; failed: number }[]>`
    SELECT count(*)::int AS ended, count(*) FILTER (WHERE e.state IN ('failedAgain', 'inDoubt'))::int AS failed FROM (
      SELECT i.state FROM (SELECT id FROM replay WHERE recipe_id = ${id} ORDER BY id DESC LIMIT ${mostJudged}) AS p
      JOIN replay_item i ON i.replay_id = p.id
      WHERE i.state IN ('applied', 'unchanged', 'superseded', 'failedAgain', 'inDoubt')
      ORDER BY p.id DESC, i.message_id DESC LIMIT ${mostJudged}) AS e`;
  const codeNow = codeOf(
    routes.find(({ name }) => name === route),
    types,
    registry,
  );
  return { codeThen: code ?? "", codeNow, ended: last?.ended ?? 0, failed: last?.failed ?? 0 };
}

/** What has been a member once never is again: who failed again stays dead. */
async function takeNew(tx: TransactionSql, id: string, { types }: Row, filter: FoundFilter): Promise<number> {
  const { count } = await tx`
    INSERT INTO recipe_member (recipe_id, message_id, route)
    SELECT ${id}, f.message_id, f.route FROM failure f
    WHERE ${matching(tx, filter)} AND f.state IN ('dead', 'blocked')
      AND f.type = ANY(${arrayParameter(tx, "text[]", types)}::text[])
      AND NOT EXISTS (
        SELECT FROM recipe_member m WHERE m.recipe_id = ${id} AND m.message_id = f.message_id AND m.route = f.route)
    ORDER BY f.last_failed_at
    LIMIT least(${mostALook}::int, greatest(0, ${mostUnderWay} - (
      SELECT count(*)::int FROM replay p JOIN replay_item i ON i.replay_id = p.id AND i.state = 'inFlight'
      WHERE p.recipe_id = ${id} AND p.finished_at IS NULL)))`;
  if (count > 0) await tx`UPDATE recipe SET state = 'approved' WHERE id = ${id}`;
  return count;
}
