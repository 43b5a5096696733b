import type { components } from "../api/schema.gen.ts";
import { ExcerptView } from "./excerpt-view.tsx";
import { Differences } from "./differences.tsx";

type DryRun = components["schemas"]["DryRun"];

/** What would be sent, and where that differs from the request that failed. */
export function DryRunView({ dryRun: { words, wouldSend, changes } }: { readonly dryRun: DryRun }) {
  return (
    <div className="stack-s">
      <p>{words}</p>
      {changes.length > 0 && (
        <Differences
          diff={changes.map(({ place, before, now }) => ({ pointer: place, before, after: now }))}
        />
      )}
      {wouldSend && <ExcerptView title="The request that would be sent" request={wouldSend} />}
    </div>
  );
}
