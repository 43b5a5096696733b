import { Link } from "@tanstack/react-router";
import { CopyButton } from "../../parts/copy.tsx";
import { Facts, Section } from "../../parts/page.tsx";
import type { Replay } from "../../replays/outcomes.ts";
import { rulesOf } from "../../replays/rules.ts";
import { commandOf, purposeOf } from "../../replays/told.ts";
import "./about.css";

/** What was asked for, and the same by command. */
export function About({ replay }: { readonly replay: Replay }) {
  const command = commandOf(replay);
  const { words, recipe } = purposeOf(replay);
  return (
    <Section title="What was asked for">
      <Facts
        facts={[
          ["Reason", words],
          ["Recipe", recipe && <RecipeLink id={recipe} />],
          ["It halts when", rulesOf(replay.stopWhen)],
        ]}
      />
      <div className="row">
        <code className="about-command">{command}</code>
        <CopyButton text={command} label="Copy the command" />
      </div>
      <details>
        <summary>Selection as JSON</summary>
        <pre className="mono">{JSON.stringify(replay.selection, null, 2)}</pre>
      </details>
    </Section>
  );
}

const RecipeLink = ({ id }: { readonly id: string }) => (
  <Link to="/recipes/$id" params={{ id }}>
    Open the recipe
  </Link>
);
