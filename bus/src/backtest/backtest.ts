import { askBoth, type Answers, type Both, type Case } from "./ask-both.ts";
import { compare, type Difference } from "./compare.ts";
import type { Question } from "./protocol.ts";
import { silenceNoise, type Differing } from "./silence-noise.ts";
import { openTally, type Group, type Tally } from "./tally.ts";

export type BacktestParts = Both & {
  readonly isNoise: (place: string) => boolean;
  /** A difference as it may be shown. */
  readonly example: (question: Question, difference: Difference) => Group["example"];
};

/** What came of it. Each comparison is same, different or incomparable. */
export type BacktestOutcome = {
  readonly compared: number;
  readonly same: number;
  readonly different: number;
  /** By reason. */
  readonly incomparable: ReadonlyMap<string, number>;
  readonly groups: readonly Group[];
  /** Places at which a version differs from itself. */
  readonly noise: readonly string[];
  /** Of the same: both versions throw. */
  readonly bothThrew: number;
};

/** Runs two versions over messages, batch by batch, and counts what they make differently. */
export async function backtest(
  parts: BacktestParts,
  batches: AsyncIterable<readonly Case[]>,
): Promise<BacktestOutcome> {
  const tally = openTally();
  const incomparable = new Map<string, number>();
  const counts = { compared: 0, different: 0, bothThrew: 0 };
  for await (const cases of batches) {
    counts.compared += cases.length;
    const differing: Differing[] = [];
    for (const answers of await askBoth(cases, parts)) {
      const reason = reasonOf(answers);
      if (reason !== undefined) incomparable.set(reason, (incomparable.get(reason) ?? 0) + 1);
      else if (answers.old.kind === "threw" && answers.new.kind === "threw") counts.bothThrew += 1;
      const differences = reason === undefined ? audible(differencesOf(answers), answers, parts, tally) : [];
      if (differences.length > 0) differing.push({ answers, differences });
    }
    await silenceNoise(differing, parts, tally);
    counts.different += countAll(differing, parts, tally);
  }
  const uncompared = [...incomparable.values()].reduce((sum, count) => sum + count, 0);
  const same = counts.compared - counts.different - uncompared;
  return { ...counts, same, incomparable, groups: tally.groups(), noise: tally.silent };
}

/** Gives how many messages differ in something that is no noise. */
function countAll(differing: readonly Differing[], parts: BacktestParts, tally: Tally): number {
  let different = 0;
  for (const { answers, differences } of differing) {
    const { question } = answers;
    const real = audible(differences, answers, parts, tally);
    if (real.length > 0) different += 1;
    for (const each of real) tally.count(question.operation, each, () => parts.example(question, each));
  }
  return different;
}

const audible = (
  differences: readonly Difference[],
  { question: { operation } }: Answers,
  { isNoise }: BacktestParts,
  tally: Tally,
): readonly Difference[] =>
  // That something is there now is no noise, whatever its value.
  differences.filter(
    ({ place, change }) => !isNoise(place) && !(change === "changed" && tally.isSilent(operation, place)),
  );

function reasonOf({ old, new: fresh }: Answers): string | undefined {
  if (old.kind === "incomparable") return old.reason;
  return fresh.kind === "incomparable" ? fresh.reason : undefined;
}

function differencesOf({ old, new: fresh }: Answers): readonly Difference[] {
  if (old.kind === "untaken") return [{ place: "taken", change: "only-new" }];
  if (fresh.kind === "untaken") return [{ place: "taken", change: "only-old" }];
  return compare(old, fresh);
}
