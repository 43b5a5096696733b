import type { UseQueryResult } from "@tanstack/react-query";
import type { Problem } from "../api/problem.ts";
import { Loaded } from "../parts/empty.tsx";
import { State } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { countOf, manyOf } from "../parts/words.ts";
import { useSample, type Preview } from "./preview.ts";
import { expectedOf, type ReplayScope } from "./scope.ts";
import { DryRuns } from "./wizard-dry-runs.tsx";

type ScopeStepProps = {
  readonly scope: ReplayScope;
  readonly counts: UseQueryResult<Preview, Problem>;
};

/** The first step: which failures, how many, what is skipped and why, some of them, and what would be sent. */
export function ScopeStep({ scope, counts }: ScopeStepProps) {
  return (
    <>
      <p>
        {manyOf(counts.data?.selected ?? expectedOf(scope), "failure")} {scope.words}. Each goes through its
        own route again; nobody else sees it twice.
      </p>
      <Loaded of={counts} rows={1}>
        {(preview) => <Counts preview={preview} expected={expectedOf(scope)} />}
      </Loaded>
      <Sample scope={scope} />
      {counts.data && counts.data.selected > 0 && <DryRuns scope={scope} count={counts.data.selected} />}
    </>
  );
}

function Counts({ preview, expected }: { readonly preview: Preview; readonly expected: number }) {
  const { selected, eligible, skipped, reasons } = preview;
  return (
    <div className="stack-s">
      {selected !== expected && (
        <p role="status">
          It was {countOf(expected)} when you looked, and is {countOf(selected)} now.
        </p>
      )}
      <p>
        <strong className="numbers">{countOf(eligible)}</strong> can be replayed
        {skipped > 0 && `, ${countOf(skipped)} would be skipped:`}
      </p>
      {reasons.length > 0 && (
        <ul>
          {reasons.map(({ reason, count }) => (
            <li key={reason} className="wizard-verdict">
              <span className="wizard-count numbers">{countOf(count)}</span> {reason}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Sample({ scope }: { readonly scope: ReplayScope }) {
  const sample = useSample(scope, true);
  return (
    <Loaded of={sample}>
      {(failures) =>
        failures.length === 0 ? null : (
          <details open={failures.length <= 5}>
            <summary>{manyOf(failures.length, "failure")} as a sample</summary>
            <ul className="stack-s">
              {failures.map(({ id, state, type, entityKey, lastFailedAt, error }) => (
                <li key={id} className="row">
                  <State state={state} />
                  <span>
                    {type ?? "unknown type"} {entityKey !== null && <code>{entityKey}</code>}
                  </span>
                  <span className="faint">{error?.message}</span>
                  <Time at={lastFailedAt} />
                </li>
              ))}
            </ul>
          </details>
        )
      }
    </Loaded>
  );
}
