import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { urlOf } from "../../api/base.ts";
import { useWhyNot } from "../../api/me.ts";
import { GroupDialog, type GroupAct } from "../../groups/group-dialog.tsx";
import type { GroupDetail } from "../../groups/group.ts";
import { Button } from "../../parts/button.tsx";
import { copyText } from "../../parts/copy.tsx";
import { Menu, type MenuItem } from "../../parts/menu.tsx";
import { useShortcuts } from "../../parts/shortcuts.ts";
import { toast } from "../../parts/toasts.tsx";
import { countOf } from "../../parts/words.ts";

/** What can be done with the group. */
export function Actions({ group }: { readonly group: GroupDetail }) {
  const [act, setAct] = useState<GroupAct>();
  const forbidden = useWhyNot("act-in-bulk");
  const none = group.count === 0 ? "It has no failures." : undefined;
  const off = forbidden ?? none;
  useShortcuts([
    { keys: "y", words: "Copy link", act: copyLink },
    ...(off === undefined
      ? [
          { keys: "r", words: "Replay the group", act: () => setAct("replay") },
          { keys: "d", words: "Discard the group's failures", act: () => setAct("discard") },
        ]
      : []),
  ]);
  return (
    <>
      <Button kind="primary" off={off} letter="r" onClick={() => setAct("replay")}>
        {group.count === 0 ? "Replay…" : `Replay all ${countOf(group.count)}…`}
      </Button>
      <Button off={off} onClick={() => setAct("canary")}>
        Canary 1…
      </Button>
      <StateButton group={group} off={forbidden} onAct={setAct} />
      <More group={group} off={{ forbidden, none }} onAct={setAct} />
      {act && <GroupDialog chosen={{ act, groups: [group] }} onClose={() => setAct(undefined)} />}
    </>
  );
}

const copyLink = (): void =>
  void copyText(window.location.href).then(() => toast("The link is on the clipboard."));

type PartProps = {
  readonly group: GroupDetail;
  readonly onAct: (act: GroupAct) => void;
};

function StateButton({ group, off, onAct }: PartProps & { readonly off: string | undefined }) {
  const isNew = group.state === "open" || group.state === "regressed";
  const isResolved = group.state === "resolved";
  const act = isNew ? "acknowledge" : isResolved ? "reopen" : "resolve";
  return (
    <Button off={off} onClick={() => onAct(act)}>
      {isNew ? "Acknowledge" : isResolved ? "Reopen" : "Resolve"}
    </Button>
  );
}

type Off = { readonly forbidden: string | undefined; readonly none: string | undefined };

function More({ group, off: { forbidden, none }, onAct }: PartProps & { readonly off: Off }) {
  const navigate = useNavigate();
  const { id } = group;
  const command = `npx spindle replay start --group ${id} --reason "…"`;
  const download = (format: string) => () =>
    window.location.assign(urlOf(`api/v1/failures/export?group=${id}&format=${format}`));
  const items: readonly MenuItem[] = [
    { words: "Snooze…", act: () => onAct("snooze"), off: forbidden },
    ...(group.state === "resolved"
      ? []
      : [{ words: "Resolve", act: () => onAct("resolve"), off: forbidden }]),
    {
      words: "Repair recipe…",
      act: () => void navigate({ to: "/recipes", search: { group: id } }),
      off: none,
    },
    { words: "Export NDJSON", act: download("ndjson"), off: none },
    { words: "Export CSV", act: download("csv"), off: none },
    { words: "Copy link", act: copyLink },
    {
      words: "Copy as command",
      act: () => void copyText(command).then(() => toast("The command is on the clipboard.")),
    },
    { words: "Discard…", act: () => onAct("discard"), off: forbidden ?? none, danger: true },
  ];
  return <Menu label="More acts on the group" letter="." items={items} />;
}
