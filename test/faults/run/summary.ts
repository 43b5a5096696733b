import { verdicts } from "../checker/verdict.ts";
import type { Ended } from "./scenario.ts";

/** One line about one schedule, and the timelines of what was bad. */
export function lineOf({
  scenario,
  seed,
  messages,
  faults,
  counts,
  bad,
  text,
  rested,
  tookMs,
}: Ended): string {
  const found = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${verdict}`);
  const head = `${bad.length === 0 ? "ok " : "BAD"} ${scenario} --seed ${seed}: ${messages} messages, ${faults} faults: ${found.join(", ")}`;
  const tail = `${rested ? "" : ", did not come to rest"} (${(tookMs / 1_000).toFixed(0)} s)`;
  return text === "" ? head + tail : `${head}${tail}\n${text}`;
}

/** The sum over all schedules. */
export function sumOf(all: readonly Ended[]): Readonly<Record<string, number>> {
  const total = (pick: (ended: Ended) => number) => all.reduce((sum, ended) => sum + pick(ended), 0);
  return {
    schedules: all.length,
    faults: total(({ faults }) => faults),
    messages: total(({ messages }) => messages),
    ...Object.fromEntries(verdicts.map((verdict) => [verdict, total(({ counts }) => counts[verdict])])),
  };
}
