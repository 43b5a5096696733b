import type { Logger } from "pino";
import type { NoticeEndpoint } from "../notices/endpoint.ts";
import { openNoticeSender } from "../notices/http-sender.ts";
import { mostAtOnce, noticeRound } from "../notices/round.ts";
import type { Database } from "../postgres/connect.ts";
import { forgetNotices } from "../postgres/notices/forget.ts";
import { postgresNoticeStore } from "../postgres/notices/store.ts";
import { repeat } from "./repeat.ts";

const pauseMs = 400;

/**
 * Sends notices of what became of messages, each endpoint in rounds of its own. Gives what ends them; that resolves when the
 * notices under way are noted.
 */
export function startNotices(
  sql: Database["sql"],
  endpoints: readonly NoticeEndpoint[],
  log: Logger,
): readonly (() => Promise<void>)[] {
  const store = postgresNoticeStore(sql, Math.random);
  const rounds = endpoints.map((endpoint) => {
    const sender = openNoticeSender(endpoint, { connections: mostAtOnce });
    let stopping = false;
    const end = repeat(`notices of ${endpoint.name}`, pauseMs, log, () =>
      noticeRound({ endpoint, store, sender, log, stopping: () => stopping }),
    );
    return async () => {
      stopping = true;
      await end();
      await sender.close();
    };
  });
  return [...rounds, repeat("old notices", 3_600_000, log, () => forgetNotices(sql))];
}
