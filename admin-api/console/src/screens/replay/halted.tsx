import { Link } from "@tanstack/react-router";
import { Badge } from "../../parts/state.tsx";
import { countOf, percentOf } from "../../parts/words.ts";
import type { Replay } from "../../replays/outcomes.ts";
import "./halted.css";

type Findings = NonNullable<NonNullable<Replay["halt"]>["findings"]>;

/** Why it stands still: in words, and by what it rests on. */
export function Halted({ replay: { halt } }: { readonly replay: Replay }) {
  if (!halt) return null;
  const { kind, text, findings } = halt;
  return (
    <div className={`halted ${kind === "step" || kind === "person" ? "wait" : "bad"}`} role="status">
      <strong>{kind === "step" ? "It waits for the next step" : "It stands still"}</strong>
      <p>{text}</p>
      {findings && <Found findings={findings} />}
    </div>
  );
}

function Found({
  findings: { ended, selected, judged, failed, groups, circuits },
}: {
  readonly findings: Findings;
}) {
  return (
    <ul className="stack-s">
      <li className="numbers">
        {countOf(ended)} of {countOf(selected)} had ended; of {countOf(judged)} judged, {countOf(failed)}{" "}
        failed
        {judged > 0 && ` (${percentOf(failed / judged)})`}.
      </li>
      {groups.map(({ id, change, count, title }) => (
        <li key={id} className="row">
          <Badge tone="bad">{change === "new" ? "New group" : "Regressed"}</Badge>
          <Link to="/failures/$groupId" params={{ groupId: id }}>
            {title}
          </Link>
          <span className="numbers">{countOf(count)} of it</span>
        </li>
      ))}
      {circuits.map(({ connection }) => (
        <li key={connection} className="row">
          <Badge tone="bad">Circuit open</Badge>
          <Link to="/adapters/$id" params={{ id: connection }}>
            {connection}
          </Link>
        </li>
      ))}
    </ul>
  );
}
