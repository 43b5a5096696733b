/** A pause that can be cut short. */
export type Waker = {
  /** Ends the pause, or the next one where there is none now. */
  readonly wake: () => void;
  /** Resolves after so long, when woken, or when the signal comes. */
  pause(ms: number): Promise<void>;
};

/** Lets a loop look again at once when there is something to see, and after a while in any case. */
export function waker(signal: AbortSignal): Waker {
  let woken = false;
  let resume: (() => void) | undefined;
  const wake = () => {
    woken = true;
    resume?.();
  };
  signal.addEventListener("abort", wake, { once: true });
  return {
    wake,
    async pause(ms) {
      if (!woken) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, ms);
        resume = resolve;
        await promise;
        clearTimeout(timer);
        resume = undefined;
      }
      woken = false;
      // What woke it rarely comes alone: the rest of this turn of the event loop belongs to it.
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
