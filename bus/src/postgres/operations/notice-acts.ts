import type { Sql } from "postgres";
import { conflict, done, notFound, type Act, type Result } from "../../operations/act.ts";
import type { EndpointStanding, NoticeView } from "../../operations/notices.ts";
import { hurryNotices, takenForMs } from "../notices/take.ts";
import { transaction } from "../transaction.ts";
import { writeAudit } from "./audit.ts";
import { noticeColumns, noticeOf, readStandings } from "./notice-rows.ts";

/** Forgets what went wrong with an endpoint, and makes due what waits for it. */
export function enableEndpoint(sql: Sql, name: string, act: Act): Promise<Result<EndpointStanding>> {
  return transaction(sql, async (tx) => {
    const before = (await readStandings(tx)).find((standing) => standing.name === name);
    if (!before) return notFound(`Nothing was ever to be sent to an endpoint ${name}.`);
    await tx`
      UPDATE notice_endpoint SET gone_at = NULL, failures = 0, failing_since = NULL, rest_until = NULL WHERE name = ${name}`;
    await hurryNotices(tx, name);
    await writeAudit(tx, act, {
      action: "noticeEndpoint.enable",
      target: `notice-endpoint:${name}`,
      detail: { before: { state: before.state }, after: { state: "well" } },
    });
    const { restUntil: _rest, failingSince: _since, goneAt: _gone, ...rest } = before;
    return done({ ...rest, state: "well" as const, restUntil: null, failingSince: null, goneAt: null });
  });
}

/** Makes a notice due, but for one that is being sent at this moment. */
export function resendNotice(sql: Sql, id: string, act: Act): Promise<Result<NoticeView>> {
  return transaction(sql, async (tx) => {
    const [before] = await tx<{ state: string; tries: number }[]>`
      SELECT state, tries FROM notice WHERE id = ${id} FOR UPDATE`;
    const [row] = await tx<NoticeView[]>`
      UPDATE notice SET state = 'waiting', next_try_at = now(), ended_at = NULL,
        tries = CASE WHEN state = 'waiting' THEN tries ELSE 0 END
      WHERE id = ${id} AND (state <> 'waiting' OR next_try_at > now() + ${takenForMs} * interval '1 ms')
      RETURNING ${noticeColumns(tx)}`;
    if (row) {
      await writeAudit(tx, act, {
        action: "notice.resend",
        target: `notice:${id}`,
        detail: {
          endpoint: row.endpoint,
          before: { ...before },
          after: { state: row.state, tries: row.tries },
        },
      });
      return done(noticeOf(row));
    }
    return before
      ? conflict("It is on its way: sent at this moment, or due as soon as its endpoint takes anything.")
      : notFound(`There is no notice ${id}.`);
  });
}

/** Makes due all that an endpoint did not take. */
export function resendGivenUp(sql: Sql, endpoint: string, act: Act): Promise<Result<{ resent: number }>> {
  return transaction(sql, async (tx) => {
    const { count: resent } = await tx`
      UPDATE notice SET state = 'waiting', next_try_at = now(), ended_at = NULL, tries = 0
      WHERE endpoint = ${endpoint} AND state = 'givenUp'`;
    await writeAudit(tx, act, {
      action: "notice.resendGivenUp",
      target: `notice-endpoint:${endpoint}`,
      detail: { resent, before: { state: "givenUp" }, after: { state: "waiting" } },
    });
    return done({ resent });
  });
}
