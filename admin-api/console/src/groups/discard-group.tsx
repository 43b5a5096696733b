import { ActDialog } from "../parts/act-dialog.tsx";
import { countOf, manyOf } from "../parts/words.ts";
import { useTypedCount } from "../replays/use-typed-count.ts";
import type { Group } from "./group.ts";

/** The API takes so many at once. */
const atMost = 2_000;

/** Gives up the failures of a group. */
export function DiscardGroup({ group, onClose }: { readonly group: Group; readonly onClose: () => void }) {
  const { id, title, route, count } = group;
  const typed = useTypedCount(count);
  return (
    <ActDialog
      title={`Discard ${manyOf(count, "failure")}`}
      verb={`Discard ${countOf(count)}`}
      kind="danger"
      typed={typed}
      act={(reason) => ({
        method: "POST",
        path: "failures/discard",
        body: { selection: { filter: { group: id }, expectedCount: count }, reason },
      })}
      done={({ body }) => toldOf(body)}
      onClose={onClose}
    >
      <p>
        {manyOf(count, "failure")} of {route}, “{title}”. Nothing of them will be sent any more. They can be
        restored while their messages are kept.
      </p>
      {count > atMost && <p>At most {countOf(atMost)} at once: choose some of them among the messages.</p>}
    </ActDialog>
  );
}

function toldOf(body: unknown): string {
  const { changed = 0, skipped = 0 } = body as { readonly changed?: number; readonly skipped?: number };
  return `${manyOf(changed, "failure")} discarded${skipped > 0 ? `, ${countOf(skipped)} skipped` : ""}.`;
}
