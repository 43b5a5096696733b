import type { DeliveryKey } from "../../operations/delivery-id.ts";
import type { Doubt } from "../../operations/doubts.ts";
import type { AttemptView } from "../../operations/failures.ts";
import { attemptColumns, attemptOf, type AttemptRow } from "./attempts.ts";
import { rfc3339 } from "./instant.ts";
import { laneOfDelivery } from "./lane-columns.ts";
import type { Querying } from "./querying.ts";

type DoubtRow = Omit<Doubt, "key" | "left" | "probed">;

/** What is known of a delivery in doubt; undefined where it is not. */
export async function findDoubt(sql: Querying, key: DeliveryKey): Promise<Doubt | undefined> {
  const { messageId, route } = key;
  const [row] = await sql<DoubtRow[]>`
    SELECT coalesce(d.doubt_since, d.changed_at) AS since, i.entity_key AS "entityKey", d.generation, d.revision, d.era,
           d.batch_id IS NOT NULL AS batched, d.worker, ${laneOfDelivery(sql)} AS lane,
           EXISTS (SELECT FROM message_body b WHERE b.message_id = d.message_id) AS stored
    FROM delivery d LEFT JOIN intake i ON i.id = d.message_id
    WHERE d.message_id = ${messageId} AND d.route = ${route} AND d.state = 'inDoubt'`;
  if (!row) return undefined;
  const [left, probed] = [await newest(sql, key, false), await newest(sql, key, true)];
  return { ...row, key, since: rfc3339(row.since), left, probed };
}

/** The newest attempt that asked the vendor, or that may have done something. */
async function newest(
  sql: Querying,
  { messageId, route }: DeliveryKey,
  isProbe: boolean,
): Promise<AttemptView | null> {
  const [row] = await sql<AttemptRow[]>`
    SELECT ${attemptColumns(sql)} FROM attempt
    WHERE message_id = ${messageId} AND route = ${route} AND request IS NOT NULL
      AND (coalesce(request::jsonb ->> 'part', '') = 'probe') = ${isProbe}
    ORDER BY n DESC LIMIT 1`;
  return row ? attemptOf(row) : null;
}

/** The question as it stood when it was answered, short enough for the audit. */
export function askedOf({ since, era, left, probed }: Doubt): object {
  return {
    inDoubtSince: since,
    era,
    left: left && {
      n: left.n,
      at: left.startedAt,
      worker: left.worker,
      code: left.code,
      message: left.message,
    },
    probe: probed && {
      at: probed.startedAt,
      outcome: probed.outcome,
      code: probed.code,
      message: probed.message,
    },
  };
}
