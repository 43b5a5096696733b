import { termsOf } from "../../parts/query-terms.ts";
import { stateWords } from "../../parts/state.tsx";
import type { FailureFilter } from "../../replays/scope.ts";

/** A filter as words that complete "12 failures …". */
export function filterWords({ state, route, connection, type, from, to, q }: FailureFilter): string {
  const said = [
    state !== undefined && `that are ${state.split(",").map(inWords).join(" or ")}`,
    (route ?? connection) !== undefined && `of ${route ?? connection}`,
    type !== undefined && `with the type ${type}`,
    from !== undefined && `since ${from}`,
    to !== undefined && `before ${to}`,
    q !== undefined && `that match ${termsOf(q).length === 1 ? "" : "all of "}${q}`,
  ].filter((each) => each !== false);
  return said.length === 0 ? "that are not settled" : said.join(", ");
}

const inWords = (state: string): string => stateWords(state).toLowerCase();
