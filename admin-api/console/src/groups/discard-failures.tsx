import { useRead } from "../api/queries.ts";
import { doneWords, mostAtOnce, tooMany, typedFor } from "../messages/many-failures.ts";
import { ActDialog } from "../parts/act-dialog.tsx";
import { countOf, manyOf } from "../parts/words.ts";
import { changeSince, selectionOf, type FilterScope } from "../replays/scope.ts";
import type { Group } from "./group.ts";

type DiscardProps = {
  readonly scope: FilterScope;
  /** Those that were chosen, where these are more than one and not all. */
  readonly groups: readonly Group[];
  readonly onClose: () => void;
};

/** Gives up the failures of groups. Another number than the one that was shown is refused by the server, and told here. */
export function DiscardFailures({ scope, groups, onClose }: DiscardProps) {
  const found = useRead("/api/v1/failures", { query: { ...scope.filter, limit: 1 } });
  const { value: count, checksum } = found.data?.count ?? { value: scope.expectedCount, checksum: null };
  const changed = found.data && changeSince(scope, { count, checksum });
  return (
    <ActDialog
      title={`Discard ${manyOf(count, "failure")}`}
      verb={`Discard ${countOf(count)}`}
      kind="danger"
      typed={typedFor(count)}
      off={found.data ? tooMany(count) : "Counting."}
      act={(reason) => ({
        method: "POST",
        path: "failures/discard",
        body: { selection: selectionOf(scope, { count, checksum }), reason },
      })}
      done={({ body }) => doneWords("discard", body)}
      onClose={onClose}
    >
      <p>
        {manyOf(count, "failure")} {scope.words}. Nothing of them will be sent any more. They can be restored
        while their messages are kept.
      </p>
      {changed !== undefined && <p role="status">{changed}</p>}
      {groups.length > 1 && (
        <ul className="stack-s">
          {groups.map((group) => (
            <li key={group.id}>
              <strong className="numbers">{countOf(group.count)}</strong> of {group.route}, “{group.title}”
            </li>
          ))}
        </ul>
      )}
      {count > mostAtOnce && (
        <p>At most {countOf(mostAtOnce)} at once: choose some of them among the messages.</p>
      )}
    </ActDialog>
  );
}
