import type { History } from "./history.ts";
import { judge } from "./judge.ts";
import { timeline } from "./timeline.ts";
import { isBad, verdicts, type Judged, type Verdict } from "./verdict.ts";

/** What one schedule came to. */
export type Report = {
  readonly scenario: string;
  readonly seed: number;
  readonly messages: number;
  readonly faults: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly bad: readonly Judged[];
  /** The bad ones as a person reads them. */
  readonly text: string;
};

/** More timelines of one verdict than this say nothing that the first did not. */
const mostTimelines = 2;

/** Judges a history and says what it found. */
export function report(history: History): Report {
  const judged = judge(history);
  const counts = Object.fromEntries(
    verdicts.map((verdict) => [verdict, judged.filter((each) => each.verdict === verdict).length]),
  ) as Record<Verdict, number>;
  const bad = judged.filter(isBad);
  const { scenario, seed } = history;
  return {
    scenario,
    seed,
    messages: history.messages.length,
    faults: history.faults.length,
    counts,
    bad,
    text: [...Map.groupBy(bad, ({ verdict }) => verdict).values()]
      .flatMap((ofOne) => ofOne.slice(0, mostTimelines))
      .map((each) => timeline(history, each))
      .join("\n\n"),
  };
}
