import type { Sql } from "postgres";
import { arrayParameter } from "../array-parameter.ts";
import type { Fragment, Querying } from "../operations/querying.ts";

/** What a worker has not said again for so long is not so any more: it is gone, or its database was away. */
const saidFor = "15 seconds";

/** A worker says how many deliveries of each route it has in hand. */
export async function sayInHand(
  sql: Sql,
  worker: string,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  const routes = arrayParameter(sql, "text[]", [...counts.keys()]);
  await sql`
    WITH done AS (DELETE FROM in_hand WHERE worker = ${worker} AND route <> ALL(${routes}::text[]))
    INSERT INTO in_hand (worker, route, count)
    SELECT ${worker}, h.* FROM unnest(${routes}::text[], ${arrayParameter(sql, "int[]", [...counts.values()])}::int[]) AS h
    ON CONFLICT (worker, route) DO UPDATE SET count = excluded.count, at = now()`;
}

/** What all workers have in hand, as rows of `route` and `count`. */
export const inHandOf = (sql: Querying): Fragment => sql`
  SELECT route, sum(count)::int AS count FROM in_hand WHERE at > now() - ${saidFor}::interval GROUP BY route`;

/** Removes what gone workers have left. */
export async function forgetGoneHands(sql: Sql): Promise<void> {
  await sql`DELETE FROM in_hand WHERE at < now() - 10 * ${saidFor}::interval`;
}
