/** Tells waiting deliveries that their signal was aborted: one listener for each signal, however many wait. */
export type GivingUp<Waiting> = {
  add(signal: AbortSignal, waiting: Waiting): void;
  remove(signal: AbortSignal, waiting: Waiting): void;
};

/** `give` is called once for each that waits when its signal is aborted. */
export function openGivingUp<Waiting>(give: (waiting: Waiting, reason: unknown) => void): GivingUp<Waiting> {
  const bySignal = new Map<AbortSignal, { readonly all: Set<Waiting>; readonly stop: () => void }>();
  const listenTo = (signal: AbortSignal) => {
    const all = new Set<Waiting>();
    const aborted = () => {
      bySignal.delete(signal);
      for (const waiting of all) give(waiting, signal.reason);
    };
    signal.addEventListener("abort", aborted, { once: true });
    const entry = { all, stop: () => signal.removeEventListener("abort", aborted) };
    bySignal.set(signal, entry);
    return entry;
  };
  return {
    add: (signal, waiting) => {
      (bySignal.get(signal) ?? listenTo(signal)).all.add(waiting);
    },
    remove: (signal, waiting) => {
      const entry = bySignal.get(signal);
      if (!entry?.all.delete(waiting) || entry.all.size > 0) return;
      entry.stop();
      bySignal.delete(signal);
    },
  };
}
