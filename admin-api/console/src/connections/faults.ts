import type { Answer } from "../api/queries.ts";
import { countOf } from "../parts/words.ts";

/** A simulated vendor and the fault that is in force there. */
export type Simulator = Answer<"/api/v1/simulators">["data"][number];

/** A fault that can be put in force, and what it does. */
export const faults = [
  { kind: "outage", words: "Outage", effect: "It refuses every connection, as when the vendor is down." },
  {
    kind: "reject",
    words: "Reject",
    effect: "It refuses what is sent, as its rules would. Nothing is applied.",
  },
  {
    kind: "slow",
    words: "Slow",
    effect: "It applies, and answers later than Spindle waits: the effect is in doubt.",
  },
  { kind: "rateLimit", words: "Rate limit", effect: "It says too many requests, and when to come back." },
  {
    kind: "unauthorized",
    words: "Unauthorised",
    effect: "It does not take the credentials, as after they ended.",
  },
  {
    kind: "commitThenDrop",
    words: "Commit, then drop",
    effect: "It applies, and the line is cut before the answer.",
  },
  { kind: "malformed", words: "Malformed", effect: "It applies, and answers half of its JSON." },
] as const;
export type FaultKind = (typeof faults)[number]["kind"];

/** The fault that is in force, in words; undefined while there is none. */
export function faultWords({ kind, share, hits }: Simulator["fault"]): string | undefined {
  if (kind === "none") return undefined;
  const name = faults.find((each) => each.kind === kind)?.words ?? kind;
  const part =
    typeof share === "number" && share < 1 ? ` for ${Math.round(share * 100)} % of the requests` : "";
  return `${name}${part}; it has struck ${hits === 1 ? "once" : `${countOf(hits)} times`}`;
}
