/** What broker and ledger show of a route's queue. */
export type QueueSituation = {
  /** Nothing waits in it. */
  readonly empty: boolean;
  /** Its workers hold tokens back, because the vendor is down. */
  readonly held: boolean;
  /** When the newest message was accepted that a worker has looked at; the queue keeps its order. */
  readonly reachedMs: number | undefined;
};

/**
 * Whether a message's token may still come to a worker: it is young, the queue has not come to it yet, or workers hold
 * tokens in memory. Feeding it then would do no harm, but would ask a person where an operation cannot be asked.
 */
export function mayBeOnItsWay(
  acceptedAtMs: number,
  { empty, held, reachedMs }: QueueSituation,
  { nowMs, graceMs }: { readonly nowMs: number; readonly graceMs: number },
): boolean {
  if (acceptedAtMs > nowMs - graceMs || held) return true;
  if (empty) return false;
  // Prefetched tokens are looked at in about their order; the grace is far longer than they are apart.
  return reachedMs === undefined || acceptedAtMs > reachedMs - graceMs;
}
