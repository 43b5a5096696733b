import { scrub } from "../redact.ts";
import type { HttpProblem } from "./problem.ts";

/** Why something that came in cannot become a message, in words for an operator. */
export type Fault = { readonly code: string; readonly message: string };

const shownErrors = 10;
const longest = 2_000;

/** A problem in one line, with the places of its first faults. */
export function problemText({ detail, errors = [] }: HttpProblem): string {
  const places = errors
    .filter((error) => error.pointer !== "" && error.detail !== detail)
    .slice(0, shownErrors)
    .map((error) => `${error.pointer} ${error.detail}`);
  return [detail, ...places.filter((place) => !detail.includes(place))].join("; ");
}

/** Several faults of one request as one, with what looks personal masked and cut to a readable length. */
export function oneFault(where: string, faults: readonly [Fault, ...Fault[]]): Fault {
  const message = faults.map((fault) => fault.message).join(" | ");
  return { code: faults[0].code, message: scrub(`${where}: ${message}`).slice(0, longest) };
}

/** The words of something thrown, by its name and message alone: a stack may show more than its author meant. */
export const wordsOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : "something that is no Error";
