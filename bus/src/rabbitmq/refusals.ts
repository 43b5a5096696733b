/**
 * Notices a destination that a channel refuses for good.
 *
 * On RabbitMQ 3.10 a channel whose first publish to a quorum queue meets a leader that has just died looks for that
 * leader with every later one, and nacks them all, although the queue has a new leader at once
 * (rabbit_fifo_client:enqueue, `{badrpc, nodedown}`). Only a new channel asks anew. A full queue refuses as well, and is
 * no better on a new channel: so the patience with a destination doubles with each.
 */
export type Refusals = {
  readonly stored: (destination: string) => void;
  /** Answers whether it is time for a new channel. */
  readonly refused: (destination: string) => boolean;
};

type Refusal = { since: number; patienceMs: number };

const firstPatienceMs = 1_000;
const longestPatienceMs = 60_000;

/** `now` is in milliseconds and never goes back. */
export function openRefusals(now: () => number): Refusals {
  const refusals = new Map<string, Refusal>();
  return {
    stored: (destination) => void refusals.delete(destination),
    refused: (destination) => {
      const refusal = refusals.get(destination);
      if (!refusal) {
        refusals.set(destination, { since: now(), patienceMs: firstPatienceMs });
        return false;
      }
      if (now() - refusal.since < refusal.patienceMs) return false;
      refusal.since = now();
      refusal.patienceMs = Math.min(refusal.patienceMs * 2, longestPatienceMs);
      return true;
    },
  };
}
