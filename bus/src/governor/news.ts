import { spareSlots } from "./slots.ts";
import type { Limits, Standing } from "./standing.ts";

/** Whether other workers should hear of a change at once. */
export function isNews(before: Standing, after: Standing, limits: Limits): boolean {
  if (before.epoch !== after.epoch || before.door.is !== after.door.is) return true;
  if (before.door.is === "shut" && after.door.is === "shut" && before.door.untilMs !== after.door.untilMs)
    return true;
  const hungry = Object.entries(after.leases).filter(([, lease]) => lease.hungry);
  if (hungry.some(([worker]) => before.leases[worker]?.hungry !== true)) return true;
  const spare = spareSlots(after, limits);
  return hungry.length > 0 && spare > 0 && spare > spareSlots(before, limits);
}
