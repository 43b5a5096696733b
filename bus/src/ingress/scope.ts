import type { EventAttributes } from "@spindlebus/contracts";
import { matchesAny } from "../matches-any.ts";
import type { Principal } from "../principal.ts";
import { httpProblem, type HttpProblem } from "./problem.ts";

/** Why a token may not publish an event, naming the attribute that is not its own; undefined where it may. */
export function scopeFault(
  { sources, types }: Pick<Principal, "sources" | "types">,
  { source, type }: Pick<EventAttributes, "source" | "type">,
): HttpProblem | undefined {
  if (!matchesAny(sources, source)) return notIts("source", sources);
  return matchesAny(types, type) ? undefined : notIts("type", types);
}

function notIts(attribute: string, patterns: readonly string[] | null): HttpProblem {
  const detail = `The token may not publish this ${attribute}; it may publish ${patterns?.join(", ")}. Whoever gave you the token can widen it.`;
  return httpProblem("forbidden", detail, { errors: [{ pointer: `/${attribute}`, detail }] });
}
