import { movesByItself } from "../delivery/states.ts";
import { sleep } from "../sleep.ts";
import type { Receipt, Receipts } from "./receipt.ts";

/** So many may wait at once in one process; who comes then is answered at once. */
const mostWaiting = 200;
const firstPauseMs = 50;
const longestPauseMs = 500;

/**
 * Looks a receipt up, again and again while its message still moves, until the time is over or one of `ends` is aborted; gives
 * the last that was seen. Each look is a query, so that few wait at once and the pauses grow.
 */
export function openWaiting(receipts: Receipts) {
  let waiting = 0;
  return async (id: string, waitMs: number, ends: () => AbortSignal[]): Promise<Receipt | undefined> => {
    const first = await receipts.find(id);
    if (!first || waitMs === 0 || !moves(first) || waiting >= mostWaiting) return first;
    waiting += 1;
    try {
      return await lookOn(receipts, first, AbortSignal.any([...ends(), AbortSignal.timeout(waitMs)]));
    } finally {
      waiting -= 1;
    }
  };
}

async function lookOn(receipts: Receipts, first: Receipt, over: AbortSignal): Promise<Receipt> {
  let last = first;
  for (
    let pauseMs = firstPauseMs;
    moves(last) && !over.aborted;
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)
  ) {
    await sleep(pauseMs, over).catch(() => undefined);
    last = (await receipts.find(first.id)) ?? last;
  }
  return last;
}

const moves = ({ deliveries }: Receipt): boolean => deliveries.some(({ state }) => movesByItself(state));
