import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { Loaded } from "../parts/empty.tsx";
import { Badge } from "../parts/state.tsx";
import { countOf, manyOf } from "../parts/words.ts";
import { usePreview, type Preview } from "./preview.ts";
import type { ReplayScope } from "./scope.ts";
import { verdictOf } from "./verdicts.ts";

type DryRun = NonNullable<Preview["dryRun"]>;

/** More than so many are read only when somebody asks for it. */
const atOnce = 500;

/** What each would send now, against what it sent when it failed. Nothing is sent. */
export function DryRuns({ scope, count }: { readonly scope: ReplayScope; readonly count: number }) {
  const [wanted, setWanted] = useState(count <= atOnce);
  const preview = usePreview(scope, { dryRun: true, enabled: wanted });
  return (
    <section className="stack-s" aria-label="Dry run">
      <h3>What would be sent</h3>
      {wanted ? (
        <Loaded of={preview} rows={2}>
          {({ dryRun }) => (dryRun ? <Verdicts dryRun={dryRun} /> : null)}
        </Loaded>
      ) : (
        <div className="row">
          <Button onClick={() => setWanted(true)}>{`Dry-run ${manyOf(count, "failure")}`}</Button>
          <span className="faint">Sends nothing; takes up to 50 s. The reading is audited.</span>
        </div>
      )}
    </section>
  );
}

function Verdicts({ dryRun }: { readonly dryRun: DryRun }) {
  const { verdicts, groups, looked, cut } = dryRun;
  return (
    <>
      {cut !== null && (
        <p className="faint">
          {countOf(looked)} were looked at: {cut}
        </p>
      )}
      <ul className="stack-s">
        {verdicts.map(({ verdict, count }) => {
          const { words, tone } = verdictOf(verdict);
          return (
            <li key={verdict} className="wizard-verdict">
              <Badge tone={tone}>{countOf(count)}</Badge> <span>{words}</span>
            </li>
          );
        })}
      </ul>
      {groups.map((group) => (
        <Changes key={`${group.route} ${group.places.join(" ")}`} group={group} />
      ))}
    </>
  );
}

/** Those whose request differs at the same places, by the first of them. */
function Changes({ group }: { readonly group: DryRun["groups"][number] }) {
  const { route, places, count, changes, examples } = group;
  return (
    <details className="wizard-changes">
      <summary>
        {countOf(count)} {route !== "" && `of ${route} `}differ at {places.join(", ")}
      </summary>
      <dl className="stack-s">
        <dt className="faint">{examples[0]}</dt>
        {changes.map(({ place, before, now }) => (
          <dd key={place}>
            <code>{place}</code> {before !== null && <del className="mono">{before}</del>}{" "}
            {now !== null && <ins className="mono">{now}</ins>}
          </dd>
        ))}
      </dl>
    </details>
  );
}
