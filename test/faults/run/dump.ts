import type { Sql } from "postgres";
import type { AttemptRow, DeliveryRow, MessageRow } from "../checker/history.ts";

type IntakeRow = {
  readonly id: string;
  readonly source: string;
  readonly sourceId: string;
  readonly type: string;
  readonly routes: readonly string[];
  readonly causationId: string | null;
};

/** The intake's rows. What a delivery begot has the reference of the message that it was begotten by. */
export async function messagesIn(sql: Sql): Promise<readonly MessageRow[]> {
  const rows = await sql<IntakeRow[]>`
    SELECT id, source, source_id AS "sourceId", type, routes, causation_id AS "causationId" FROM intake ORDER BY id`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  const referenceOf = (row: IntakeRow): string => {
    const cause = row.causationId === null ? undefined : byId.get(row.causationId);
    return cause ? referenceOf(cause) : row.sourceId;
  };
  return rows.map(({ causationId, ...row }) => {
    const reference = referenceOf({ causationId, ...row });
    const [entity = "", place = "0"] = reference.split("-");
    return { ...row, ...(causationId !== null && { causationId }), reference, entity, place: Number(place) };
  });
}

/** The ledger's rows; all times by the database's clock. */
export async function deliveriesIn(sql: Sql): Promise<readonly DeliveryRow[]> {
  const rows = await sql<
    (DeliveryRow & { dueInMs: number | null; reason: string | null; errorCode: string | null })[]
  >`
    SELECT d.message_id AS "messageId", d.route, d.state, d.starts, d.attempts, d.generation, d.doubt_since IS NOT NULL AS doubt,
           (extract(epoch FROM d.next_attempt_at - now()) * 1000)::float8 AS "dueInMs", d.reason, d.error_code AS "errorCode",
           EXISTS (SELECT FROM message_body b WHERE b.message_id = d.message_id) AS stored
    FROM delivery d ORDER BY d.message_id, d.route`;
  return rows.map(({ dueInMs, reason, errorCode, ...row }) => ({
    ...row,
    ...(dueInMs !== null && { dueInMs }),
    ...(reason !== null && { reason }),
    ...(errorCode !== null && { errorCode }),
  }));
}

/** The attempts, each at its end: then its outcome was known. */
export async function attemptsIn(sql: Sql): Promise<readonly AttemptRow[]> {
  const rows = await sql<(AttemptRow & { code: string | null })[]>`
    SELECT message_id AS "messageId", route, n, outcome, worker, code,
           (extract(epoch FROM started_at) * 1000)::float8 + duration_ms AS "atMs"
    FROM attempt ORDER BY started_at`;
  return rows.map(({ code, ...row }) => ({ ...row, ...(code !== null && { code }) }));
}
