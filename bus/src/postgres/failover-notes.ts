import type { Sql } from "postgres";
import { writeAudit } from "./operations/audit.ts";

const target = "failover";

/** Writes into the audit that the database was found to have lost commits, or that this is mended. */
export async function noteFailover(sql: Sql, event: "found" | "mended"): Promise<void> {
  await writeAudit(sql, { actor: "spindle reconcile" }, { action: `failover.${event}`, target });
}

/** Whether the last thing that was noted is a failover that nobody has mended to the end. */
export async function unfinishedFailover(sql: Sql): Promise<boolean> {
  const [last] = await sql<{ action: string }[]>`
    SELECT action FROM audit WHERE target = ${target} ORDER BY id DESC LIMIT 1`;
  return last?.action === "failover.found";
}
