import { useMemo } from "react";
import { useWhyNot } from "../../api/me.ts";
import type { Group } from "../../groups/group.ts";
import type { ChosenAct, GroupAct } from "../../groups/group-dialog.tsx";
import { List } from "../../parts/list.tsx";
import type { RowMenuOf } from "../../parts/row-menu.tsx";
import type { Selection } from "../../parts/selection.ts";
import { groupColumns } from "./group-columns.tsx";
import { useLastReplays } from "./use-last-replays.ts";

type GroupListProps = {
  readonly groups: readonly Group[];
  readonly sort: string;
  readonly hasStates: boolean;
  readonly selection: Selection;
  readonly onChoose: (chosen: ChosenAct) => void;
};

/** Groups with one line each, and what can be done with one. */
export function GroupList({ groups, sort, hasStates, selection, onChoose }: GroupListProps) {
  const off = useWhyNot("act-in-bulk");
  const lastReplays = useLastReplays();
  const columns = useMemo(() => groupColumns({ lastReplays, hasStates }), [lastReplays, hasStates]);
  const on = (act: GroupAct) => (group: Group) => {
    if (whyOff(off, act, group) === undefined) onChoose({ act, groups: [group] });
  };
  return (
    <List
      label="Failure groups"
      rows={groups}
      columns={columns}
      idOf={({ id }) => id}
      selection={selection}
      sortedBy={sort}
      linkOf={({ id }) => ({ to: "/failures/$groupId", params: { groupId: id } })}
      letters={{
        r: { words: "Replay the group", act: on("replay") },
        d: { words: "Discard the group's failures", act: on("discard") },
      }}
      menu={menuOn(off, onChoose)}
    />
  );
}

/** The menu at the end of a row. */
const menuOn = (off: string | undefined, onChoose: GroupListProps["onChoose"]): RowMenuOf<Group> => ({
  label: ({ title }) => `Acts on ${title}`,
  items: (group) =>
    actsOn(group).map(([act, words]) => ({
      words,
      danger: act === "discard",
      off: whyOff(off, act, group),
      act: () => onChoose({ act, groups: [group] }),
    })),
});

const whyOff = (off: string | undefined, act: GroupAct, { count }: Group): string | undefined =>
  off ?? (count === 0 && (act === "replay" || act === "discard") ? "It has no failures." : undefined);

const actsOn = ({ state }: Group): readonly (readonly [act: GroupAct, words: string])[] => [
  ["replay", "Replay…"],
  ...(state === "acknowledged" ? [] : [["acknowledge", "Acknowledge"] as const]),
  ["snooze", "Snooze…"],
  state === "resolved" ? ["reopen", "Reopen"] : ["resolve", "Resolve"],
  ["discard", "Discard…"],
];
