import type { Problem } from "../api/problem.ts";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { Facts } from "../parts/page.tsx";
import { ProblemBox } from "../parts/problem-box.tsx";
import { manyOf } from "../parts/words.ts";
import { bodyOfHow, sentenceOf, type How } from "./how.ts";
import { rulesOf } from "./rules.ts";
import type { Preview } from "./preview.ts";
import type { ReplayScope } from "./scope.ts";

type ConfirmStepProps = {
  readonly scope: ReplayScope;
  readonly how: How;
  readonly counts: Preview;
  readonly mustType: boolean;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly problem: Problem | null;
  readonly onLookAgain: () => void;
};

/** The last step: all of it in a sentence. What was refused stays, with a way to look again. */
export function ConfirmStep(props: ConfirmStepProps) {
  const { scope, how, counts, mustType, typed, onTyped, problem, onLookAgain } = props;
  return (
    <>
      <p className="wizard-sentence">{sentenceOf(how, { count: counts.eligible, words: scope.words })}</p>
      <Facts
        facts={[
          ["It halts when", rulesOf(bodyOfHow(how).stopWhen ?? null)],
          ["Reason", how.reason],
        ]}
      />
      {counts.skipped > 0 && (
        <p>{manyOf(counts.skipped, "failure")} will be skipped, each with its reason.</p>
      )}
      {mustType && (
        <Field label={`Type ${counts.selected} to confirm`} hint="This is production, and many.">
          {(ids) => (
            <input
              {...ids}
              className="input mono"
              value={typed}
              autoComplete="off"
              onChange={({ target }) => onTyped(target.value)}
            />
          )}
        </Field>
      )}
      {problem && <ProblemBox problem={problem} />}
      {problem?.code === "count-differs" && (
        <div>
          <Button onClick={onLookAgain}>Look again</Button>
        </div>
      )}
    </>
  );
}
