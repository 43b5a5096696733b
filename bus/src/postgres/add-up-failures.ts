import type { Sql } from "postgres";

const lockId = 7_238_117;

/**
 * Adds the tallies of failures to the counts of their groups, and forgets hours that nobody looks at any more. One statement:
 * whoever sums counts and tallies meanwhile finds each of them once. Another scheduler's turn is left to it.
 */
export async function addUpFailures(sql: Sql): Promise<void> {
  await sql`
    WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(${lockId}) AS mine), taken AS (
      DELETE FROM failure_tally WHERE (SELECT mine FROM turn) RETURNING *
    ), hours AS (
      INSERT INTO failure_hour AS h (group_id, hour, failed)
      SELECT group_id, date_trunc('hour', last_failed_at, 'UTC'), sum(failed) FROM taken
      WHERE failed > 0 AND last_failed_at > now() - interval '2 days' GROUP BY 1, 2
      ON CONFLICT (group_id, hour) DO UPDATE SET failed = h.failed + excluded.failed
    ), old AS (
      DELETE FROM failure_hour WHERE hour < now() - interval '2 days' AND (SELECT mine FROM turn)
    )
    INSERT INTO failure_count AS c (group_id, open, last_failed_at)
    SELECT group_id, sum(open), max(last_failed_at) FROM taken GROUP BY group_id
    ON CONFLICT (group_id) DO UPDATE
    SET open = c.open + excluded.open, last_failed_at = greatest(c.last_failed_at, excluded.last_failed_at)`;
}
