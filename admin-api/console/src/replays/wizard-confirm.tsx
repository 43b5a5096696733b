import type { Problem } from "../api/problem.ts";
import { TypedField } from "../parts/act-fields.tsx";
import { Button } from "../parts/button.tsx";
import { Facts } from "../parts/page.tsx";
import { ProblemBox } from "../parts/problem-box.tsx";
import { manyOf } from "../parts/words.ts";
import { bodyOfHow, sentenceOf, type How } from "./how.ts";
import { rulesOf } from "./rules.ts";
import { startWords } from "./start.ts";
import type { Preview } from "./preview.ts";
import type { ReplayScope } from "./scope.ts";

type ConfirmStepProps = {
  readonly scope: ReplayScope;
  readonly how: How;
  readonly counts: Preview;
  /** What has to be typed first, where something has. */
  readonly expected: string | undefined;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly problem: Problem | null;
  readonly onLookAgain: () => void;
};

/** The last step: all of it in a sentence. What was refused stays, with a way to look again. */
export function ConfirmStep(props: ConfirmStepProps) {
  const { scope, how, counts, expected, typed, onTyped, problem, onLookAgain } = props;
  return (
    <>
      <p className="wizard-sentence">{sentenceOf(how, { count: counts.eligible, words: scope.words })}</p>
      <Facts
        facts={[
          ["It begins", how.startAt === undefined ? "at once" : startWords(how.startAt)],
          ["It halts when", rulesOf(bodyOfHow(how).stopWhen ?? null)],
          ["Reason", how.reason],
        ]}
      />
      {counts.skipped > 0 && (
        <p>{manyOf(counts.skipped, "failure")} will be skipped, each with its reason.</p>
      )}
      {expected !== undefined && <TypedField typed={expected} value={typed} onChange={onTyped} />}
      {problem && <ProblemBox problem={problem} />}
      {problem?.code === "count-differs" && (
        <div>
          <Button onClick={onLookAgain}>Look again</Button>
        </div>
      )}
    </>
  );
}
