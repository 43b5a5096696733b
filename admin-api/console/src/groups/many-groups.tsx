import { countOf, manyOf } from "../parts/words.ts";
import { ActOnGroups } from "./act-on-groups.tsx";
import { onFailuresOf } from "./change.ts";
import type { Group } from "./group.ts";

type ManyProps = { readonly groups: readonly Group[]; readonly onClose: () => void };

/** Replays several groups, each by itself, so that what halts one leaves the others alone. */
export const ReplayGroups = ({ groups, onClose }: ManyProps) => (
  <ActOnGroups
    groups={groups}
    verb="Replay"
    done="being replayed"
    count={failuresOf(groups)}
    actOn={onFailuresOf("replays")}
    onClose={onClose}
  >
    <p>
      One replay for each group, with the usual stop rules; of more than 100 failures one goes first, then 25,
      then the rest.
    </p>
    <Counts groups={groups} />
  </ActOnGroups>
);

/** Gives up the failures of several groups. */
export const DiscardGroups = ({ groups, onClose }: ManyProps) => (
  <ActOnGroups
    groups={groups}
    verb="Discard"
    done="discarded"
    kind="danger"
    count={failuresOf(groups)}
    actOn={onFailuresOf("failures/discard")}
    onClose={onClose}
  >
    <p>Nothing of them will be sent any more. They can be restored while their messages are kept.</p>
    <Counts groups={groups} />
  </ActOnGroups>
);

const failuresOf = (groups: readonly Group[]): number => groups.reduce((sum, { count }) => sum + count, 0);

function Counts({ groups }: { readonly groups: readonly Group[] }) {
  return (
    <ul className="stack-s">
      {groups.map(({ id, title, route, count }) => (
        <li key={id}>
          <strong className="numbers">{countOf(count)}</strong> of {route}, “{title}”
        </li>
      ))}
      <li>{manyOf(failuresOf(groups), "failure")} in all.</li>
    </ul>
  );
}
