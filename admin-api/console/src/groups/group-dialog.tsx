import { ReplayWizard } from "../replays/replay-wizard.tsx";
import { ActOnGroups } from "./act-on-groups.tsx";
import { change } from "./change.ts";
import type { FilterScope } from "../replays/scope.ts";
import { DiscardFailures } from "./discard-failures.tsx";
import { scopeOfGroups, type Group } from "./group.ts";
import { SnoozeGroups } from "./snooze-groups.tsx";

/** What can be done with groups. */
export type GroupAct = "replay" | "canary" | "acknowledge" | "snooze" | "resolve" | "reopen" | "discard";

/** An act that a person has chosen, and on which groups: some, or with `all` the failures of all that match. */
export type ChosenAct = {
  readonly act: GroupAct;
  readonly groups: readonly Group[];
  readonly all?: FilterScope | undefined;
};

type DialogProps = { readonly chosen: ChosenAct; readonly onClose: () => void };

/** The dialog of the chosen act. */
export function GroupDialog({ chosen, onClose }: DialogProps) {
  const { act, groups, all } = chosen;
  switch (act) {
    case "replay":
      return <ReplayWizard scope={all ?? scopeOfGroups(groups)} onClose={onClose} />;
    case "canary":
      return <ReplayWizard scope={all ?? scopeOfGroups(groups)} pace="canary" onClose={onClose} />;
    case "discard":
      return <DiscardFailures scope={all ?? scopeOfGroups(groups)} groups={groups} onClose={onClose} />;
    case "snooze":
      return <SnoozeGroups groups={groups} onClose={onClose} />;
    case "acknowledge":
    case "resolve":
    case "reopen":
      return <ChangeState act={act} groups={groups} onClose={onClose} />;
  }
}

const changes = {
  acknowledge: {
    verb: "Acknowledge",
    done: "acknowledged",
    state: "acknowledged",
    words: "Somebody knows of it. Its failures stay, and more may come.",
  },
  resolve: {
    verb: "Resolve",
    done: "resolved",
    state: "resolved",
    words:
      "The cause is gone. Failures stay until they are replayed or discarded; a new one makes it regressed.",
  },
  reopen: { verb: "Reopen", done: "reopened", state: "open", words: "Its cause is still there." },
} as const;

type ChangeProps = {
  readonly act: keyof typeof changes;
  readonly groups: readonly Group[];
  readonly onClose: () => void;
};

function ChangeState({ act, groups, onClose }: ChangeProps) {
  const { verb, done, state, words } = changes[act];
  return (
    <ActOnGroups groups={groups} verb={verb} done={done} actOn={change({ state })} onClose={onClose}>
      <p>{words}</p>
    </ActOnGroups>
  );
}
