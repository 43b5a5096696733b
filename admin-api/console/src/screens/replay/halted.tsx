import { Link } from "@tanstack/react-router";
import { Badge } from "../../parts/state.tsx";
import { countOf, percentOf } from "../../parts/words.ts";
import type { Replay } from "../../replays/outcomes.ts";
import "./halted.css";

type Findings = NonNullable<NonNullable<Replay["halt"]>["findings"]>;

/** Why it stands still: in words, and by what it rests on. */
export function Halted({ replay }: { readonly replay: Replay }) {
  const { halt } = replay;
  if (!halt) return null;
  const { kind, text, findings } = halt;
  const hasFailed = replay.failedAgain + replay.inDoubt > 0;
  const tone = kind === "person" || (kind === "step" && !hasFailed) ? "wait" : "bad";
  return (
    <div className={`halted ${tone}`} role="status">
      <strong>{kind === "step" ? "It waits for the next step" : "It stands still"}</strong>
      <p>{text}</p>
      {kind === "step" && <p className="numbers">{cameTo(replay)}</p>}
      {findings && <Found findings={findings} isCounted={kind === "failureShare"} />}
    </div>
  );
}

/** Whether to go on hangs on what the steps so far came to. */
function cameTo({ applied, unchanged, superseded, failedAgain, inDoubt }: Replay): string {
  const ended = [
    [applied + unchanged + superseded, "went well"],
    [failedAgain, "failed again"],
    [inDoubt, "in doubt"],
  ] as const;
  const told = ended.filter(([count]) => count > 0).map(([count, words]) => `${countOf(count)} ${words}`);
  return `By now: ${told.join(", ") || "nothing has ended"}.`;
}

function Found({
  findings: { ended, selected, judged, failed, groups, circuits },
  isCounted,
}: {
  readonly findings: Findings;
  /** Whether the words above have the numbers. */
  readonly isCounted: boolean;
}) {
  return (
    <ul className="stack-s">
      {!isCounted && (
        <li className="numbers">
          {countOf(ended)} of {countOf(selected)} had ended; of {countOf(judged)} judged, {countOf(failed)}{" "}
          failed
          {judged > 0 && ` (${percentOf(failed / judged)})`}.
        </li>
      )}
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
