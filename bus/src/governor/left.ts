import { spareSlots } from "./slots.ts";
import type { Limits, Standing } from "./standing.ts";

/** What of its limits is not in use at a moment. */
export type Left = {
  /** Places that no worker has: those that one has taken ahead and does not use yet are not among them. */
  readonly atATime: number;
  /** Calls that may still begin within the next second beside those already given out; null without such a limit. */
  readonly inSecond: number | null;
};

const secondMs = 1_000;

/** What of the limits is left, over all workers. */
export function leftOf(
  standing: Pick<Standing, "door" | "leases" | "tatMs">,
  limits: Limits,
  nowMs: number,
): Left {
  const atATime = Math.max(0, spareSlots(standing, limits));
  if (!Number.isFinite(limits.perSecond)) return { atATime, inSecond: null };
  if (standing.door.is === "shut") return { atATime, inSecond: 0 };
  const aheadMs = Math.max(0, standing.tatMs - nowMs);
  const inSecond = Math.ceil((Math.max(0, secondMs - aheadMs) / secondMs) * limits.perSecond);
  return { atATime, inSecond };
}
