import type { Extensions } from "@spindlebus/contracts";
import { httpProblem, type HttpProblem } from "./problem.ts";

/**
 * The problem of a message that says where its data are (the CloudEvents extension `dataref`). The bus fetches nothing from an
 * address that a publisher chose: it would reach hosts that the publisher cannot, and what is there may change.
 */
export function foreignDataref({ dataref }: Extensions): HttpProblem | undefined {
  if (dataref === undefined) return undefined;
  const detail =
    "is not resolved: the bus fetches nothing. Leave it out and send the data; the bus stores what is large by itself";
  return httpProblem("foreign-dataref", `dataref ${detail}`, { errors: [{ pointer: "/dataref", detail }] });
}
