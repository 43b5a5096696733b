import type { Querying } from "../operations/querying.ts";

/** Sources that are known to be silent and should not be. */
export async function readQuietFeeds(sql: Querying): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    SELECT count(*)::int AS count FROM alert WHERE ended_at IS NULL AND kind = 'quietFeed'`;
  return row?.count ?? 0;
}
