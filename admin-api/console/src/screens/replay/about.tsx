import { Link } from "@tanstack/react-router";
import { CopyButton } from "../../parts/copy.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import { percentOf } from "../../parts/words.ts";
import { type Replay } from "../../replays/outcomes.ts";
import { commandOf, groupOf } from "../../replays/told.ts";

/** What was asked for, and the same by command. */
export function About({ replay }: { readonly replay: Replay }) {
  const group = groupOf(replay);
  const command = commandOf(replay);
  return (
    <Section title="What was asked for">
      <Facts
        facts={[
          ["Reason", replay.reason],
          ["Halts when", rulesOf(replay)],
          [
            "Group",
            group === undefined ? undefined : (
              <Link to="/failures/$groupId" params={{ groupId: group }}>
                Open the group
              </Link>
            ),
          ],
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

function rulesOf({ stopWhen }: Replay): string {
  if (stopWhen === null) return "never";
  const { failureShare, newGroup, regressed, circuit } = stopWhen;
  const rules = [
    failureShare !== undefined && failureShare < 1 && `${percentOf(failureShare)} fail again`,
    newGroup === true && "a new group",
    regressed === true && "a regressed group",
    circuit === true && "an open circuit",
  ].filter((rule) => rule !== false);
  return rules.length === 0 ? "never" : rules.join(", ");
}
