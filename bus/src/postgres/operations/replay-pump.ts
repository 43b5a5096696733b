import type { Sql } from "postgres";
import type { Route } from "../../route.ts";

/** What one turn of the pump did. */
export type Pumped = {
  /** Failures that are due now: there is something to dispatch. */
  readonly released: number;
  /** Items whose deliveries ended. */
  readonly ended: number;
};

/**
 * One turn of every open replay: notes how released items ended, releases the next ones at the replay's pace, halts,
 * pauses and completes. The scheduler calls it about four times a second; any number of schedulers may do so at once.
 * @param routes the routes that are configured: failures of any other cannot be released
 */
export async function pumpReplays(sql: Sql, routes: readonly Route[]): Promise<Pumped> {
  void sql;
  void routes;
  return { released: 0, ended: 0 };
}
