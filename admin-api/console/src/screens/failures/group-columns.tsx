import { Link } from "@tanstack/react-router";
import { NotebookPen } from "lucide-react";
import type { Group } from "../../groups/group.ts";
import type { Column } from "../../parts/list.tsx";
import { Sparkline } from "../../parts/sparkline.tsx";
import { Badge, State } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";
import type { Replay } from "../../replays/outcomes.ts";
import "./group-columns.css";

type Shown = {
  readonly lastReplays: ReadonlyMap<string, Replay>;
  /** Whether groups of several states are shown. */
  readonly hasStates: boolean;
};

/** What the list shows of a group, and how its last replay went. */
export const groupColumns = ({ lastReplays, hasStates }: Shown): readonly Column<Group>[] => [
  { name: "title", words: "Group", isWide: true, cell: (group) => <Title group={group} /> },
  ...(hasStates ? [stateColumn] : []),
  { name: "count", words: "Failures", isNumber: true, sort: "count", cell: ({ count }) => countOf(count) },
  {
    name: "hourly",
    words: "24 h",
    sort: "trend",
    isMinor: true,
    cell: ({ hourly }) => (
      <Sparkline counts={hourly} label="Failed in each of the last 24 hours" tone="bad" />
    ),
  },
  {
    name: "first",
    words: "First seen",
    sort: "firstSeen",
    isMinor: true,
    cell: ({ firstSeenAt }) => <Time at={firstSeenAt} />,
  },
  { name: "last", words: "Last seen", sort: "lastSeen", cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
  {
    name: "replay",
    words: "Last replay",
    isMinor: true,
    cell: ({ id }) => <LastReplay replay={lastReplays.get(id)} />,
  },
  { name: "owner", words: "Owner", isMinor: true, cell: (group) => <Owner group={group} /> },
];

const stateColumn: Column<Group> = {
  name: "state",
  words: "State",
  cell: ({ state }) => <State state={state} />,
};

const nothing = <span className="faint">–</span>;

const Title = ({ group: { title, route, type, code } }: { readonly group: Group }) => (
  <span className="group-title">
    <span className="group-words" title={title}>
      {title}
    </span>
    <span className="group-badges" title={[code, route, type].filter(Boolean).join(", ")}>
      <Badge>{code}</Badge>
      <Badge>{route}</Badge>
      {type !== null && <Badge>{type}</Badge>}
    </span>
  </span>
);

function LastReplay({ replay }: { readonly replay: Replay | undefined }) {
  if (replay === undefined) return nothing;
  const { id, applied, unchanged, failedAgain, inDoubt, state } = replay;
  const bad = failedAgain + inDoubt;
  return (
    <Link to="/replays/$id" params={{ id }} className="group-replay numbers">
      {state === "completed" || state === "cancelled" ? "" : `${state}, `}
      {countOf(applied + unchanged)} well{bad > 0 && `, ${countOf(bad)} failed`}
    </Link>
  );
}

const Owner = ({ group: { owner, note } }: { readonly group: Group }) => (
  <span className="group-owner">
    {owner ?? nothing}
    {note !== null && (
      <span className="group-note" title={note}>
        <NotebookPen aria-hidden="true" />
        <span className="visually-hidden">Note: {note}</span>
      </span>
    )}
  </span>
);
