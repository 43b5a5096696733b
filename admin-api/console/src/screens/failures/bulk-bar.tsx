import { useWhyNot } from "../../api/me.ts";
import type { Group } from "../../groups/group.ts";
import type { ChosenAct, GroupAct } from "../../groups/group-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import type { Selection } from "../../parts/selection.ts";
import { manyOf } from "../../parts/words.ts";
import "./bulk-bar.css";

type BulkBarProps = {
  readonly groups: readonly Group[];
  readonly selection: Selection;
  readonly onChoose: (chosen: ChosenAct) => void;
};

const acts: readonly (readonly [act: GroupAct, words: string])[] = [
  ["replay", "Replay…"],
  ["acknowledge", "Acknowledge"],
  ["snooze", "Snooze…"],
  ["resolve", "Resolve"],
  ["discard", "Discard…"],
];

/** What can be done with the groups that are chosen. */
export function BulkBar({ groups, selection, onChoose }: BulkBarProps) {
  const forbidden = useWhyNot("act-in-bulk");
  const chosen = groups.filter(({ id }) => selection.ids.has(id));
  const failures = chosen.reduce((sum, { count }) => sum + count, 0);
  const off = (act: GroupAct) =>
    forbidden ??
    ((act === "replay" || act === "discard") && failures === 0 ? "They have no failures." : undefined);
  if (chosen.length === 0) return null;
  return (
    <div className="group-bulk" role="region" aria-label="Chosen groups">
      <strong className="numbers">
        {manyOf(chosen.length, "group")}, {manyOf(failures, "failure")}
      </strong>
      {acts.map(([act, words]) => (
        <Button
          key={act}
          kind={act === "discard" ? "danger" : "plain"}
          off={off(act)}
          onClick={() => onChoose({ act, groups: withFailures(act, chosen) })}
        >
          {words}
        </Button>
      ))}
      <Button kind="quiet" onClick={() => selection.clear()}>
        Clear
      </Button>
    </div>
  );
}

/** An empty group has nothing to send or give up. */
const withFailures = (act: GroupAct, groups: readonly Group[]): readonly Group[] =>
  act === "replay" || act === "discard" ? groups.filter(({ count }) => count > 0) : groups;
