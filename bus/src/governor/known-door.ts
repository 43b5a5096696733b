import { isOutage, openDoor, type Door } from "./door.ts";
import type { Standing } from "./standing.ts";
import type { Time } from "./standings.ts";
import { failuresToOpen } from "./turn.ts";

/** The door of one scope as one worker knows it, in its own time. */
export type KnownDoor = {
  /** What the others have written down, at that moment of their clock. */
  see(standing: Pick<Standing, "door" | "failures">, nowMs: number): void;
  /** The vendor wants to be left alone until then. */
  shutUntil(atMs: number): void;
  /** Nobody keeps it shut. */
  open(): void;
  isShut(): boolean;
  /** Whether it was shut until now: somebody has to knock. */
  isDue(): boolean;
  /** It failed so often, and whether that shuts the door is not known before the others have heard it. */
  isDoubtful(downs: number): boolean;
  readonly isOpen: boolean;
  readonly isOutage: boolean;
  /** Whether a good answer is news to the others. */
  readonly wantsGoodNews: boolean;
  readonly shutUntilMs: number;
};

export function openKnownDoor(time: Time): KnownDoor {
  let door: Door = openDoor;
  let failures = 0;
  let shutUntilMs = 0;
  const shutUntil = (atMs: number) => {
    shutUntilMs = Math.max(shutUntilMs, atMs);
  };
  return {
    see(standing, nowMs) {
      ({ door, failures } = standing);
      if (door.is === "shut") shutUntil(time.now() + door.untilMs - nowMs);
    },
    shutUntil,
    open() {
      door = openDoor;
    },
    isShut: () => door.is === "shut" || time.now() < shutUntilMs,
    isDue: () => door.is === "shut" && time.now() >= shutUntilMs,
    isDoubtful: (downs) => downs > 0 && (door.is !== "open" || failures + downs >= failuresToOpen),
    get isOpen() {
      return door.is === "open";
    },
    get isOutage() {
      return isOutage(door);
    },
    get wantsGoodNews() {
      return door.is !== "open" || failures > 0;
    },
    get shutUntilMs() {
      return shutUntilMs;
    },
  };
}
