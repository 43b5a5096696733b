import type { Sql } from "postgres";
import type { Settlement } from "../delivery/ledger.ts";
import { leaveLanes } from "./lanes/leave-lanes.ts";
import type { LedgerRoute } from "./ledger-route.ts";
import { arrayParameter, type ArrayElement, type ArrayType } from "./array-parameter.ts";

/**
 * Settles deliveries that need nothing more: ledger rows, attempt records and facts in one statement.
 * Gives the message ids whose fence still held; for the others nothing is written.
 */
export async function settleClean(
  sql: Sql,
  { name: route, laned }: LedgerRoute,
  settlements: readonly Settlement[],
): Promise<Set<string>> {
  const column = (type: ArrayType, pick: (settlement: Settlement) => ArrayElement) =>
    arrayParameter(sql, type, settlements.map(pick));
  const ids = column("uuid[]", ({ token }) => token.envelope.id);
  const facts = settlements.flatMap(({ token, transition }) =>
    transition.facts.map((fact) => ({ messageId: token.envelope.id, ...fact })),
  );
  const connection = route.slice(0, route.indexOf("."));
  // Hardly any has something to show (a shadow does); the statement of the others does not speak of it.
  const shows = settlements.some(({ attempt }) => attempt.exchange !== undefined);
  const shown = (names: string) => (shows ? sql.unsafe(names) : sql``);
  const rows = await sql<{ messageId: string }[]>`
    WITH settled AS (
      UPDATE delivery AS d SET
        state = (${column("text[]", ({ transition }) => transition.state)}::text[])[array_position(${ids}::uuid[], d.message_id)],
        vendor_reference = (${column("text[]", ({ transition }) => transition.vendorReference ?? null)}::text[])[array_position(${ids}::uuid[], d.message_id)],
        reason = (${column("text[]", ({ transition }) => transition.reason ?? null)}::text[])[array_position(${ids}::uuid[], d.message_id)],
        settled_at = now(), barren = 0, doubt_since = NULL, fence = NULL, lease_until = NULL
      WHERE d.route = ${route} AND d.message_id = ANY(${ids}::uuid[]) AND d.state = 'running'
        AND d.fence = (${column("bigint[]", ({ claim }) => claim.fence)}::bigint[])[array_position(${ids}::uuid[], d.message_id)]
      RETURNING d.message_id
    ), recorded AS (
      INSERT INTO attempt (message_id, route, n, generation, started_at, duration_ms, outcome, message, worker, adapter_version, trace_id${shown(", request, response")})
      SELECT a.message_id, ${route}, a.n, a.generation, to_timestamp(a.started_at / 1000.0), a.duration_ms, a.outcome, a.message, a.worker, a.adapter_version, a.trace_id${shown(", a.request, a.response")}
      FROM unnest(
        ${ids}::uuid[],
        ${column("int[]", ({ claim }) => claim.starts)}::int[],
        ${column("int[]", ({ claim }) => claim.generation)}::int[],
        ${column("bigint[]", ({ attempt }) => attempt.startedAtMs)}::bigint[],
        ${column("int[]", ({ attempt }) => attempt.durationMs)}::int[],
        ${column("text[]", ({ attempt }) => attempt.outcome)}::text[],
        ${column("text[]", ({ attempt }) => attempt.message ?? null)}::text[],
        ${column("text[]", ({ attempt }) => attempt.worker)}::text[],
        ${column("text[]", ({ attempt }) => attempt.adapterVersion)}::text[],
        ${column("text[]", ({ attempt }) => attempt.traceId ?? null)}::text[]
        ${
          shows
            ? sql`, ${column("text[]", ({ attempt }) => attempt.exchange?.request ?? null)}::text[],
                    ${column("text[]", ({ attempt }) => attempt.exchange?.response ?? null)}::text[]`
            : sql``
        }
      ) AS a(message_id, n, generation, started_at, duration_ms, outcome, message, worker, adapter_version, trace_id${shown(", request, response")})
      WHERE a.message_id IN (SELECT message_id FROM settled)
      ON CONFLICT DO NOTHING
    ), remembered AS (
      INSERT INTO reference (connection, kind, id, vendor_id, facts, subject)
      SELECT DISTINCT ON (f.kind, f.id) ${connection}, f.kind, f.id, f.vendor_id, f.facts, f.subject
      FROM unnest(
        ${arrayParameter(
          sql,
          "uuid[]",
          facts.map(({ messageId }) => messageId),
        )}::uuid[],
        ${arrayParameter(
          sql,
          "text[]",
          facts.map(({ kind }) => kind),
        )}::text[],
        ${arrayParameter(
          sql,
          "text[]",
          facts.map(({ id }) => id),
        )}::text[],
        ${arrayParameter(
          sql,
          "text[]",
          facts.map(({ vendorId }) => vendorId),
        )}::text[],
        ${arrayParameter(
          sql,
          "text[]",
          facts.map((fact) => JSON.stringify(fact.facts)),
        )}::text[],
        ${arrayParameter(
          sql,
          "text[]",
          facts.map(({ subject }) => subject ?? null),
        )}::text[]
      ) AS f(message_id, kind, id, vendor_id, facts, subject)
      WHERE f.message_id IN (SELECT message_id FROM settled)
      ON CONFLICT (connection, kind, id) DO UPDATE SET vendor_id = excluded.vendor_id, facts = excluded.facts, subject = excluded.subject, written_at = now()
    )
    ${forgotten(sql, connection, settlements)}
    ${laned ? sql`, ${leaveLanes(sql, sql`SELECT message_id, ${route}::text FROM settled`)}` : sql``}
    SELECT message_id AS "messageId" FROM settled`;
  return new Set(rows.map(({ messageId }) => messageId));
}

/** What the connection remembers of those whom these deliveries have asked to forget goes; most ask for nothing. */
function forgotten(sql: Sql, connection: string, settlements: readonly Settlement[]) {
  const all = settlements.flatMap(({ token, transition: { forget = [] } }) =>
    forget.map((subject) => ({ messageId: token.envelope.id, subject })),
  );
  if (all.length === 0) return sql``;
  const messageIds = arrayParameter(
    sql,
    "uuid[]",
    all.map(({ messageId }) => messageId),
  );
  const subjects = arrayParameter(
    sql,
    "text[]",
    all.map(({ subject }) => subject),
  );
  return sql`, forgotten AS (
      DELETE FROM reference USING unnest(${messageIds}::uuid[], ${subjects}::text[]) AS who(message_id, subject)
      WHERE reference.connection = ${connection} AND reference.subject = who.subject
        AND who.message_id IN (SELECT message_id FROM settled)
    )`;
}
