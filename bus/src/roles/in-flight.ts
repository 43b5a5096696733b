/** Work that must be waited for before a process may end. */
export type InFlight = {
  /** The work deals with its own errors: one that it does not is a bug, and ends the process. */
  add(work: Promise<void>): void;
  /** Resolves when all of it is done, or when the time is over. */
  settled(withinMs: number): Promise<void>;
};

export function openInFlight(): InFlight {
  const running = new Set<Promise<void>>();
  return {
    add(work) {
      const tracked: Promise<void> = work.finally(() => running.delete(tracked));
      running.add(tracked);
    },
    async settled(withinMs) {
      const { promise: timeIsUp, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, withinMs);
      await Promise.race([Promise.allSettled(running), timeIsUp]);
      clearTimeout(timer);
    },
  };
}
