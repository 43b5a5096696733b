import { defaultLimits } from "@spindlebus/contracts";
import { retryDelayMs } from "../retry-delay.ts";
import { relayRound, type Round, type RoundPorts } from "./relay-round.ts";

/** How a relay works. Any number of relays may run on one outbox, in any number of processes. */
export type RelayOptions = Pick<RoundPorts, "db" | "client"> & {
  /** Called with what a round could not do: the bus or the database is away, the token is wrong. It is tried again. */
  readonly onError: (error: unknown) => void;
  /** Called after each round that had something to do. */
  readonly onRound?: (round: Round) => void;
  /** How often an empty outbox is looked into. */
  readonly pollMs?: number;
  /** How long the keys of a relay that was killed stand still. */
  readonly leaseMs?: number;
  /** Messages of one request. */
  readonly maxEvents?: number;
  readonly random?: () => number;
};

/** A relay at work. */
export type Relay = {
  /** Takes nothing more; resolves when the round under way is over. */
  stop(): Promise<void>;
};

const backoff = { baseMs: 500, capMs: 30_000 };

/** Starts a relay: it publishes what the outbox has, key by key in order, until it is stopped. */
export function openRelay({
  onError,
  onRound,
  pollMs = 500,
  leaseMs = 15_000,
  maxEvents = defaultLimits.batchEvents,
  random = Math.random,
  ...ports
}: RelayOptions): Relay {
  const stopped = Promise.withResolvers<void>();
  let isStopped = false;
  let failures = 0;

  const round = async (): Promise<number> => {
    try {
      const done = await relayRound({ ...ports, most: maxEvents, leaseMs });
      failures = 0;
      if (done.claimed === 0) return pollMs;
      onRound?.(done);
      return 0;
    } catch (error) {
      failures += 1;
      onError(error);
      return pollMs + retryDelayMs(failures, backoff, { random });
    }
  };

  const work = async () => {
    while (!isStopped) {
      const delayMs = await round();
      if (delayMs > 0) await pause(delayMs, stopped.promise);
    }
  };
  const ended = work();

  return {
    stop: () => {
      isStopped = true;
      stopped.resolve();
      return ended;
    },
  };
}

async function pause(ms: number, stopped: Promise<void>): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, ms);
  await Promise.race([over.promise, stopped]);
  clearTimeout(timer);
}
