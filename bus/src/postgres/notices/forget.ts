import type { Sql } from "postgres";

/** As long as the intake remembers messages. */
const intakeDays = 45;
/** For looking back, and for sending again what a receiver has lost. */
const deliveredDays = 7;

/** Removes watches, notices and alerts whose time is over, also those of endpoints that are not configured any more. */
export async function forgetNotices(sql: Sql): Promise<void> {
  await sql`DELETE FROM notice_watch WHERE moving_since < now() - ${intakeDays} * interval '1 day'`;
  await sql`
    DELETE FROM notice WHERE created_at < now() - ${intakeDays} * interval '1 day'
      OR (state = 'delivered' AND ended_at < now() - ${deliveredDays} * interval '1 day')`;
  await sql`DELETE FROM alert WHERE ended_at < now() - ${intakeDays} * interval '1 day'`;
}
