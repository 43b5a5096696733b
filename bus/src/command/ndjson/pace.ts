/** Holds back so that no more than `perSecond` go out. */
export function pacer(
  perSecond: number | undefined,
  { now, sleep }: { readonly now: () => number; readonly sleep: (ms: number) => Promise<void> },
): (count: number) => Promise<void> {
  let freeAt = now();
  return async (count) => {
    if (perSecond === undefined) return;
    const waitMs = freeAt - now();
    freeAt = Math.max(freeAt, now()) + (count * 1_000) / perSecond;
    if (waitMs > 0) await sleep(waitMs);
  };
}
