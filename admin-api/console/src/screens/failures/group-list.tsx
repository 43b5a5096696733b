import { NotebookPen } from "lucide-react";
import { useWhyNot } from "../../api/me.ts";
import type { Group } from "../../groups/group.ts";
import type { ChosenAct, GroupAct } from "../../groups/group-dialog.tsx";
import { List, type Column } from "../../parts/list.tsx";
import { Menu } from "../../parts/menu.tsx";
import { Sparkline } from "../../parts/sparkline.tsx";
import { Badge, State } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { countOf } from "../../parts/words.ts";
import "./group-list.css";

const columns: readonly Column<Group>[] = [
  { name: "title", words: "Group", isWide: true, cell: ({ title }) => title },
  { name: "state", words: "State", cell: ({ state }) => <State state={state} /> },
  {
    name: "route",
    words: "Route and type",
    cell: ({ route, type, code }) => (
      <span className="group-badges">
        <Badge>{route}</Badge>
        {type !== null && <Badge>{type}</Badge>}
        <Badge>{code}</Badge>
      </span>
    ),
  },
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
    name: "owner",
    words: "Owner",
    isMinor: true,
    cell: ({ owner, note }) => (
      <span className="row">
        {owner ?? <span className="faint">–</span>}
        {note !== null && (
          <span className="group-note" title={note}>
            <NotebookPen aria-hidden="true" />
            <span className="visually-hidden">Note: {note}</span>
          </span>
        )}
      </span>
    ),
  },
];

type GroupListProps = {
  readonly groups: readonly Group[];
  readonly sort: string;
  readonly onChoose: (chosen: ChosenAct) => void;
};

/** Groups with one line each, and what can be done with one. */
export function GroupList({ groups, sort, onChoose }: GroupListProps) {
  const off = useWhyNot("act-in-bulk");
  const on = (act: GroupAct) => (group: Group) => onChoose({ act, groups: [group] });
  return (
    <List
      label="Failure groups"
      rows={groups}
      columns={columns}
      idOf={({ id }) => id}
      sortedBy={sort}
      linkOf={({ id }) => ({ to: "/failures/$groupId", params: { groupId: id } })}
      letters={{
        r: { words: "Replay the group", act: on("replay") },
        d: { words: "Discard the group's failures", act: on("discard") },
      }}
      actions={menuOn(off, onChoose)}
    />
  );
}

/** The menu at the end of a row. */
const menuOn = (off: string | undefined, onChoose: GroupListProps["onChoose"]) => (group: Group) => (
  <Menu
    label={`Acts on ${group.title}`}
    items={actsOn(group).map(({ words, act, danger }) => ({
      words,
      danger,
      off: off ?? (needsFailures.has(act) && group.count === 0 ? "It has no failures." : undefined),
      act: () => onChoose({ act, groups: [group] }),
    }))}
  />
);

const needsFailures: ReadonlySet<GroupAct> = new Set(["replay", "discard"]);

const actsOn = ({ state }: Group): readonly { words: string; act: GroupAct; danger: boolean }[] => [
  { words: "Replay…", act: "replay", danger: false },
  ...(state === "acknowledged" ? [] : [{ words: "Acknowledge", act: "acknowledge" as const, danger: false }]),
  { words: "Snooze…", act: "snooze", danger: false },
  state === "resolved"
    ? { words: "Reopen", act: "reopen", danger: false }
    : { words: "Resolve", act: "resolve", danger: false },
  { words: "Discard…", act: "discard", danger: true },
];
