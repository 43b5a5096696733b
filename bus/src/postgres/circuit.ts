import type { Sql } from "postgres";
import type { CircuitPosition } from "../delivery/gate.ts";
import { arrayParameter } from "./array-parameter.ts";

type CircuitReport = {
  readonly connection: string;
  readonly worker: string;
  readonly position: CircuitPosition;
  /** The connection's routes: what waits in them for the vendor becomes due when the circuit closes. */
  readonly routes: readonly string[];
};

/** Notes where a worker's circuit stands, and when the vendor is back, lets go what only waited out a backoff. */
export async function reportCircuit(
  sql: Sql,
  { connection, worker, position, routes }: CircuitReport,
): Promise<void> {
  await sql`
    INSERT INTO circuit (connection, worker, state) VALUES (${connection}, ${worker}, ${position})
    ON CONFLICT (connection, worker) DO UPDATE SET state = excluded.state, since = now()`;
  if (position === "open") return;
  await sql`
    UPDATE delivery SET next_attempt_at = now()
    WHERE route = ANY(${arrayParameter(sql, "text[]", [...routes])}::text[]) AND state = 'waiting' AND reason = 'backoff'
      AND next_attempt_at > now()`;
}
