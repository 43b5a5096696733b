import { CopyButton } from "../../parts/copy.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import type { Replay } from "../../replays/outcomes.ts";
import { rulesOf } from "../../replays/rules.ts";
import { commandOf } from "../../replays/told.ts";

/** What was asked for, and the same by command. */
export function About({ replay }: { readonly replay: Replay }) {
  const command = commandOf(replay);
  return (
    <Section title="What was asked for">
      <Facts
        facts={[
          ["Reason", replay.reason],
          ["It halts when", rulesOf(replay.stopWhen)],
        ]}
      />
      <div className="row">
        <code>{command}</code>
        <CopyButton text={command} label="Copy the command" />
      </div>
      <details>
        <summary>Selection as JSON</summary>
        <pre className="mono">{JSON.stringify(replay.selection, null, 2)}</pre>
      </details>
    </Section>
  );
}
