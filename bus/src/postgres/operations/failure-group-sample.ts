import type { Sql } from "postgres";
import { deliveryId } from "../../operations/delivery-id.ts";
import type { SampleError } from "../../operations/group-facts.ts";
import { attemptColumns, attemptOf, type AttemptRow } from "./attempts.ts";
import { rfc3339 } from "./instant.ts";

type SampleRow = Pick<SampleError, "messageId" | "type" | "code" | "message"> & {
  readonly route: string;
  readonly failedAt: string;
};

/** The newest failure of a group, with its last attempt. */
export async function sampleOf(sql: Sql, id: string): Promise<SampleError | null> {
  const [row] = await sql<SampleRow[]>`
    SELECT f.message_id AS "messageId", f.route, f.type, f.code, f.message, f.last_failed_at AS "failedAt"
    FROM failure f WHERE f.group_id = ${id} ORDER BY f.last_failed_at DESC LIMIT 1`;
  if (!row) return null;
  const { messageId, route, type, code, message, failedAt } = row;
  const [found] = await sql<AttemptRow[]>`
    SELECT ${attemptColumns(sql)} FROM attempt WHERE message_id = ${messageId} AND route = ${route} ORDER BY n DESC LIMIT 1`;
  const attempt = found && attemptOf(found);
  return {
    id: deliveryId({ messageId, route }),
    messageId,
    type,
    at: rfc3339(failedAt),
    code,
    message,
    outcome: attempt?.outcome ?? null,
    httpStatus: statusOf(attempt?.response),
    request: attempt?.request ?? null,
    response: attempt?.response ?? null,
    worker: attempt?.worker ?? null,
    adapterVersion: attempt?.adapterVersion ?? null,
  };
}

const statusOf = (response: unknown): number | null =>
  typeof response === "object" &&
  response !== null &&
  "status" in response &&
  typeof response.status === "number"
    ? response.status
    : null;
