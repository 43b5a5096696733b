type Dividing = {
  readonly limit: number;
  /** What each worker could use. */
  readonly wants: ReadonlyMap<string, number>;
  readonly nowMs: number;
};

/** For so long a slot that cannot be divided belongs to one worker; then it is the next one's turn. */
export const turnMs = 1_000;

/**
 * Divides slots among the workers that want them: who wants less than an equal share gets what it wants, the others
 * divide the rest equally, and what does not divide goes round by the clock, so that nobody waits for ever.
 */
export function fairShares({ limit, wants, nowMs }: Dividing): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  let left = limit;
  let takers = [...wants].filter(([, want]) => want > 0);
  for (;;) {
    const equal = left / takers.length;
    const modest = takers.filter(([, want]) => want <= equal);
    if (modest.length === 0) break;
    for (const [worker, want] of modest) {
      shares.set(worker, want);
      left -= want;
    }
    takers = takers.filter(([worker]) => !shares.has(worker));
  }
  const each = Math.floor(left / takers.length);
  const over = left - each * takers.length;
  const turn = Math.floor(nowMs / turnMs);
  const inOrder = takers.map(([worker]) => worker).toSorted();
  for (const [index, worker] of inOrder.entries())
    shares.set(worker, each + ((index + turn) % inOrder.length < over ? 1 : 0));
  return shares;
}
