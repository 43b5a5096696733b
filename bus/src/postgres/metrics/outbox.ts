import type { MetricFacts } from "../../operations/metrics.ts";
import type { Querying } from "../operations/querying.ts";
import { secondsSince } from "./seconds-since.ts";

/** Messages that were accepted and whose publish the broker has not confirmed. */
export async function readOutbox(sql: Querying): Promise<MetricFacts["outbox"]> {
  const [row] = await sql<MetricFacts["outbox"][]>`
    SELECT count(*)::int AS messages, coalesce(${secondsSince(sql, sql`min(created_at)`)}, 0) AS "oldestSeconds" FROM outbox`;
  return row ?? { messages: 0, oldestSeconds: 0 };
}
