import { useState } from "react";
import { useMe, useWhyNot } from "../api/me.ts";
import { ActDialog } from "../parts/act-dialog.tsx";
import { Button } from "../parts/button.tsx";

/** What waits for a second person: where it is decided, below `/api/v1/`, and whose it is. */
export type Decided = {
  /** `recipes/<id>`, or `failures/<id>/revisions/<n>`. */
  readonly path: string;
  readonly author: string;
  /** What it is, in words: `the edit`, `the recipe`. */
  readonly words: string;
  /** What happens once it is approved. */
  readonly effect: string;
};

type Decision = "approve" | "reject";

/** Approves or rejects. Whoever wrote it may not. */
export function Decide({ of, onDone }: { readonly of: Decided; readonly onDone?: () => void }) {
  const [decision, setDecision] = useState<Decision>();
  const off = useWhyNotDecide(of.author);
  return (
    <>
      <Button kind="primary" off={off} onClick={() => setDecision("approve")}>
        Approve…
      </Button>
      <Button off={off} onClick={() => setDecision("reject")}>
        Reject…
      </Button>
      {decision && (
        <DecideDialog of={of} decision={decision} onClose={() => setDecision(undefined)} onDone={onDone} />
      )}
    </>
  );
}

type DialogProps = {
  readonly of: Decided;
  readonly decision: Decision;
  readonly onClose: () => void;
  readonly onDone: (() => void) | undefined;
};

function DecideDialog({ of, decision, onClose, onDone }: DialogProps) {
  const approves = decision === "approve";
  return (
    <ActDialog
      title={`${approves ? "Approve" : "Reject"} ${of.words}`}
      verb={approves ? "Approve" : "Reject"}
      kind={approves ? "primary" : "danger"}
      done={approves ? "It is approved." : "It is rejected."}
      act={(reason) => ({ method: "POST", path: `${of.path}/${decision}`, body: { reason } })}
      onClose={onClose}
      onDone={onDone}
    >
      <p>{approves ? of.effect : "Nothing of it is sent. Its author can propose another one."}</p>
    </ActDialog>
  );
}

/** Why the person may not decide what this author wrote. */
function useWhyNotDecide(author: string): string | undefined {
  const off = useWhyNot("approve");
  const me = useMe();
  return off ?? (me?.name === author ? "You wrote it: a second person has to look at it." : undefined);
}
