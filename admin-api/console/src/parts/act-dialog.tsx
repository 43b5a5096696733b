import { useState, type ReactNode } from "react";
import { useAct, type Act, type Acted } from "../api/act.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { LookAgain } from "./look-again.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { toast } from "./toasts.tsx";

type ActDialogProps = {
  readonly title: string;
  /** What will happen, in words; fields of the act's own come here too. */
  readonly children?: ReactNode;
  /** The button: the verb, and how many. */
  readonly verb: string;
  readonly kind?: "primary" | "danger";
  /** The act, given the reason. */
  readonly act: (reason: string) => Act;
  /** Said when it is done. */
  readonly done: string | ((acted: Acted) => string);
  readonly reasonIs?: "required" | "optional" | "absent";
  /** What has to be typed before: a count or a name, where much depends on it. */
  readonly typed?: string | undefined;
  /** Why it cannot be done yet, of fields of the act's own. */
  readonly off?: string | undefined;
  readonly onClose: () => void;
  readonly onDone?: ((acted: Acted) => void) | undefined;
};

/** Asks for a reason and acts. It stays open with what was refused, and repeats under the same key. */
export function ActDialog(props: ActDialogProps) {
  const { title, children, verb, kind = "primary", reasonIs = "required", typed, onClose } = props;
  const [reason, setReason] = useState("");
  const [confirmed, setConfirmed] = useState("");
  const acting = useAct((acted) => {
    toast(typeof props.done === "string" ? props.done : props.done(acted));
    onClose();
    props.onDone?.(acted);
  });
  const off = props.off ?? whyOff({ reason, reasonIs, confirmed, typed });
  const submit = () => off === undefined && !acting.isPending && acting.mutate(props.act(reason.trim()));
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind={kind} off={off} busy={acting.isPending} onClick={submit}>
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
        {acting.error && <ProblemBox problem={acting.error} />}
        <LookAgain problem={acting.error} onClose={onClose} />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

type ReasonProps = {
  readonly required: boolean;
  readonly reason: string;
  readonly onChange: (reason: string) => void;
};

/** Why somebody acts, for the audit. */
export function ReasonField({ required, reason, onChange }: ReasonProps) {
  return (
    <Field label={required ? "Reason" : "Reason (optional)"} hint="Kept in the audit with your name.">
      {(ids) => (
        <input
          {...ids}
          className="input"
          value={reason}
          maxLength={500}
          autoFocus
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type TypedProps = {
  readonly typed: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** What has to be typed before an act on which much depends. */
export function TypedField({ typed, value, onChange }: TypedProps) {
  return (
    <Field label={`Type ${typed} to confirm`}>
      {(ids) => (
        <input
          {...ids}
          className="input mono"
          value={value}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type Standing = {
  readonly reason: string;
  readonly reasonIs: string;
  readonly confirmed: string;
  readonly typed: string | undefined;
};

/** Why an act cannot be done yet. */
export function whyOff({ reason, reasonIs, confirmed, typed }: Standing): string | undefined {
  if (reasonIs === "required" && reason.trim() === "") return "Give a reason first.";
  if (typed !== undefined && confirmed.trim() !== typed) return `Type ${typed} first.`;
  return undefined;
}
