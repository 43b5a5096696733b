import type { Sql } from "postgres";
import type { Condition, OpenAlert } from "../../alerts/alert.ts";
import { changesOf, type AlertChanges } from "../../alerts/changes.ts";
import type { AlertEndpoint } from "../../alerts/endpoint.ts";
import { alertBody, type AlertLine } from "../../alerts/message.ts";
import { transaction } from "../transaction.ts";
import { isFirst, noteChanges, queueAlert, readOpenAlerts } from "./store.ts";

type Told = { readonly endpoints: readonly AlertEndpoint[]; readonly remindAfterMs: number };

/**
 * Compares what holds with what was told, and puts in line what is to be told: one commit, so that nothing is told twice.
 * One scheduler does it at a time.
 */
export function noteConditions(
  sql: Sql,
  conditions: readonly Condition[],
  { endpoints, remindAfterMs }: Told,
): Promise<AlertChanges> {
  return transaction(sql, async (tx) => {
    if (!(await isFirst(tx))) return nothing;
    const { open, nowMs } = await readOpenAlerts(tx);
    const changes = changesOf(open, conditions, { nowMs, remindAfterMs });
    const opened = await noteChanges(tx, conditions, changes, nowMs);
    for (const endpoint of endpoints) {
      const news = {
        fired: linesFor(endpoint, opened),
        reminded: linesFor(endpoint, changes.reminded),
        ended: linesFor(endpoint, changes.ended),
      };
      if (Object.values(news).some((lines) => lines.length > 0))
        await queueAlert(tx, endpoint.name, alertBody(endpoint.format, news, new Date(nowMs)));
    }
    return changes;
  });
}

const nothing: AlertChanges = { fired: [], reminded: [], ended: [] };

const linesFor = ({ kinds }: AlertEndpoint, alerts: readonly OpenAlert[]): readonly AlertLine[] =>
  alerts
    .filter(({ kind }) => kinds === null || kinds.has(kind))
    .map(({ id, kind, connection, title, next, since }) => ({
      id,
      kind,
      connection,
      title,
      next,
      since: new Date(since).toISOString(),
    }));
