import { useMemo } from "react";
import type { GroupDetail } from "../../groups/group.ts";
import { Chart } from "../../parts/chart.tsx";
import { Section } from "../../parts/page.tsx";
import { Progress } from "../../parts/progress.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";
import "./courses.css";

/** How often it failed, by hour and by version of the adapter. */
export function Courses({ group: { hours, adapterVersions } }: { readonly group: GroupDetail }) {
  const shown = useMemo(
    () => ({
      atMs: hours.map(({ at }) => Date.parse(at)),
      series: [{ words: "Failed", tone: "bad" as const, counts: hours.map(({ failed }) => failed) }],
    }),
    [hours],
  );
  return (
    <div className="courses">
      <Section title="Failed per hour, 48 h">
        <Chart label="Failed per hour" {...shown} />
      </Section>
      <Section title="By adapter version">
        <Versions versions={adapterVersions} />
      </Section>
    </div>
  );
}

function Versions({ versions }: { readonly versions: GroupDetail["adapterVersions"] }) {
  const total = versions.reduce((sum, { attempts }) => sum + attempts, 0);
  if (total === 0) return <p className="faint">No attempt is known.</p>;
  return (
    <ul className="stack">
      {versions.map(({ version, attempts, firstAt, lastAt }) => (
        <li key={version} className="stack-s">
          <span className="row courses-version">
            <strong>{version}</strong>
            <span className="numbers">{countOf(attempts)} attempts</span>
          </span>
          <Progress
            label={`Share of ${version}`}
            total={total}
            parts={[{ name: version, count: attempts, tone: "bad" }]}
          />
          <span className="faint">
            <Time at={firstAt} /> to <Time at={lastAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
