import { RefusedError, UnavailableError, type AnsweredProblem, type Result } from "@spindlebus/client";
import type { LineEvent } from "./line-event.ts";

/** What became of an event, in the words of the bus. */
export type EventResult = { readonly ok: true; readonly duplicate: boolean } | Extract<Result, { ok: false }>;

/** Sends a batch of events; answers in their order. */
export type SendEvents = (events: readonly LineEvent[]) => Promise<readonly EventResult[]>;

type Patience = {
  /** The client's own, which repeats for half a minute. */
  readonly send: SendEvents;
  /** Waits; rejects when there is no use in waiting any more. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly now: () => number;
  /** How long the bus may be away. */
  readonly patienceMs: number;
  /** Is told what the waiting is for. */
  readonly onTrouble: (reason: string) => void;
};

/** Sends a batch until the bus answers it, or patience is over. @throws RefusedError where nothing of it can ever be taken */
export function patiently({ send, sleep, now, patienceMs, onTrouble }: Patience): SendEvents {
  const restMs = 1_000;
  return async (events) => {
    const endsAt = now() + patienceMs;
    for (;;) {
      try {
        return await apart(send, events);
      } catch (error) {
        if (!(error instanceof UnavailableError) || now() >= endsAt) throw error;
        onTrouble(error.problem?.detail ?? "it does not answer");
        await sleep(error.retryAfterMs ?? restMs);
      }
    }
  };
}

/** Where a whole request is refused for what one of its events is, its halves are sent alone, down to that event. */
async function apart(send: SendEvents, events: readonly LineEvent[]): Promise<readonly EventResult[]> {
  try {
    return events.length === 0 ? [] : await send(events);
  } catch (error) {
    if (!(error instanceof RefusedError) || !isAboutEvents(error.problem)) throw error;
    if (events.length === 1) return [{ ok: false, problem: error.problem }];
    const middle = Math.ceil(events.length / 2);
    const first = await apart(send, events.slice(0, middle));
    return [...first, ...(await apart(send, events.slice(middle)))];
  }
}

/** Not about the token, the address or the media type, which are the same for all. */
const isAboutEvents = ({ status }: AnsweredProblem): boolean => [400, 413, 422].includes(status);
