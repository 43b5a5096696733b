import { noPermits, stillGood, useOne, type Permits } from "./permits.ts";
import type { Time } from "./standings.ts";

/** The permits that one worker has, in its own time. */
export type Pace = {
  /** Whether a call may be made now. */
  allows(): boolean;
  /** Whether there is not even one for later. */
  isOut(): boolean;
  use(): void;
  /** Got from the others at that moment of their clock. */
  got(permits: Permits, nowMs: number): void;
  drop(): void;
  /** When the next call may be made; undefined where that is now, or not known. */
  nextMs(): number | undefined;
  /** How long to wait with the next question after one in vain. */
  readonly askAgainMs: number;
};

const leastAskMs = 100;
const mostAskMs = 1_000;

/** Without a limit everything is allowed at any time. */
export function openPace(perSecond: number, time: Time): Pace {
  const limited = Number.isFinite(perSecond);
  let permits = noPermits;
  const good = () => (permits = stillGood(permits, time.now()));
  return {
    allows: () => !limited || (good().count > 0 && permits.firstMs <= time.now()),
    isOut: () => limited && good().count === 0,
    use: () => {
      if (limited) permits = useOne(permits);
    },
    got: ({ firstMs, ...rest }, nowMs) => {
      if (rest.count > 0) permits = { ...rest, firstMs: time.now() + firstMs - nowMs };
    },
    drop: () => {
      permits = noPermits;
    },
    nextMs: () => (permits.count > 0 && permits.firstMs > time.now() ? permits.firstMs : undefined),
    askAgainMs: Math.min(mostAskMs, Math.max(leastAskMs, 1_000 / perSecond)),
  };
}
