import { ReplayWizard } from "../replays/replay-wizard.tsx";
import { ActOnGroups } from "./act-on-groups.tsx";
import type { FilterScope } from "../replays/scope.ts";
import { DiscardFailures } from "./discard-failures.tsx";
import { scopeOfGroups, type ChosenGroups, type Group } from "./group.ts";
import type { GroupScope } from "./many-groups.ts";
import { SnoozeGroups } from "./snooze-groups.tsx";

/** What can be done with groups. */
export type GroupAct = "replay" | "canary" | "acknowledge" | "snooze" | "resolve" | "reopen" | "discard";

/** An act that a person has chosen, and on which groups: some, or with `all` every one that matches, and the failures of these. */
export type ChosenAct = {
  readonly act: GroupAct;
  readonly groups: readonly Group[];
  readonly all?: { readonly groups: GroupScope; readonly failures: FilterScope } | undefined;
};

type DialogProps = { readonly chosen: ChosenAct; readonly onClose: () => void };

/** The dialog of the chosen act. */
export function GroupDialog({ chosen, onClose }: DialogProps) {
  const { act, groups, all } = chosen;
  const failures = all?.failures ?? scopeOfGroups(groups);
  const these = { groups, all: all?.groups };
  switch (act) {
    case "replay":
      return <ReplayWizard scope={failures} onClose={onClose} />;
    case "canary":
      return <ReplayWizard scope={failures} pace="canary" onClose={onClose} />;
    case "discard":
      return <DiscardFailures scope={failures} groups={groups} onClose={onClose} />;
    case "snooze":
      return <SnoozeGroups chosen={these} onClose={onClose} />;
    case "acknowledge":
    case "resolve":
    case "reopen":
      return <ChangeState act={act} chosen={these} onClose={onClose} />;
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
  readonly chosen: ChosenGroups;
  readonly onClose: () => void;
};

function ChangeState({ act, chosen, onClose }: ChangeProps) {
  const { verb, done, state, words } = changes[act];
  return (
    <ActOnGroups chosen={chosen} verb={verb} done={done} said={{ state }} onClose={onClose}>
      <p>{words}</p>
    </ActOnGroups>
  );
}
