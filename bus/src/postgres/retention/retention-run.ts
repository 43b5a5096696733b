import type { RetentionRun } from "../../operations/retention.ts";
import { rfc3339 } from "../operations/instant.ts";
import type { Querying } from "../operations/querying.ts";
import type { Kept } from "./keep-retention.ts";

/** Remembers what the newest round did, for whoever asks in another process. */
export async function noteRun(sql: Querying, { days, pruned }: Kept): Promise<void> {
  await sql`
    INSERT INTO retention_run (id, ran_at, days, pruned) VALUES (1, now(), ${JSON.stringify(days)}, ${JSON.stringify(pruned)})
    ON CONFLICT (id) DO UPDATE SET ran_at = excluded.ran_at, days = excluded.days, pruned = excluded.pruned`;
}

/** What the newest round did; null before the first. */
export async function lastRun(sql: Querying): Promise<RetentionRun | null> {
  const [row] = await sql<
    { ranAt: string; days: string; pruned: string }[]
  >`SELECT ran_at AS "ranAt", days, pruned FROM retention_run`;
  if (!row) return null;
  // Written above.
  const days = JSON.parse(row.days) as Kept["days"];
  return {
    at: rfc3339(row.ranAt),
    retired: days.flatMap((each) =>
      each.kind === "retired" ? [{ day: each.day, dropped: each.dropped, kept: each.kept }] : [],
    ),
    stayed: days.flatMap((each) => (each.kind === "stays" ? [{ day: each.day, because: each.because }] : [])),
    pruned: JSON.parse(row.pruned) as RetentionRun["pruned"],
  };
}
