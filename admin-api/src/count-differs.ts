import type { Shown } from "@spindlebus/bus/engine";
import type { AdminContext } from "./env.ts";
import { problem } from "./problem.ts";

/**
 * Answers that a filter does not find what the person was shown.
 * @param act what they can do once they have looked again, as a verb
 */
export function countDiffers(c: AdminContext, selection: Shown, count: number, act: string) {
  const isAsMany = "expectedCount" in selection && selection.expectedCount === count;
  const finds = isAsMany ? `${count} now, too, but not the same ones` : `${count} now`;
  return problem(c, "count-differs", `The filter finds ${finds}; look again, then ${act}.`, { count });
}
