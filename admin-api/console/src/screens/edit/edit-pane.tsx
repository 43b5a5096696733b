import { wayIn } from "../../messages/way-in.ts";
import { Eye } from "lucide-react";
import { useMemo, useState } from "react";
import { useHold } from "../../api/live.ts";
import { useWhyNot } from "../../api/me.ts";
import { isChanged, marksIn, nextRevisionOf, type Draft } from "../../messages/edit.ts";
import { RevealDialog } from "../../messages/reveal-dialog.tsx";
import type { ShownData } from "../../messages/shown-data.ts";
import type { FailureDetail } from "../../messages/use-message.ts";
import { Button } from "../../parts/button.tsx";
import { prettyJson } from "../../parts/exact-json.ts";
import { MergeView } from "../../parts/merge-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { bytesOf, manyOf } from "../../parts/words.ts";
import { CheckResult } from "./check-result.tsx";
import { SendDialog } from "./send-dialog.tsx";
import { useCheck } from "./use-check.ts";
import "./edit.css";

type Props = {
  readonly failure: FailureDetail;
  readonly entityKey: string | undefined;
  readonly shown: ShownData;
};

/** The data that the next replay sends, and an editor of them beside. */
export function EditPane({ failure, entityKey, shown }: Props) {
  useHold(true);
  const [opened, setOpened] = useState(() => openedAs(shown.text, shown.masked.length > 0));
  const [text, setText] = useState(opened.before);
  const [dialog, setDialog] = useState<"reveal" | "replay" | "save">();
  const check = useCheck(failure.id);
  const isFree = failure.route === wayIn;
  const draft: Draft = { ...opened, text, isFree, base: nextRevisionOf(failure.revisions) };
  const checked = check.data?.of === text ? check.data : undefined;
  const faults = checked && "faults" in checked ? checked.faults : noFaults;
  const marks = useMemo(() => marksIn(text, faults, isFree), [text, faults, isFree]);
  const off = useWhyOff(draft, marks.length > 0);
  const restart = (next: typeof opened) => {
    setOpened(next);
    setText(next.before);
    check.reset();
  };
  return (
    <div className="stack">
      <div className="row">
        <Button
          busy={check.isPending}
          off={off.unchanged}
          onClick={() => check.mutate({ draft, dryRun: false })}
        >
          Validate
        </Button>
        <Button
          busy={check.isPending}
          off={off.unchanged}
          onClick={() => check.mutate({ draft, dryRun: true })}
        >
          Preview the request
        </Button>
        <Button
          off={draft.text === opened.before ? "Nothing was changed." : undefined}
          onClick={() => restart({ ...opened, round: opened.round + 1 })}
        >
          Reset
        </Button>
        {opened.isMasked && (
          <Button icon={<Eye aria-hidden="true" />} off={off.reveal} onClick={() => setDialog("reveal")}>
            Show personal data
          </Button>
        )}
        <span className="edit-status numbers" role="status">
          {marks.length > 0 ? manyOf(marks.length, "fault") : bytesOf(new TextEncoder().encode(text).length)}
          {opened.isMasked && ", hidden values stay as they are"}
        </span>
      </div>
      <MergeView
        key={`${opened.round} ${opened.isMasked}`}
        label="Data of the message"
        before={opened.before}
        text={opened.before}
        onChange={setText}
        marks={marks}
      />
      {check.error && <ProblemBox problem={check.error} />}
      <CheckResult text={text} isFree={isFree} checked={checked} />
      <div className="row">
        <Button kind="primary" off={off.send ?? off.replay} onClick={() => setDialog("replay")}>
          Replay with this edit…
        </Button>
        <Button off={off.send} onClick={() => setDialog("save")}>
          Keep for the next replay…
        </Button>
      </div>
      {dialog === "reveal" && (
        <RevealDialog
          path={`failures/${encodeURIComponent(failure.id)}/payload?of=next`}
          onShown={(revealed) => restart({ ...openedAs(revealed, false), round: opened.round + 1 })}
          onClose={() => setDialog(undefined)}
        />
      )}
      {(dialog === "replay" || dialog === "save") && (
        <SendDialog
          failure={failure}
          entityKey={entityKey}
          draft={draft}
          isReplayed={dialog === "replay"}
          onClose={() => setDialog(undefined)}
        />
      )}
    </div>
  );
}

const noFaults: readonly never[] = [];

/** The data as the editor opens them; another round opens them anew. */
const openedAs = (text: string, isMasked: boolean) => ({ before: prettyJson(text), isMasked, round: 0 });

/** Why each button is off. */
function useWhyOff(draft: Draft, hasFaults: boolean) {
  const reveal = useWhyNot("read-payload");
  const replay = useWhyNot("act-in-bulk");
  const notWhole =
    draft.isFree && draft.isMasked
      ? "What failed at the way in is edited whole: show personal data first."
      : undefined;
  const unchanged = notWhole ?? (isChanged(draft) ? undefined : "Change something first.");
  const send = unchanged ?? (hasFaults ? "Mend what is marked first." : undefined);
  return { reveal, replay, unchanged, send };
}
