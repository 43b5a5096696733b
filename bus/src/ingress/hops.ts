import { whatCame, type Extensions, type ExtensionValue } from "@spindlebus/contracts";
import { maxHops } from "../intake/max-hops.ts";
import { httpProblem, type HttpProblem } from "./problem.ts";

/** The problem of a message that comes out of a loop, or whose count of hops cannot be read. */
export function tooManyHops({ hops }: Extensions): HttpProblem | undefined {
  if (hops === undefined) return undefined;
  const count = typeof hops === "string" && /^\d{1,9}$/.test(hops) ? Number(hops) : hops;
  if (typeof count !== "number" || count < 0) return refused("must be a whole number", hops);
  return count > maxHops
    ? refused(`is beyond ${maxHops}: messages beget each other in a loop`, hops)
    : undefined;
}

const refused = (detail: string, hops: ExtensionValue): HttpProblem => {
  const came = whatCame(hops, true);
  return httpProblem("too-many-hops", `hops ${detail}`, { errors: [{ pointer: "/hops", detail, came }] });
};
