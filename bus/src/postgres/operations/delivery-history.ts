import { deliveryId } from "../../operations/delivery-id.ts";
import type { HistoryEntry } from "../../operations/failures.ts";
import { arrayParameter } from "../array-parameter.ts";
import { rfc3339 } from "./instant.ts";
import type { Querying } from "./querying.ts";

const most = 500;

type HistoryRow = Omit<HistoryEntry, "replay"> & {
  readonly route: string;
  readonly replayId: string | null;
  readonly item: string | null;
  readonly generation: number | null;
};

/** What people did with the deliveries of a message, newest first, by route. */
export async function historiesOf(
  sql: Querying,
  messageId: string,
  routes: readonly string[],
): Promise<ReadonlyMap<string, readonly HistoryEntry[]>> {
  const targets = routes.map((route) => deliveryId({ messageId, route }));
  const rows = await sql<HistoryRow[]>`
    SELECT substr(target, ${messageId.length + 2}) AS route, at, actor, action, reason, NULL::uuid AS "replayId", NULL AS item,
           NULL::int AS generation, detail::jsonb -> 'question' AS question
    FROM audit WHERE target = ANY(${arrayParameter(sql, "text[]", targets)}::text[])
    UNION ALL
    SELECT i.route, r.created_at, r.actor, 'failure.replay', r.reason, r.id, i.state, i.generation, NULL
    FROM replay_item i JOIN replay r ON r.id = i.replay_id
    WHERE i.message_id = ${messageId} AND i.route = ANY(${arrayParameter(sql, "text[]", routes)}::text[])
    ORDER BY at DESC LIMIT ${most}`;
  return new Map(
    Map.groupBy(rows, ({ route }) => route)
      .entries()
      .map(([route, of]) => [route, of.map(entryOf)]),
  );
}

function entryOf(row: HistoryRow): HistoryEntry {
  const { route: _, replayId, item, generation, at, ...entry } = row;
  return {
    ...entry,
    at: rfc3339(at),
    replay: replayId !== null && item !== null ? { id: replayId, item, generation } : null,
  };
}
