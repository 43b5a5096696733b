import type { Sql } from "postgres";
import { arrayParameter } from "./array-parameter.ts";

/** A vendor is back: what only waited out a backoff on these routes is due now. */
export async function releaseBackoffs(sql: Sql, routes: readonly string[]): Promise<void> {
  await sql`
    UPDATE delivery SET next_attempt_at = now()
    WHERE route = ANY(${arrayParameter(sql, "text[]", [...routes])}::text[]) AND state = 'waiting' AND reason = 'backoff'
      AND next_attempt_at > now()`;
}
