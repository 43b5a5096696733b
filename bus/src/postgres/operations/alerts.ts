import type { Sql } from "postgres";
import type { AlertEndpoint } from "../../alerts/endpoint.ts";
import { testBody } from "../../alerts/message.ts";
import type { Act } from "../../operations/act.ts";
import type { AlertFilter, Alerts, AlertView } from "../../operations/alerts.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import { queueAlert } from "../alerts/store.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";

/** Alerts in Postgres. */
export const postgresAlerts = (sql: Sql): Alerts => ({
  list: (filter, page) => list(sql, filter, page),
  test: (endpoint, act) => sendTest(sql, endpoint, act),
});

async function list(
  sql: Sql,
  { state, kind }: AlertFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<AlertView>> {
  const rows = await sql<AlertView[]>`
    SELECT id, kind, CASE WHEN ended_at IS NULL THEN 'open' ELSE 'ended' END AS state, connection, title, next, since,
      last_seen_at AS "lastSeenAt", ended_at AS "endedAt"
    FROM alert
    WHERE true
      ${state === undefined ? sql`` : sql`AND (ended_at IS NULL) = ${state === "open"}`}
      ${kind === undefined ? sql`` : sql`AND kind = ${kind}`}
      ${cursor ? sql`AND id < ${cursor.messageId}` : sql``}
    ORDER BY id DESC LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: alertOf, cursor: ({ id }) => ({ messageId: id }) });
}

const alertOf = ({ since, lastSeenAt, endedAt, ...row }: AlertView): AlertView => ({
  ...row,
  since: rfc3339(since),
  lastSeenAt: rfc3339(lastSeenAt),
  endedAt: rfc3339OrNull(endedAt),
});

function sendTest(
  sql: Sql,
  { name, format }: Pick<AlertEndpoint, "name" | "format">,
  act: Act,
): Promise<{ noticeId: string }> {
  return transaction(sql, async (tx) => {
    const noticeId = await queueAlert(tx, name, testBody(format, act.actor, new Date()));
    await writeAudit(tx, act, {
      action: "alert.test",
      target: `notice-endpoint:${name}`,
      detail: { after: { noticeId, state: "waiting" } },
    });
    return { noticeId };
  });
}
