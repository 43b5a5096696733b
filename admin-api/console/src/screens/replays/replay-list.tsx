import { List, type Column } from "../../parts/list.tsx";
import { Progress } from "../../parts/progress.tsx";
import { Badge, State } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";
import { endedOf, endedParts, type Replay } from "../../replays/outcomes.ts";
import { kindWords, purposeOf, selectionWords } from "../../replays/told.ts";
import "./replay-list.css";

const columns: readonly Column<Replay>[] = [
  { name: "reason", words: "Why", isWide: true, cell: (replay) => purposeOf(replay).words },
  {
    name: "scope",
    words: "Scope",
    isMinor: true,
    cell: (replay) => (
      <span className="row replay-scope" title={selectionWords(replay)}>
        {replay.kind !== "failures" && <Badge>{kindWords(replay)}</Badge>}
        {purposeOf(replay).recipe !== undefined && <Badge>Recipe</Badge>}
        {replay.routes.join(", ")}
      </span>
    ),
  },
  {
    name: "state",
    words: "State",
    cell: ({ state, halt }) => (
      <State state={state} {...(halt?.kind === "step" && { words: "Waits for you" })} />
    ),
  },
  {
    name: "progress",
    words: "Progress",
    cell: (replay) => (
      <div className="replay-progress">
        <Progress label="Progress" total={replay.selected} parts={endedParts(replay)} />
        <span className="faint numbers">
          {countOf(endedOf(replay))} of {countOf(replay.selected)}
        </span>
      </div>
    ),
  },
  {
    name: "applied",
    words: "Went well",
    isNumber: true,
    cell: ({ applied, unchanged }) => countOf(applied + unchanged),
  },
  {
    name: "failedAgain",
    words: "Failed again",
    isNumber: true,
    cell: ({ failedAgain, inDoubt }) => (
      <span className={failedAgain + inDoubt > 0 ? "replay-bad" : undefined}>
        {countOf(failedAgain + inDoubt)}
      </span>
    ),
  },
  {
    name: "rate",
    words: "Rate",
    isNumber: true,
    isMinor: true,
    cell: ({ ratePerSecond }) => (ratePerSecond === null ? "–" : `${countOf(ratePerSecond)}/s`),
  },
  { name: "by", words: "By", isMinor: true, cell: ({ actor }) => <span className="nowrap">{actor}</span> },
  {
    name: "started",
    words: "Start",
    cell: ({ createdAt, startAt }) => <Time at={startAt ?? createdAt} />,
  },
];

/** Replays with one line each, newest first. */
export function ReplayList({ replays }: { readonly replays: readonly Replay[] }) {
  return (
    <List
      label="Replays"
      rows={replays}
      columns={columns}
      idOf={({ id }) => id}
      linkOf={({ id }) => ({ to: "/replays/$id", params: { id } })}
    />
  );
}
