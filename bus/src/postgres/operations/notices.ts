import type { Sql } from "postgres";
import type { NoticeFilter, Notices, NoticeView } from "../../operations/notices.ts";
import { pageOf, type Page, type PageRequest } from "../../operations/page.ts";
import { enableEndpoint, resendGivenUp, resendNotice } from "./notice-acts.ts";
import { noticeColumns, noticeOf, readStandings } from "./notice-rows.ts";

/** Notices in Postgres. */
export function postgresNotices(sql: Sql): Notices {
  return {
    standings: async () => new Map((await readStandings(sql)).map((standing) => [standing.name, standing])),
    list: (filter, page) => list(sql, filter, page),
    enable: (endpoint, act) => enableEndpoint(sql, endpoint, act),
    resend: (id, act) => resendNotice(sql, id, act),
    resendGivenUp: (endpoint, act) => resendGivenUp(sql, endpoint, act),
  };
}

async function list(
  sql: Sql,
  { endpoint, state, messageId }: NoticeFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<NoticeView>> {
  const rows = await sql<NoticeView[]>`
    SELECT ${noticeColumns(sql)} FROM notice
    WHERE true
      ${endpoint === undefined ? sql`` : sql`AND endpoint = ${endpoint}`}
      ${state === undefined ? sql`` : sql`AND state = ${state}`}
      ${messageId === undefined ? sql`` : sql`AND message_id = ${messageId}`}
      ${cursor ? sql`AND id < ${cursor.messageId}` : sql``}
    ORDER BY id DESC LIMIT ${limit + 1}`;
  return pageOf(rows, limit, { item: noticeOf, cursor: ({ id }) => ({ messageId: id }) });
}
