import type { Logger } from "pino";
import type { BusPlan } from "../config/bus-plan.ts";
import type { NoticeEndpoint } from "../notices/endpoint.ts";
import { openNoticeSender } from "../notices/http-sender.ts";
import { mostAtOnce, noticeRound } from "../notices/round.ts";
import type { NoticeStore } from "../notices/store.ts";
import type { Database } from "../postgres/connect.ts";
import { forgetNotices } from "../postgres/notices/forget.ts";
import { postgresNoticeStore } from "../postgres/notices/store.ts";
import { repeat } from "./repeat.ts";

const pauseMs = 400;

/**
 * Sends notices of what became of messages, and alerts, each endpoint in rounds of its own. Gives what ends them; that resolves
 * when the notices under way are noted.
 */
export function startNotices(
  sql: Database["sql"],
  { notices, alerts }: Pick<BusPlan, "notices" | "alerts">,
  log: Logger,
): readonly (() => Promise<void>)[] {
  const store = postgresNoticeStore(sql, Math.random);
  const start = (endpoint: Endpoint, look: () => Promise<boolean>) =>
    startRounds({ endpoint, look, store, log });
  return [
    ...notices.map((endpoint) => start(endpoint, () => store.look(endpoint))),
    // What they are told was put in line by whoever looked.
    ...alerts.endpoints.map((endpoint) => start(endpoint, async () => false)),
    repeat("old notices", 3_600_000, log, () => forgetNotices(sql)),
  ];
}

type Endpoint = Pick<NoticeEndpoint, "name" | "url" | "keys" | "privateNetwork">;

type Rounds = {
  readonly endpoint: Endpoint;
  readonly look: () => Promise<boolean>;
  readonly store: NoticeStore;
  readonly log: Logger;
};

function startRounds({ endpoint, look, store, log }: Rounds): () => Promise<void> {
  const { name } = endpoint;
  const sender = openNoticeSender(endpoint, { connections: mostAtOnce });
  let stopping = false;
  const end = repeat(`notices of ${name}`, pauseMs, log, () =>
    noticeRound({ name, look, store, sender, log, stopping: () => stopping }),
  );
  return async () => {
    stopping = true;
    await end();
    await sender.close();
  };
}
