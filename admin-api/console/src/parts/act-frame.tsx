import { useState, type ReactNode } from "react";
import type { Problem } from "../api/problem.ts";
import { ReasonField, TypedField, whyOff, type ReasonIs } from "./act-fields.tsx";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { LookAgain } from "./look-again.tsx";
import { ProblemBox } from "./problem-box.tsx";

type ActFrameProps = {
  readonly title: string;
  readonly shape?: "narrow" | "wide";
  /** What will happen, in words; fields of the act's own come here too. */
  readonly children?: ReactNode;
  /** The button: the verb, and how many. */
  readonly verb: string;
  readonly kind?: "primary" | "danger" | undefined;
  readonly reasonIs?: ReasonIs | undefined;
  /** What has to be typed before: a count or a name, where much depends on it. */
  readonly typed?: string | undefined;
  /** Why it cannot be done yet, of fields of the act's own. */
  readonly off?: string | undefined;
  readonly isPending: boolean;
  /** What was refused; it stays in sight. */
  readonly problem: Problem | null;
  /** Does it, given the reason. */
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
  /** Where others were found than were shown: looks at what is not a read of the screen. */
  readonly onLookAgain?: (() => void) | undefined;
};

/** The dialog of an act: what will happen, why it is done, and what was refused. */
export function ActFrame(props: ActFrameProps) {
  const {
    title,
    shape = "narrow",
    children,
    verb,
    kind = "primary",
    reasonIs = "required",
    typed,
    isPending,
    problem,
    onClose,
    onLookAgain,
  } = props;
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState("");
  const off = props.off ?? whyOff({ reason, reasonIs, confirmed, typed });
  const submit = () => {
    if (off === undefined && !isPending) props.onSubmit(reason.trim());
  };
  return (
    <Dialog
      title={title}
      shape={shape}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={kind} off={off} busy={isPending} onClick={submit}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {children}
        {reasonIs !== "absent" && (
          <ReasonField required={reasonIs === "required"} reason={reason} onChange={setReason} />
        )}
        {typed !== undefined && <TypedField typed={typed} value={confirmed} onChange={setConfirmed} />}
        {problem && <ProblemBox problem={problem} />}
        <LookAgain {...{ problem, onClose, onLookAgain }} />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
