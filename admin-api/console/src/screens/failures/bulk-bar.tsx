import { useWhyNot } from "../../api/me.ts";
import type { Group } from "../../groups/group.ts";
import type { ChosenAct, GroupAct } from "../../groups/group-dialog.tsx";
import { tooManyGroups } from "../../groups/many-groups.ts";
import { tooMany } from "../../messages/many-failures.ts";
import { Button } from "../../parts/button.tsx";
import { ChosenBar } from "../../parts/chosen-bar.tsx";
import type { Selection } from "../../parts/selection.ts";
import { countOf, manyOf } from "../../parts/words.ts";
import { bulkActsOn } from "./bulk-acts.ts";
import { allGroupsWords, groupsFilterOf, groupTermsOf, type Query } from "./query.ts";

type Many = { readonly groups: number; readonly failures: number };

/** How many groups match, which these are, and failures in them, when somebody chose them all. */
export type AllGroups = Many & { readonly checksum: string };

type BulkBarProps = {
  /** Of the page. */
  readonly groups: readonly Group[];
  readonly query: Query;
  /** On all pages. */
  readonly total: AllGroups;
  readonly selection: Selection<AllGroups>;
  readonly onChoose: (chosen: ChosenAct) => void;
};

const kinds: Partial<Record<GroupAct, "primary" | "danger">> = { replay: "primary", discard: "danger" };

/** What can be done with the groups that are chosen: those of the page, or all that match. */
export function BulkBar({ groups, query, total, selection, onChoose }: BulkBarProps) {
  const forbidden = useWhyNot("act-in-bulk");
  const { all } = selection;
  const chosen = groups.filter(({ id }) => selection.ids.has(id));
  const many: Many = all ?? {
    groups: chosen.length,
    failures: chosen.reduce((sum, { count }) => sum + count, 0),
  };
  if (selection.isEmpty) return null;
  return (
    <ChosenBar
      label="Chosen groups"
      count={`${manyOf(many.groups, "group")}, ${manyOf(many.failures, "failure")}`}
    >
      {!all && chosen.length === groups.length && total.groups > groups.length && (
        <Button kind="quiet" onClick={() => selection.takeAll(total)}>
          {`Select all ${countOf(total.groups)} matching`}
        </Button>
      )}
      {bulkActsOn(query.status).map(([act, words]) => (
        <Button
          key={act}
          kind={kinds[act] ?? "plain"}
          off={forbidden ?? whyOff(act, many, all !== undefined)}
          onClick={() => onChoose(all ? allOf(act, query, all) : { act, groups: withFailures(act, chosen) })}
        >
          {words}
        </Button>
      ))}
      <Button kind="quiet" onClick={() => selection.clear()}>
        Clear
      </Button>
    </ChosenBar>
  );
}

const isOnFailures = (act: GroupAct): boolean => act === "replay" || act === "discard";

function whyOff(act: GroupAct, { groups, failures }: Many, isAll: boolean): string | undefined {
  if (!isOnFailures(act)) return isAll ? tooManyGroups(groups) : undefined;
  if (failures === 0) return "They have no failures.";
  return isAll && act === "discard" ? tooMany(failures) : undefined;
}

/** All that match, and their failures, as many as there were when they were chosen. */
function allOf(act: GroupAct, query: Query, { groups, checksum, failures }: AllGroups): ChosenAct {
  const words = allGroupsWords(query, groups);
  return {
    act,
    groups: [],
    all: {
      groups: {
        filter: groupsFilterOf(query),
        expectedCount: groups,
        expectedChecksum: checksum,
        words: `These are ${words}`,
      },
      failures: {
        filter: { ofGroups: groupTermsOf(query) },
        expectedCount: failures,
        words: `of ${words}`,
      },
    },
  };
}

/** An empty group has nothing to send or give up. */
const withFailures = (act: GroupAct, groups: readonly Group[]): readonly Group[] =>
  isOnFailures(act) ? groups.filter(({ count }) => count > 0) : groups;
