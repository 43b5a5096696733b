import { FaultList, type Fault } from "../../parts/fault-list.tsx";
import { Check, CircleAlert } from "lucide-react";
import { Differences } from "../../messages/differences.tsx";
import { DryRunView } from "../../messages/dry-run-view.tsx";
import { JsonFault, tryJson } from "../../parts/exact-json.ts";
import { Section } from "../../parts/page.tsx";
import { Badge } from "../../parts/state.tsx";
import { manyOf } from "../../parts/words.ts";
import type { Checked, Preview } from "./use-check.ts";

type Props = {
  readonly text: string;
  /** Whether it need not be JSON. */
  readonly isFree: boolean;
  readonly checked: Checked | undefined;
};

/** What was found out about an edit: what is wrong and where, or what it changes and sends. */
export function CheckResult({ text, isFree, checked }: Props) {
  const read = tryJson(text);
  if (read instanceof JsonFault && !isFree)
    return <Faults faults={[{ pointer: lineOf(text, read.at), detail: read.message }]} />;
  if (!checked) return undefined;
  return "faults" in checked ? <Faults faults={checked.faults} /> : <Fits preview={checked.preview} />;
}

/** For people: `line 3, 12`. */
function lineOf(text: string, at: number): string {
  const lines = text.slice(0, at).split("\n");
  return `line ${lines.length}, ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function Faults({ faults }: { readonly faults: readonly Fault[] }) {
  return (
    <div className="stack-s" role="status">
      <div>
        <Badge tone="bad" icon={CircleAlert}>
          {`It cannot be sent like this: ${manyOf(faults.length, "fault")}`}
        </Badge>
      </div>
      <FaultList faults={faults} />
    </div>
  );
}

function Fits({ preview: { diff, secondPerson, delicate, dryRun } }: { readonly preview: Preview }) {
  return (
    <Section title="What it changes">
      <div className="row" role="status">
        <Badge tone="good" icon={Check}>
          Fits its contract
        </Badge>
        {secondPerson && <Badge tone="wait">A second person has to approve it</Badge>}
      </div>
      {secondPerson && delicate.length > 0 && (
        <p className="faint">
          For it changes <span className="mono">{delicate.join(", ")}</span>
        </p>
      )}
      <Differences diff={diff} />
      {dryRun && <DryRunView dryRun={dryRun} />}
    </Section>
  );
}
