import { verdicts } from "../checker/verdict.ts";
import { isGreen, type Ended } from "./scenario.ts";

/** One line about one schedule, and the timelines of what was bad. */
export function lineOf(ended: Ended): string {
  const { scenario, seed, messages, faults, counts, text, complaints, rested, tookMs } = ended;
  const found = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${verdict}`);
  const head = `${isGreen(ended) ? "ok " : "BAD"} ${scenario} --seed ${seed}: ${messages} messages, ${faults} faults`;
  const tail = `${rested ? "" : ", did not come to rest"} (${(tookMs / 1_000).toFixed(0)} s)`;
  return [`${head}: ${found.join(", ")}${tail}`, ...complaints, ...(text === "" ? [] : [text])].join("\n");
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
