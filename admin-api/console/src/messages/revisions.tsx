import { useState } from "react";
import { useMe, useWhyNot } from "../api/me.ts";
import { ActDialog } from "../parts/act-dialog.tsx";
import { Button } from "../parts/button.tsx";
import { Badge, type Tone } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { Differences } from "./differences.tsx";
import type { FailureDetail } from "./use-message.ts";

type Revision = FailureDetail["revisions"][number];
type Decision = "approve" | "reject" | "withdraw";

const states: Readonly<Record<Revision["state"], readonly [words: string, tone: Tone]>> = {
  proposed: ["Waits for a second person", "wait"],
  approved: ["Goes with the next replay", "busy"],
  dispatched: ["Sent", "good"],
  rejected: ["Rejected", "bad"],
  withdrawn: ["Withdrawn", "none"],
  expired: ["Expired", "none"],
  replaced: ["Replaced", "none"],
};

/** What was edited of a failure, newest first. Whoever may answers what waits for a second person. */
export function Revisions({ failure: { id, revisions } }: { readonly failure: FailureDetail }) {
  const [open, setOpen] = useState<{ readonly n: number; readonly decision: Decision }>();
  return (
    <div className="stack">
      {revisions.map((revision) => (
        <RevisionCard
          key={revision.n}
          revision={revision}
          onDecide={(decision) => setOpen({ n: revision.n, decision })}
        />
      ))}
      {open && <DecisionDialog id={id} {...open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

type CardProps = { readonly revision: Revision; readonly onDecide: (decision: Decision) => void };

function RevisionCard({ revision, onDecide }: CardProps) {
  const { n, state, author, reason, writtenAt, expiresAt, decision, diff } = revision;
  const [words, tone] = states[state];
  return (
    <article className="card stack-s" aria-label={`Revision ${n}`}>
      <div className="row">
        <h3>Revision {n}</h3>
        <Badge tone={tone}>{words}</Badge>
        <span className="faint">
          by {author}, <Time at={writtenAt} />
        </span>
      </div>
      <p>{reason}</p>
      <Differences diff={diff} />
      {decision && (
        <p className="faint">
          {state} by {decision.by}, <Time at={decision.at} />: {decision.reason}
        </p>
      )}
      {state === "proposed" && (
        <p className="faint">
          The time to approve it ends <Time at={expiresAt} />.
        </p>
      )}
      <Decisions revision={revision} onDecide={onDecide} />
    </article>
  );
}

/** Nobody approves what they wrote themselves. */
function Decisions({ revision: { state, author }, onDecide }: CardProps) {
  const me = useMe();
  const mayNotApprove = useWhyNot("approve");
  const mayNotEdit = useWhyNot("edit");
  const own = me?.name === author ? "You wrote it: another person has to approve it." : undefined;
  if (state !== "proposed" && state !== "approved") return undefined;
  return (
    <div className="row">
      {state === "proposed" && (
        <>
          <Button off={mayNotApprove ?? own} onClick={() => onDecide("approve")}>
            Approve
          </Button>
          <Button off={mayNotApprove} onClick={() => onDecide("reject")}>
            Reject
          </Button>
        </>
      )}
      <Button off={mayNotEdit} onClick={() => onDecide("withdraw")}>
        Withdraw
      </Button>
    </div>
  );
}

const dialogs: Readonly<
  Record<Decision, { readonly verb: string; readonly done: string; readonly what: string }>
> = {
  approve: { verb: "Approve", done: "Approved.", what: "The next replay sends it." },
  reject: { verb: "Reject", done: "Rejected.", what: "It will not be sent." },
  withdraw: { verb: "Withdraw", done: "Withdrawn.", what: "The next replay sends what was there before." },
};

type DecisionProps = {
  readonly id: string;
  readonly n: number;
  readonly decision: Decision;
  readonly onClose: () => void;
};

function DecisionDialog({ id, n, decision, onClose }: DecisionProps) {
  const { verb, done, what } = dialogs[decision];
  return (
    <ActDialog
      title={`${verb} revision ${n}`}
      verb={verb}
      done={done}
      act={(reason) => ({
        method: "POST",
        path: `failures/${encodeURIComponent(id)}/revisions/${n}/${decision}`,
        body: { reason },
      })}
      onClose={onClose}
    >
      <p>{what}</p>
    </ActDialog>
  );
}
