import { useState } from "react";
import { useWhyNot } from "../../api/me.ts";
import { doneWords, tooMany, typedFor, whyNotAll } from "../../messages/many-failures.ts";
import { ActDialog } from "../../parts/act-dialog.tsx";
import { Button } from "../../parts/button.tsx";
import { ChosenBar } from "../../parts/chosen-bar.tsx";
import type { Count, Selection } from "../../parts/selection.ts";
import { useShortcuts } from "../../parts/shortcuts.ts";
import { countOf, manyOf, nearlyOf, nearlyWords } from "../../parts/words.ts";
import { ReplayWizard } from "../../replays/replay-wizard.tsx";
import { selectionOf, type FailureFilter, type ReplayScope } from "../../replays/scope.ts";

type Props = {
  readonly selection: Selection<Count>;
  readonly filter: FailureFilter;
  /** The filter, to complete "12 failures …". */
  readonly words: string;
  readonly count: Count;
  readonly pageSize: number;
  readonly isDiscarded: boolean;
};

/** What can be done with what is selected: the rows, or all that match, as the server counts them. */
export const BulkBar = (props: Props) => (props.selection.isEmpty ? undefined : <Chosen {...props} />);

function Chosen({ selection, filter, words, count, pageSize, isDiscarded }: Props) {
  const [open, setOpen] = useState<"replay" | "discard" | "restore">();
  const off = useWhyNot("act-in-bulk");
  const { all } = selection;
  const scope: ReplayScope = all
    ? {
        filter,
        expectedCount: all.value,
        nearly: nearlyOf(all),
        expectedChecksum: all.checksum,
        words,
      }
    : { ids: [...selection.ids], words: "that you chose" };
  const many = all ? all.value : selection.ids.size;
  const endsOff = off ?? (all ? whyNotAll(all) : tooMany(many));
  const close = () => setOpen(undefined);
  const ends = isDiscarded ? "restore" : "discard";
  useShortcuts([
    {
      keys: "r",
      words: "Replay what is selected",
      act: () => !isDiscarded && off === undefined && setOpen("replay"),
    },
    {
      keys: "d",
      words: `${isDiscarded ? "Restore" : "Discard"} what is selected`,
      act: () => endsOff === undefined && setOpen(ends),
    },
    { keys: "Escape", words: "Select nothing", act: () => selection.clear() },
  ]);
  return (
    <>
      <ChosenBar label="What is selected" count={`${nearlyWords(all && nearlyOf(all), many)} selected`}>
        {!all && selection.ids.size === pageSize && (count.value > pageSize || count.atLeast) && (
          <Button kind="quiet" onClick={() => selection.takeAll(count)}>
            {`Select all ${nearlyWords(nearlyOf(count), count.value)} matching`}
          </Button>
        )}
        {isDiscarded ? (
          <Button off={endsOff} onClick={() => setOpen("restore")}>
            Restore…
          </Button>
        ) : (
          <>
            <Button kind="primary" off={off} onClick={() => setOpen("replay")}>
              Replay…
            </Button>
            <Button kind="danger" off={endsOff} onClick={() => setOpen("discard")}>
              Discard…
            </Button>
          </>
        )}
        <Button kind="quiet" onClick={() => selection.clear()}>
          Clear
        </Button>
      </ChosenBar>
      {open === "replay" && <ReplayWizard scope={scope} onClose={close} />}
      {(open === "discard" || open === "restore") && (
        <ManyDialog act={open} scope={scope} many={many} onClose={close} onDone={() => selection.clear()} />
      )}
    </>
  );
}

type ManyProps = {
  readonly act: "discard" | "restore";
  readonly scope: ReplayScope;
  readonly many: number;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Discards or restores many. Another count than the one that was shown is refused by the server, and told here. */
function ManyDialog({ act, scope, many, onClose, onDone }: ManyProps) {
  const verb = act === "discard" ? "Discard" : "Restore";
  return (
    <ActDialog
      title={`${verb} ${manyOf(many, "failure")}`}
      verb={`${verb} ${countOf(many)}`}
      kind={act === "discard" ? "danger" : "primary"}
      typed={typedFor(many)}
      act={(reason) => ({
        method: "POST",
        path: `failures/${act}`,
        body: {
          selection: selectionOf(scope, {
            count: many,
            checksum: "filter" in scope ? scope.expectedChecksum : null,
          }),
          reason,
        },
      })}
      done={({ body }) => doneWords(act, body)}
      onClose={onClose}
      onDone={onDone}
    >
      <p>
        {manyOf(many, "failure")} {scope.words}.{" "}
        {act === "discard"
          ? "Nothing will be sent for them any more. They can be restored while they are remembered."
          : "They are failures again, as they were. Nothing is sent until somebody replays them."}
      </p>
    </ActDialog>
  );
}
