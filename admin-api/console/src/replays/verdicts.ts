import type { Tone } from "../parts/state.tsx";
import type { Preview } from "./preview.ts";

type Verdict = NonNullable<Preview["dryRun"]>["verdicts"][number]["verdict"];

const verdicts: Readonly<Record<Verdict, readonly [words: string, tone: Tone]>> = {
  differs: ["would send a different request than the one that failed", "good"],
  same: ["would send the same request (will likely fail again)", "bad"],
  sends: ["would be sent; there is no request to compare with", "busy"],
  fits: ["fit now, and would be taken in", "good"],
  invalid: ["no longer fit their contract", "bad"],
  skipped: ["would be skipped by their adapter", "none"],
  concluded: ["would be ended by their adapter, with nothing sent", "none"],
  superseded: ["are superseded by newer state, or have expired", "none"],
  inDoubt: ["are in doubt: a person has to say whether they were applied", "doubt"],
  behindLaneHead: ["wait behind the head of their lane", "wait"],
  factsMissing: ["lack facts that are not remembered yet", "wait"],
  threw: ["make their adapter throw", "bad"],
  hung: ["make their adapter hang", "bad"],
  bodyGone: ["have lost their message", "bad"],
  routeGone: ["have lost their route", "bad"],
  settled: ["are settled", "none"],
  unknown: ["are not in the ledger", "none"],
};

/** What would become of so many, after their number: `would send the same request …`, and its tone. */
export const verdictOf = (verdict: Verdict) => {
  const [words, tone] = verdicts[verdict];
  return { words, tone };
};
