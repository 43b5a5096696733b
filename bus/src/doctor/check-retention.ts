import type { SpindleConfig } from "../config/define-config.ts";
import { openDatabase } from "../postgres/connect.ts";
import { retentionView } from "../postgres/retention/retention-view.ts";
import type { RetentionView } from "../operations/retention.ts";
import { planRetention } from "../retention/retention.ts";
import { noted, ok, type Finding } from "./check.ts";

/** Whether days of the ledger go when their time is over. */
export async function checkRetention(
  config: Pick<SpindleConfig, "retention"> | undefined,
  databaseUrl: string | undefined,
): Promise<readonly Finding[]> {
  if (databaseUrl === undefined) return [];
  const { sql, close } = openDatabase({ url: databaseUrl, connections: 1, name: "spindle doctor" });
  try {
    return [
      retentionFinding(await retentionView(sql, planRetention(config?.retention ?? {}, [])), Date.now()),
    ];
  } catch {
    // The database is away or has another schema, which are findings of their own.
    return [];
  } finally {
    await close();
  }
}

/** A round comes every hour; one may be missed. */
const patienceMs = 7_200_000;

/** What is wrong, of what is kept. */
export function retentionFinding({ days }: RetentionView, nowMs: number): Finding {
  const left = days.filter(({ goesAt }) => Date.parse(goesAt) + patienceMs < nowMs);
  return left.length === 0
    ? ok("retention", "no day of the ledger is over")
    : noted(
        "retention",
        left
          .map(({ day, stays }) => `${day} is over and stays: ${stays ?? "no round has looked at it"}`)
          .join("; "),
        `"spindle retention" shows what is kept; a scheduler has to run for it to go.`,
      );
}
