import { failingAfter } from "../../notices/patience.ts";
import type { EndpointStanding, NoticeView } from "../../operations/notices.ts";
import { rfc3339, rfc3339OrNull } from "./instant.ts";
import type { Fragment, Querying } from "./querying.ts";

/** How it goes with every endpoint that anything is known of. */
export async function readStandings(sql: Querying): Promise<readonly EndpointStanding[]> {
  const rows = await sql<EndpointStanding[]>`
    WITH watched AS (SELECT endpoint AS name, count(*)::int AS n FROM notice_watch GROUP BY 1),
    waiting AS (
      SELECT endpoint AS name, count(*)::int AS n, min(created_at) AS oldest FROM notice
      WHERE next_try_at IS NOT NULL GROUP BY 1
    ), given_up AS (SELECT endpoint AS name, count(*)::int AS n FROM notice WHERE state = 'givenUp' GROUP BY 1)
    SELECT name, CASE WHEN e.gone_at IS NOT NULL THEN 'gone' WHEN e.failures >= ${failingAfter} THEN 'failing' ELSE 'well' END AS state,
      e.last_success_at AS "lastSuccessAt", e.failing_since AS "failingSince", e.gone_at AS "goneAt", e.last_error AS "lastError",
      CASE WHEN e.rest_until > now() THEN e.rest_until END AS "restUntil",
      coalesce(watched.n, 0) AS watched, coalesce(waiting.n, 0) AS waiting, waiting.oldest AS "oldestWaitingAt",
      coalesce(given_up.n, 0) AS "givenUp"
    FROM notice_endpoint e FULL JOIN watched USING (name) FULL JOIN waiting USING (name) FULL JOIN given_up USING (name)
    ORDER BY name`;
  return rows.map(({ lastSuccessAt, failingSince, goneAt, restUntil, oldestWaitingAt, ...row }) => ({
    ...row,
    lastSuccessAt: rfc3339OrNull(lastSuccessAt),
    failingSince: rfc3339OrNull(failingSince),
    goneAt: rfc3339OrNull(goneAt),
    restUntil: rfc3339OrNull(restUntil),
    oldestWaitingAt: rfc3339OrNull(oldestWaitingAt),
  }));
}

/** The columns of a notice as {@link noticeOf} reads them. */
export const noticeColumns = (sql: Querying): Fragment => sql`
  id, endpoint, message_id AS "messageId", kind, state, tries, next_try_at AS "nextTryAt", last_error AS "lastError",
  created_at AS "createdAt", ended_at AS "endedAt"`;

/** A notice out of its row. */
export const noticeOf = ({ nextTryAt, createdAt, endedAt, ...row }: NoticeView): NoticeView => ({
  ...row,
  nextTryAt: rfc3339OrNull(nextTryAt),
  createdAt: rfc3339(createdAt),
  endedAt: rfc3339OrNull(endedAt),
});
