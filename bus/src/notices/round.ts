import type { Logger } from "pino";
import type { NoticeSender } from "./http-sender.ts";
import type { Noted, NoticeStore } from "./store.ts";

/** So many notices one process sends to one endpoint at once; their results are one commit. */
export const mostAtOnce = 32;

type RoundParts = {
  /** The endpoint's name. */
  readonly name: string;
  /** Looks what is to be told; gives whether there may be more. */
  readonly look: () => Promise<boolean>;
  readonly store: Pick<NoticeStore, "take" | "note">;
  readonly sender: NoticeSender;
  readonly log: Logger;
  readonly stopping: () => boolean;
};

/** Looks and sends for one endpoint until nothing is due. */
export async function noticeRound({ name, look, store, sender, log, stopping }: RoundParts): Promise<void> {
  let more = true;
  while (more && !stopping()) {
    const looksOn = await look();
    const taken = await store.take(name, mostAtOnce);
    if (taken.length > 0) {
      const tried = await Promise.all(
        taken.map(async (notice) => ({ notice, verdict: await sender.send(notice) })),
      );
      tell(log, name, await store.note(name, tried));
    }
    more = looksOn || taken.length === mostAtOnce;
  }
}

/** What a person should hear of; nothing of any message but its id. */
function tell(log: Logger, endpoint: string, { turned, givenUp }: Noted): void {
  for (const { id, messageId } of givenUp)
    log.error({ endpoint, noticeId: id, messageId }, "a notice was given up after its last try");
  if (turned === "gone")
    log.error({ endpoint }, "an endpoint of notices answered 410 and is sent nothing more");
  if (turned === "failing") log.error({ endpoint }, "an endpoint of notices fails; its notices wait");
  if (turned === "well") log.info({ endpoint }, "an endpoint of notices takes them again");
}
