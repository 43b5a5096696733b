import type { UseQueryResult } from "@tanstack/react-query";
import type { Problem } from "../api/problem.ts";
import { Loaded } from "../parts/empty.tsx";
import { State } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { countOf, manyOf } from "../parts/words.ts";
import { useSample, type Failure, type Preview } from "./preview.ts";
import { changeSince, expectedOf, type ReplayScope } from "./scope.ts";
import { DryRuns } from "./wizard-dry-runs.tsx";

type ScopeStepProps = {
  readonly scope: ReplayScope;
  readonly counts: UseQueryResult<Preview, Problem>;
};

/** The first step: which failures, how many, what is skipped and why, some of them, and what would be sent. */
export function ScopeStep({ scope, counts }: ScopeStepProps) {
  return (
    <>
      <div>
        <p>
          {manyOf(counts.data?.selected ?? expectedOf(scope), "failure")} {scope.words}
        </p>
        <p className="faint">Each goes through its own route again; nobody else sees it twice.</p>
      </div>
      <Loaded of={counts} rows={1}>
        {(preview) => <Counts preview={preview} scope={scope} />}
      </Loaded>
      <Sample scope={scope} />
      {counts.data && counts.data.selected > 0 && <DryRuns scope={scope} count={counts.data.selected} />}
    </>
  );
}

function Counts({ preview, scope }: { readonly preview: Preview; readonly scope: ReplayScope }) {
  const { selected, eligible, skipped, reasons, paused } = preview;
  const changed = changeSince(scope, { count: selected, checksum: preview.checksum });
  return (
    <div className="stack-s">
      {changed !== undefined && <p role="status">{changed}</p>}
      <p>
        <strong className="numbers">{countOf(eligible)}</strong> can be replayed
        {skipped > 0 && `, ${countOf(skipped)} would be skipped:`}
      </p>
      {paused.length > 0 && (
        <p className="wizard-paused" role="status">
          Paused: {paused.join(", ")}. Nothing of that is sent before it is resumed.
        </p>
      )}
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
          <section className="stack-s" aria-label="Sample">
            <h3>{failures.length === 1 ? "This one" : `${failures.length} of them`}</h3>
            <ul className="wizard-sample">
              {failures.map((failure) => (
                <SampleLine key={failure.id} failure={failure} />
              ))}
            </ul>
          </section>
        )
      }
    </Loaded>
  );
}

function SampleLine({ failure }: { readonly failure: Failure }) {
  const { messageId, state, type, entityKey, lastFailedAt, error } = failure;
  return (
    <li className="wizard-line">
      <State state={state} />
      <code className="nowrap">{entityKey ?? messageId}</code>
      <span className="wizard-error faint" title={error?.message}>
        {type} {error?.message}
      </span>
      <Time at={lastFailedAt} />
    </li>
  );
}
