/** Why a door is shut: the vendor asked to be left alone, or it does not answer. */
export type Cause = "limit" | "outage";

/**
 * Whether deliveries may pass to a vendor, or to one account there. It reopens by a probe, which is a ramp of one that
 * has not proven itself yet, and by letting twice as many through as before whenever so many have come back well.
 */
export type Door =
  | { readonly is: "open" }
  | { readonly is: "shut"; readonly cause: Cause; readonly untilMs: number; readonly sinceMs: number }
  | {
      readonly is: "ramp";
      readonly cause: Cause;
      /** So many at a time, over all workers. */
      readonly allowed: number;
      /** So many have to come back well before more are allowed. */
      readonly left: number;
      readonly proven: boolean;
      readonly sinceMs: number;
    };

export const openDoor: Door = { is: "open" };

type Shutting = { readonly cause: Cause; readonly untilMs: number; readonly nowMs: number };

/** Shuts until then, or for longer where it is to stay shut for longer already. */
export function shut(door: Door, { cause, untilMs, nowMs }: Shutting): Door {
  if (door.is !== "shut") return { is: "shut", cause, untilMs, sinceMs: sinceOf(door) ?? nowMs };
  // An account of a vendor that is away does not end the outage by having been throttled before it.
  const kept = door.cause === "outage" ? door.cause : cause;
  return { ...door, cause: kept, untilMs: Math.max(door.untilMs, untilMs) };
}

/** A door that was shut until now lets the probe in. */
export function knock(door: Door, nowMs: number): Door {
  if (door.is !== "shut" || door.untilMs > nowMs) return door;
  const { cause, sinceMs } = door;
  return { is: "ramp", cause, allowed: 1, left: 1, proven: false, sinceMs };
}

/** So many have come back well; at `limit` there is nothing left to hold back. */
export function passedWell(door: Door, count: number, limit: number): Door {
  if (door.is !== "ramp" || count === 0) return door;
  let { allowed, left } = door;
  for (left -= count; left <= 0; left += allowed) {
    allowed *= 2;
    if (allowed >= limit) return openDoor;
  }
  return { ...door, allowed, left, proven: true };
}

/** How many may be under way at a time, as far as the door goes. */
export function allowedThrough(door: Door): number {
  if (door.is === "open") return Number.POSITIVE_INFINITY;
  return door.is === "ramp" ? door.allowed : 0;
}

/** Whether the vendor counts as away: until a probe proves the contrary. */
export const isOutage = (door: Door): boolean =>
  door.is === "shut"
    ? door.cause === "outage"
    : door.is === "ramp" && door.cause === "outage" && !door.proven;

const sinceOf = (door: Door): number | undefined => (door.is === "open" ? undefined : door.sinceMs);
