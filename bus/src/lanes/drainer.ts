import type { Logger } from "pino";
import { persist } from "../persist.ts";
import { waker } from "../waker.ts";
import type { Head, LaneStore } from "./lane-store.ts";

/** Sends the heads of one group's lanes, many lanes at a time, one delivery of each. Any number of them, in any process. */
export type Drainer = {
  /** Something was parked, or a lane went on: there may be a head to send. */
  readonly poke: () => void;
  /** How many heads it could take in hand now. */
  readonly room: () => number;
  /** Sends heads of lanes that somebody else has taken for it; resolves when they are in hand, or given back. */
  readonly send: (heads: readonly Head[]) => Promise<void>;
};

type DrainerOptions = {
  readonly group: string;
  readonly lanes: Pick<LaneStore, "take" | "giveBack">;
  /** How many heads it may have in hand: what its connection's gate can use. */
  readonly atMost: number;
  /** The life of one token; rejects where it was not begun when the signal came. */
  readonly deliver: (head: Head) => Promise<void>;
  readonly log: Logger;
  /** Takes no more lanes and begins nothing. */
  readonly closing: AbortSignal;
  readonly onWork: (work: Promise<void>) => void;
  /** Whether nothing of this route is to be begun now. */
  readonly isPaused: (route: string) => boolean;
};

const shortestPauseMs = 100;
const longestPauseMs = 800;
const giveBackMs = 2_000;

/** Begins to drain at once, and goes on until it is told to close; polls, so that it depends on nobody's poke. */
export function openDrainer({
  group,
  lanes,
  atMost,
  deliver,
  log,
  closing,
  onWork,
  isPaused,
}: DrainerOptions): Drainer {
  const waking = waker(closing);
  /**
   * By delivery, not by lane: a head that waits at the gate for long is taken again, and is in hand already; the next one of
   * its lane may be taken when the settle is written, and the hand has not let go of the first yet.
   */
  const inHand = new Map<string, Promise<void>>();
  const notBegun: string[] = [];

  const sendOne = async (head: Head) => {
    try {
      await deliver(head);
    } catch (error) {
      if (closing.aborted) notBegun.push(head.key);
      // A bug of ours: the ledger has what was begun, and the lane is looked at again.
      else
        log.error(
          { laneGroup: group, messageId: head.token.envelope.id, err: error },
          "head failed inside the bus",
        );
    }
    inHand.delete(nameOf(head));
    waking.wake();
  };

  const begin = (heads: readonly Head[]) => {
    for (const head of heads) if (!inHand.has(nameOf(head))) inHand.set(nameOf(head), sendOne(head));
  };
  // Else lanes would stand until the time for which they were taken is over.
  const giveBack = (keys: readonly string[]) =>
    keys.length > 0 ? within(giveBackMs, lanes.giveBack(group, keys)) : Promise.resolve();
  const roomNow = () => (closing.aborted ? 0 : Math.max(0, atMost - inHand.size));

  const takeMore = async (): Promise<boolean> => {
    const room = roomNow();
    if (room === 0) return false;
    const { heads, lanes: taken } = await persist("taking lanes", () => lanes.take(group, room), {
      log,
      signal: closing,
    });
    begin(heads);
    return taken > 0;
  };

  const drain = async () => {
    let pauseMs = shortestPauseMs;
    while (!closing.aborted) {
      pauseMs = (await takeMore()) ? shortestPauseMs : Math.min(pauseMs * 2, longestPauseMs);
      await waking.pause(pauseMs);
    }
  };

  const life = async () => {
    // Only its closing ends it.
    await drain().catch(() => undefined);
    await Promise.all(inHand.values());
    await giveBack(notBegun);
  };
  onWork(life());
  return {
    poke: waking.wake,
    room: roomNow,
    async send(heads) {
      const isLeft = ({ route }: Head) => closing.aborted || isPaused(route);
      begin(heads.filter((head) => !isLeft(head)));
      await giveBack(heads.filter(isLeft).map(({ key }) => key));
    },
  };
}

const nameOf = ({ route, token }: Head): string => `${token.envelope.id}:${route}`;

/** Gives up on it after that time, and whatever becomes of it. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  const { promise: timeIsUp, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work.catch(() => undefined), timeIsUp]);
  clearTimeout(timer);
}
