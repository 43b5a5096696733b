/** Waits for a number of things that happen one by one. */
export type Countdown = {
  /** One of them has happened. */
  readonly one: () => void;
  /** Rejects where so long none has happened that none will. */
  readonly all: Promise<void>;
};

const patienceMs = 60_000;

/** Counts down from `count`; `what` is for the error of one that stands still. */
export function countdown(count: number, what: string): Countdown {
  const { promise: all, resolve, reject } = Promise.withResolvers<void>();
  let left = count;
  let seen = count;
  const watch = setInterval(() => {
    if (left === seen) end(() => reject(new Error(`${what}: ${left} of ${count} never came`)));
    seen = left;
  }, patienceMs);
  const end = (settle: () => void) => {
    clearInterval(watch);
    settle();
  };
  const one = () => {
    left -= 1;
    if (left === 0) end(resolve);
  };
  return { one, all };
}
