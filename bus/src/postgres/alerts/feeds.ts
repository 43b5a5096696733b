import type { Sql, TransactionSql } from "postgres";
import type { Feed } from "../../alerts/feeds.ts";
import { firstUuidOf } from "../partitions.ts";
import { transaction } from "../transaction.ts";

const hourMs = 3_600_000;
/** The habit of seven days, and the day that is judged by it. */
const keptDays = 8;
/** Ids are made before the commit that shows them: what is younger may not be complete yet. */
const settledMs = 30_000;

/**
 * Counts what sources sent, from where the last count ended and no more than an hour of it at once; the healthy path has
 * nothing to do with it. Gives whether everything is counted now.
 */
export async function countFeeds(sql: Sql): Promise<boolean> {
  return transaction(sql, async (tx) => {
    const [mark] = await tx<{ fromMs: number; nowMs: number }[]>`
      INSERT INTO feed_mark (counted_to) VALUES (now() - ${keptDays} * interval '1 day')
      ON CONFLICT (single) DO UPDATE SET single = true
      RETURNING (extract(epoch FROM counted_to) * 1000)::float8 AS "fromMs", (extract(epoch FROM now()) * 1000)::float8 AS "nowMs"`;
    if (!mark) return false;
    const upTo = mark.nowMs - settledMs;
    const toMs = Math.min(mark.fromMs + hourMs, upTo);
    if (toMs > mark.fromMs) await countBetween(tx, mark.fromMs, toMs);
    return toMs >= upTo;
  });
}

async function countBetween(tx: TransactionSql, fromMs: number, toMs: number): Promise<void> {
  await tx`
    INSERT INTO feed_hour (source, hour, count, last_at)
    SELECT source, date_trunc('hour', accepted_at, 'UTC'), count(*), max(accepted_at) FROM intake
    WHERE id >= ${firstUuidOf(fromMs)} AND id < ${firstUuidOf(toMs)} GROUP BY 1, 2
    ON CONFLICT (source, hour) DO UPDATE SET count = feed_hour.count + excluded.count,
      last_at = greatest(feed_hour.last_at, excluded.last_at)`;
  await tx`UPDATE feed_mark SET counted_to = to_timestamp(${toMs / 1_000}::float8)`;
  await tx`DELETE FROM feed_hour WHERE hour < now() - ${keptDays} * interval '1 day'`;
}

/** What is known of every source that spoke within the last days. */
export async function readFeeds(sql: Sql): Promise<readonly Feed[]> {
  return sql<Feed[]>`
    SELECT f.source, (extract(epoch FROM max(f.last_at)) * 1000)::float8 AS "lastAt",
      (SELECT json_agg(json_build_object(
          'thisHour', coalesce((SELECT count FROM feed_hour h WHERE h.source = f.source AND h.hour = at), 0),
          'hourBefore', coalesce((SELECT count FROM feed_hour h WHERE h.source = f.source AND h.hour = at - interval '1 hour'), 0)))
        FROM generate_series(1, 7) AS day,
          LATERAL (SELECT date_trunc('hour', now(), 'UTC') - day * interval '24 hours' AS at) AS t) AS days
    FROM feed_hour f GROUP BY f.source`;
}
