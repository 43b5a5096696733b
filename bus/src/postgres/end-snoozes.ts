import type { Sql } from "postgres";

/**
 * Opens the snoozed groups whose time is over, or into which as much has failed since as their snooze allows; gives how many.
 * Nothing is counted where failures are recorded: their rows are counted here, out of an index and up to what ends the snooze.
 */
export async function endSnoozes(sql: Sql): Promise<number> {
  const failedSince = (since: ReturnType<Sql>, most: ReturnType<Sql>) => sql`
    (SELECT count(*) FROM (
      SELECT FROM delivery d WHERE d.group_id = fg.id AND d.last_failed_at > ${since} LIMIT ${most}) AS f)`;
  const { count } = await sql`
    WITH over AS MATERIALIZED (
      SELECT fg.id, fg.state_since FROM failure_group fg
      WHERE fg.state = 'snoozed' AND (
        fg.snooze_until <= now()
        OR (fg.snooze_count IS NOT NULL
          AND fg.snooze_count <= ${failedSince(sql`fg.state_since`, sql`fg.snooze_count`)})
        OR (fg.snooze_rate_count IS NOT NULL AND fg.snooze_rate_count <= ${failedSince(
          sql`greatest(fg.state_since, now() - fg.snooze_rate_seconds * interval '1 second')`,
          sql`fg.snooze_rate_count`,
        )}))
    )
    UPDATE failure_group fg SET state = 'open', state_since = now(), snooze_until = NULL, snooze_count = NULL,
      snooze_rate_count = NULL, snooze_rate_seconds = NULL
    FROM over WHERE fg.id = over.id AND fg.state = 'snoozed' AND fg.state_since = over.state_since`;
  return count;
}
