import type { Sql } from "postgres";
import type { DeliveryKey } from "../../operations/delivery-id.ts";
import type { AttemptView } from "../../operations/failures.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import { rfc3339 } from "./instant.ts";
import type { Querying } from "./querying.ts";

/** An attempt as it is stored. */
export type AttemptRow = Omit<AttemptView, "request" | "response"> & {
  readonly request: string | null;
  readonly response: string | null;
};

/** The attempts of every life of a delivery, newest first. */
export async function listAttempts(
  sql: Sql,
  { messageId, route }: DeliveryKey,
  { limit, cursor }: PageRequest,
): Promise<Page<AttemptView>> {
  const rows = await sql<AttemptRow[]>`
    SELECT ${attemptColumns(sql)} FROM attempt
    WHERE message_id = ${messageId} AND route = ${route} ${cursor ? sql`AND n < ${cursor.key}::bigint` : sql``}
    ORDER BY n DESC LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: attemptOf, cursor: ({ n }) => ({ key: String(n) }) });
}

/** The columns of an {@link AttemptRow}, over `attempt`. */
export const attemptColumns = (sql: Querying) => sql`
  n, generation, started_at AS "startedAt", duration_ms AS "durationMs", outcome, code, message, request, response, worker,
  adapter_version AS "adapterVersion", trace_id AS "traceId"`;

/** A row as operators see it. */
export function attemptOf({ startedAt, request, response, ...row }: AttemptRow): AttemptView {
  return {
    ...row,
    startedAt: rfc3339(startedAt),
    request: excerptOf(request),
    response: excerptOf(response),
  };
}

/** Excerpts are written as JSON. */
const excerptOf = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
