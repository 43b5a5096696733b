import { ReplayWizard } from "../replays/replay-wizard.tsx";
import { ChangeGroups } from "./change-groups.tsx";
import { DiscardGroup } from "./discard-group.tsx";
import { scopeOfGroup, type Group } from "./group.ts";
import { SnoozeGroups } from "./snooze-groups.tsx";

/** What can be done with groups. */
export type GroupAct = "replay" | "canary" | "acknowledge" | "snooze" | "resolve" | "reopen" | "discard";

/** An act that a person has chosen, and on which groups. */
export type ChosenAct = { readonly act: GroupAct; readonly groups: readonly [Group, ...Group[]] };

/** The dialog of the chosen act. */
export function GroupDialog({
  chosen,
  onClose,
}: {
  readonly chosen: ChosenAct;
  readonly onClose: () => void;
}) {
  const { act, groups } = chosen;
  switch (act) {
    case "replay":
      return <ReplayWizard scope={scopeOfGroup(groups[0])} onClose={onClose} />;
    case "canary":
      return <ReplayWizard scope={scopeOfGroup(groups[0])} pace="canary" onClose={onClose} />;
    case "snooze":
      return <SnoozeGroups groups={groups} onClose={onClose} />;
    case "discard":
      return <DiscardGroup group={groups[0]} onClose={onClose} />;
    case "acknowledge":
      return (
        <ChangeGroups groups={groups} verb="Acknowledge" change={{ state: "acknowledged" }} onClose={onClose}>
          <p>Somebody knows of it. Its failures stay, and more may come.</p>
        </ChangeGroups>
      );
    case "resolve":
      return (
        <ChangeGroups groups={groups} verb="Resolve" change={{ state: "resolved" }} onClose={onClose}>
          <p>
            Its cause is gone. Failures that it has stay until they are replayed or discarded; one that comes
            now makes it regressed.
          </p>
        </ChangeGroups>
      );
    case "reopen":
      return <ChangeGroups groups={groups} verb="Reopen" change={{ state: "open" }} onClose={onClose} />;
  }
}
