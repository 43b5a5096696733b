import type { News, Sight } from "./changes.ts";

/** News as it is sent: under an id after which a listener may go on. */
export type Sent = { readonly id: string } & (News | { readonly event: "snapshot"; readonly data: Sight });

/** What a hub tells one listener. */
export type Listener = {
  /** Everything since the last call, once there is any; nothing after this long; undefined once it is over. */
  next(withinMs: number): Promise<readonly Sent[] | undefined>;
  close(): void;
};

/** The hub's end of a listener. */
export type Told = Listener & { tell(sent: Sent): void };

/** A listener who reads no more is let go of; it comes back, and is told how things stand. */
const mostUnread = 1_000;

/** Opens a listener; `closed` is called once, whoever closes it. */
export function openListener(first: readonly Sent[], closed: (listener: Told) => void): Told {
  let unread = [...first];
  let isOver = false;
  let wake = () => {};
  const listener: Told = {
    tell(sent) {
      unread.push(sent);
      if (unread.length > mostUnread) listener.close();
      wake();
    },
    async next(withinMs) {
      if (unread.length === 0 && !isOver) await newsOr(withinMs);
      if (isOver) return undefined;
      const given = unread;
      unread = [];
      return given;
    },
    close() {
      if (isOver) return;
      isOver = true;
      closed(listener);
      wake();
    },
  };
  const newsOr = (withinMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  return listener;
}
