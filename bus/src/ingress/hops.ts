import type { Extensions, Problem } from "@spindlebus/contracts";
import { eventProblem } from "./problem.ts";

/** A message that begot a message that begot a message … ends here. */
export const maxHops = 16;

/** The problem of a message that comes out of a loop, or whose count of hops cannot be read. */
export function tooManyHops({ hops }: Extensions): Problem | undefined {
  if (hops === undefined) return undefined;
  const count = typeof hops === "string" && /^\d{1,9}$/.test(hops) ? Number(hops) : hops;
  if (typeof count !== "number" || count < 0) return eventProblem("/hops", "hops must be a whole number");
  return count > maxHops
    ? eventProblem("/hops", `hops is beyond ${maxHops}: messages beget each other in a loop`)
    : undefined;
}
