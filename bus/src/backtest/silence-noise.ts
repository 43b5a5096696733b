import { askBoth, type Answers, type Both, type SidesAnswer } from "./ask-both.ts";
import { compare, type Difference } from "./compare.ts";
import type { Tally } from "./tally.ts";

/** Answers that differ, and in what. */
export type Differing = { readonly answers: Answers; readonly differences: readonly Difference[] };

/** So often a place is looked at twice: a clock or a random number shows at once. */
const looks = 3;

/** Asks both versions again about places that are new: where a version differs from itself there is nothing to compare. */
export async function silenceNoise(differing: readonly Differing[], both: Both, tally: Tally): Promise<void> {
  const suspects = suspectsAmong(differing, tally);
  const again = await askBoth(
    suspects.map(({ question }) => ({ question, taken: { old: true, new: true } })),
    both,
  );
  for (const [n, now] of again.entries()) {
    const before = suspects[n];
    if (!before) continue;
    const own = [...unsteady(before.old, now.old), ...unsteady(before.new, now.new)];
    for (const { place } of own) tally.silence(now.question.operation, place);
  }
}

function suspectsAmong(differing: readonly Differing[], tally: Tally): readonly Answers[] {
  const seen = new Map<string, number>();
  return differing.flatMap(({ answers, differences }) => {
    const { question, old, new: fresh } = answers;
    if (old.kind !== "request" || fresh.kind !== "request") return [];
    const isNew = differences.some((difference) => {
      const key = `${question.operation} ${difference.place} ${difference.change}`;
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      // Later it would have been counted already.
      return times <= looks && !tally.has(question.operation, difference);
    });
    return isNew ? [answers] : [];
  });
}

const unsteady = (first: SidesAnswer, second: SidesAnswer): readonly Difference[] =>
  first.kind === "request" && second.kind === "request" ? compare(first, second) : [];
