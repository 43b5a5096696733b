import type { MetricFacts } from "../../operations/metrics.ts";
import type { Querying } from "../operations/querying.ts";

type Tally = MetricFacts["replays"]["states"][number];

/** Replays that are not over, and where their items are. */
export async function readReplays(sql: Querying): Promise<MetricFacts["replays"]> {
  const [states, items] = await Promise.all([
    sql<Tally[]>`SELECT state, count(*)::int AS count FROM replay WHERE finished_at IS NULL GROUP BY state`,
    sql<Tally[]>`
      SELECT t.state, sum(t.items)::float8 AS count FROM replay_tally t JOIN replay r ON r.id = t.replay_id
      WHERE r.finished_at IS NULL GROUP BY t.state HAVING sum(t.items) <> 0`,
  ]);
  return { states, items };
}
