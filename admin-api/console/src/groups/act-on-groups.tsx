import type { ReactNode } from "react";
import { useRead } from "../api/queries.ts";
import { ActDialog } from "../parts/act-dialog.tsx";
import { manyOf } from "../parts/words.ts";
import { changeSince } from "../replays/scope.ts";
import { changeGroups } from "./change.ts";
import type { ChosenGroups } from "./group.ts";
import { groupsDoneWords, tooManyGroups } from "./many-groups.ts";

type ActOnGroupsProps = {
  readonly chosen: ChosenGroups;
  /** `Acknowledge`, before the number of groups. */
  readonly verb: string;
  /** `acknowledged`, after their number. */
  readonly done: string;
  /** What is said of each. */
  readonly said: object;
  /** What it means; fields of the act come here too. */
  readonly children?: ReactNode;
  /** Why it cannot be done yet. */
  readonly off?: string | undefined;
  readonly onClose: () => void;
};

/** Says the same of one or more groups, in one act. Others than those that were shown are refused by the server, and told here. */
export function ActOnGroups({ chosen, verb, done, said, children, off, onClose }: ActOnGroupsProps) {
  const seen = useSeen(chosen);
  const { groups } = chosen;
  const [first] = groups;
  const one = groups.length === 1 ? first : undefined;
  return (
    <ActDialog
      title={one ? `${verb}: ${one.title}` : `${verb} ${manyOf(seen.count, "group")}`}
      verb={verb}
      act={(reason) => changeGroups(seen.selection, said, reason)}
      done={({ body }) => (one ? `1 group ${done}.` : groupsDoneWords(done, body))}
      off={seen.off ?? off}
      onClose={onClose}
    >
      {chosen.all && <p>{chosen.all.words}.</p>}
      {seen.changed !== undefined && <p role="status">{seen.changed}</p>}
      {children}
    </ActDialog>
  );
}

/** Those that are chosen, as the server knows them now. */
function useSeen({ groups, all }: ChosenGroups) {
  const query = { ...all?.filter, limit: 1 };
  const { data } = useRead("/api/v1/failure-groups", { query }, { enabled: all !== undefined });
  if (all === undefined) {
    const ids = groups.map(({ id }) => id);
    return { count: ids.length, selection: { ids } };
  }
  const { value: count, checksum } = data?.count ?? {
    value: all.expectedCount,
    checksum: all.expectedChecksum,
  };
  return {
    count,
    selection: { filter: all.filter, expectedCount: count, expectedChecksum: checksum },
    changed: changeSince(all, { count, checksum }),
    off: data ? tooManyGroups(count) : "Counting.",
  };
}
